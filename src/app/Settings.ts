/** The configuration: what all variables come to. Each is described where it is read, in `settings`. */
import { Config, Context, Effect, Either, Layer, Option, type Redacted, Schema } from "effect"
import { answers } from "./settings/AnswerVariables.ts"
import { cache, credentialsIn } from "./settings/CacheVariables.ts"
import { plex } from "./settings/PlexVariables.ts"
import { bases, rates } from "./settings/SourceVariables.ts"
import { setByVariable, type SwitchName } from "./settings/Switchable.ts"
import { type UnknownVariable, unknownVariables } from "./settings/Unknown.ts"
import * as Variables from "./settings/Variables.ts"
import { faults } from "./Values.ts"

export { OlderVariable } from "./settings/Older.ts"
export { commandLine } from "./settings/Variables.ts"

/** The start is refused: the message is all there is to say. */
export class SettingsError extends Schema.TaggedError<SettingsError>()("SettingsError", { faults: Schema.String }) {
  override get message() {
    return this.faults
  }
}

const variables = Config.all({
  ...Variables.recommended,
  ...Variables.listening,
  ...Variables.safety,
  ...Variables.logs,
  ...answers,
  ...Variables.lookups,
  ...cache,
  ...plex,
  ...Variables.telemetry,
  rates: Config.all(rates),
  bases: Config.all(bases)
})

type Given = Config.Config.Success<typeof variables>

type CacheSettings =
  | { readonly kind: "files" | "memory" }
  | {
      readonly kind: "redis"
      readonly url: Redacted.Redacted<string>
      readonly prefix: string
      readonly replicas: number
    }

/** The settings that the variables come to. */
const assembled = (all: Given, unknown: ReadonlyArray<UnknownVariable>, setByVariable: ReadonlySet<SwitchName>) => {
  const { port, logLevel, structuredLogging, tmdbKey, returnSummary, returnContentRating, returnImages, ...others } =
    all
  const { returnRating, logFormat, credentialsFile, cacheUrl, cachePrefix, replicas, pomsKey, pomsSecret, ...rest } =
    others
  if (Option.isSome(pomsKey) !== Option.isSome(pomsSecret))
    return Either.left(new SettingsError({ faults: Variables.belongTogether }))
  const older = [
    port,
    logLevel,
    structuredLogging,
    tmdbKey,
    returnSummary,
    returnContentRating,
    returnImages,
    returnRating
  ]
  const kept: CacheSettings =
    typeof cacheUrl === "string" ? { kind: cacheUrl } : { kind: "redis", url: cacheUrl, prefix: cachePrefix, replicas }
  return Either.right({
    ...rest,
    port: port.value,
    logLevel: logLevel.value,
    tmdbKey: tmdbKey.value,
    returnSummary: returnSummary.value,
    returnContentRating: returnContentRating.value,
    returnImages: returnImages.value,
    returnRating: returnRating.value,
    /** Those of the older variables that hold what cannot be used. */
    unusable: older.flatMap(({ unusable }) => Option.toArray(unusable)),
    /** Variables that look like ours, and that nobody reads. */
    unknown,
    /** Of those that may be chosen on the page: which are set, so that no choice changes them. */
    setByVariable,
    logFormat: logFormat === "default" ? Variables.formatOf(structuredLogging.value) : logFormat,
    cache: kept,
    credentialsFile: credentialsFile === "" ? credentialsIn(rest.cacheDirectory) : credentialsFile,
    pomsPair: Option.getOrUndefined(Option.zipWith(pomsKey, pomsSecret, (key, secret) => ({ key, secret })))
  })
}

export type SettingsShape = Either.Either.Right<ReturnType<typeof assembled>>

export class Settings extends Context.Tag("vpro-cinema-plex/app/Settings")<Settings, SettingsShape>() {}

/** A variable with which something is wrong, though the service starts with it: what log, health and page tell. */
export interface Complaint {
  readonly variable: string
  readonly message: string
}

/** All of them: older variables whose value counts as not set, and variables that nobody reads. */
export const complaints = ({ unknown, unusable }: SettingsShape): ReadonlyArray<Complaint> =>
  [...unusable, ...unknown].map(({ message, variable }) => ({ variable, message }))

/** Tells of them, one line each. */
export const warned = (settings: SettingsShape) =>
  Effect.forEach(complaints(settings), ({ message }) => Effect.logWarning(message), { discard: true })

/** Reads the environment; every fault is reported, in one line. */
export const load: Effect.Effect<SettingsShape, SettingsError> = Effect.flatMap(
  Effect.all([
    Effect.mapError(variables, (error) => new SettingsError({ faults: faults(error) })),
    unknownVariables,
    setByVariable
  ]),
  ([given, unknown, setByVariable]) => assembled(given, unknown, setByVariable)
)

export const layer = Layer.effect(Settings, load)
