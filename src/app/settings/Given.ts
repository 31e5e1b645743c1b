/** What the service is given: the environment, read once, and below it the file `.env` of the working folder. */
import { FileSystem, PlatformConfigProvider } from "@effect/platform"
import { Array, Config, ConfigProvider, Context, Effect, Layer } from "effect"

/** Where a value comes from: `page` is what was chosen there, or by `config set`. */
export type Origin = "default" | "environment" | ".env" | "page"

/**
 * The variables that are given by the file alone; none where nobody read one, which is then so. No promise rides on the default: the layer that
 * sets it is the one that reads the file, so that it cannot be left out alone.
 */
export class FromFile extends Context.Reference<FromFile>()("vpro-cinema-plex/app/settings/FromFile", {
  defaultValue: (): ReadonlySet<string> => new Set()
}) {}

/** The names at the beginning of lines; in a value of several lines there may be words that only look like one. */
const namesIn = (text: string) =>
  text.split("\n").flatMap((line) => /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*[=:]/.exec(line)?.[1] ?? [])

/** What a file holds; nothing when it cannot be read. */
const inFile = (path: string): Effect.Effect<ReadonlyMap<string, string>, never, FileSystem.FileSystem> =>
  Effect.gen(function* () {
    const provider = yield* PlatformConfigProvider.fromDotEnv(path)
    const text = yield* Effect.flatMap(FileSystem.FileSystem, (files) => files.readFileString(path))
    const pairs = yield* Effect.forEach(new Set(namesIn(text)), (name) =>
      Effect.option(Effect.map(provider.load(Config.string(name)), (value) => [name, value] as const))
    )
    return new Map(Array.getSomes(pairs))
  }).pipe(Effect.orElseSucceed(() => new Map<string, string>()))

/** The variables of an environment and a file. */
export const layerOf = (environment: Readonly<Record<string, string | undefined>>, path: string) =>
  Layer.unwrapEffect(
    Effect.map(inFile(path), (file) => {
      const own = Object.entries(environment).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value] as const]
      )
      const alone = new Set([...file.keys()].filter((name) => environment[name] === undefined))
      return Layer.merge(
        Layer.setConfigProvider(ConfigProvider.fromMap(new Map([...file, ...own]))),
        Layer.succeed(FromFile, alone)
      )
    })
  )

/** The variables of this process. */
export const layer = layerOf(process.env, ".env")
