/** What commands need: the domain as the service has it, and a log that stays out of the way. */
import { Effect, HashMap, Layer, Logger, LogLevel, Option } from "effect"
import { hostOf } from "../../adapters/cache/redis/Address.ts"
import * as Layers from "../Layers.ts"
import { words } from "../observe/Logs.ts"
import * as Settings from "../Settings.ts"
import * as SwitchesFile from "../SwitchesFile.ts"
import { visible } from "../Visible.ts"
import { failed } from "./CommandFailure.ts"
import { Output } from "./Output.ts"
import { troubleAt } from "./SharedCache.ts"

/** A line per event on stderr, without stack traces. */
const logger = ({ unsafeRemark }: Output["Type"]) =>
  Logger.make<unknown, void>(({ annotations, logLevel, message }) => {
    const notes = HashMap.toEntries(annotations).map(([name, value]) => ` ${name}=${words(value)}`)
    unsafeRemark(visible(`${logLevel.label.toLowerCase()}: ${words(message)}${notes.join("")}`))
  })

const quietly = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.flatMap(Output, (output) => Effect.provide(effect, Logger.replace(Logger.defaultLogger, logger(output))))

/** The settings of the environment; what of it cannot be used is told on stderr. */
export const settings = Effect.tap(Settings.load, (loaded) => quietly(Settings.warned(loaded)))

/** What commands get. A Redis that cannot be used is told by each of them, with what that means for it. */
const provided = (settings: Settings.SettingsShape) => {
  // What a command looks up is no story of the service.
  const layer = Layer.provideMerge(Layers.layer, Layer.succeed(Settings.Settings, { ...settings, stories: false }))
  return settings.cache.kind === "redis" ? Layer.provide(layer, Logger.minimumLogLevel(LogLevel.Error)) : layer
}

/** Runs a command over these settings. */
export const preparedWith = <A, E, R>(settings: Settings.SettingsShape, command: Effect.Effect<A, E, R>) =>
  command.pipe(Effect.provide(provided(settings)), quietly)

/** What is wrong with the Redis of these settings. */
const redisTrouble = ({ cache }: Settings.SettingsShape) =>
  cache.kind === "redis" ? troubleAt(hostOf(cache.url)) : Effect.succeedNone

/** Runs a command over the settings of the environment; it needs nothing that is shared. */
export const prepared = <A, E, R>(command: Effect.Effect<A, E, R>) =>
  Effect.flatMap(settings, (settings) =>
    preparedWith(
      settings,
      Effect.gen(function* () {
        const trouble = yield* redisTrouble(settings)
        if (Option.isSome(trouble))
          yield* (yield* Output).remark(
            `warn: ${trouble.value.line}: going on with rate limits and a memory of its own`
          )
        return yield* command
      })
    )
  )

/** In the memory of a service no command could see anything of it. */
const inMemory = (what: string) =>
  failed(`CACHE_URL=memory: keeps ${what} in the memory of the service, which no command can reach`)

/** Runs a command over what is chosen without variables: that lies in the cache folder, whether a Redis is there or not. */
export const preparedToChoose = <A, E, R>(command: Effect.Effect<A, E, R>) =>
  Effect.gen(function* () {
    const loaded = yield* settings
    if (loaded.cache.kind === "memory") return yield* inMemory("choices")
    return yield* command.pipe(Effect.provide(SwitchesFile.layer(loaded)), quietly)
  })

/** A command about what is kept, which cannot do without it; one that `keeps` something needs a cache that takes it. */
const overCache = <A, E, R>(command: Effect.Effect<A, E, R>, keeps: boolean) =>
  Effect.gen(function* () {
    const loaded = yield* settings
    if (loaded.cache.kind === "memory") return yield* inMemory("answers")
    return yield* preparedWith(
      loaded,
      Effect.gen(function* () {
        const trouble = yield* redisTrouble(loaded)
        if (Option.isSome(trouble) && (keeps || !trouble.value.readable))
          return yield* failed(`${trouble.value.line}, where the answers are kept: nothing was done. See CACHE_URL.`)
        return yield* command
      })
    )
  })

/** Runs a command that looks at what is kept, or removes something. */
export const preparedForCache = <A, E, R>(command: Effect.Effect<A, E, R>) => overCache(command, false)

/** Runs a command that keeps something. */
export const preparedToKeep = <A, E, R>(command: Effect.Effect<A, E, R>) => overCache(command, true)

/** The entries of a cache folder that need not be the one of the settings. */
export { type FolderError, type FolderFile, read as readFolder } from "../../adapters/cache/files/Folder.ts"
