/** The whole composition of the service without its server, looking up a library over the client of `stand-ins/client.ts`. */
import { ConfigProvider, Effect, Layer, Logger, LogLevel, Option } from "effect"
import { defaults, type SourcePolicy } from "../../src/adapters/http/SourcePolicy.ts"
import * as Afterwards from "../../src/app/Afterwards.ts"
import * as Layers from "../../src/app/Layers.ts"
import * as Settings from "../../src/app/Settings.ts"
import { describe } from "../../src/domain/describe/Describe.ts"
import { encodeRatingKey } from "../../src/domain/keys/RatingKey.ts"
import type { SourceName } from "../../src/ports/SourceError.ts"
import type { answering, Sent } from "../stand-ins/client.ts"
import type { library } from "../stand-ins/library.ts"
import { inQuietTime } from "../stand-ins/time.ts"

type Services = Layer.Layer.Success<typeof Layers.layer>

/** The service with these variables only, from its start to its end; what is left open is looked up in the background. */
export const during = <A, E>(
  variables: Readonly<Record<string, string>>,
  use: Effect.Effect<A, E, Services | Settings.Settings>
) =>
  Effect.gen(function* () {
    const given = { CACHE_URL: "memory:", POMS_CACHE_FILE: "/nonexistent/credentials.json", ...variables }
    const settings = yield* Settings.load.pipe(
      Effect.withConfigProvider(ConfigProvider.fromMap(new Map(Object.entries(given))))
    )
    const parts = Layer.provideMerge(Afterwards.layer, Layers.layer)
    return yield* Effect.provide(use, Layer.provideMerge(parts, Layer.succeed(Settings.Settings, settings)))
  })

/** Looks these films up, so many at a time: where each answer came from. */
export const lookedUp = (films: ReturnType<typeof library>["films"], atATime: number) =>
  Effect.forEach(
    films,
    (film) =>
      Effect.map(
        describe(encodeRatingKey(film)),
        Option.map(({ from }) => from)
      ),
    {
      concurrency: atATime
    }
  )

/** Runs it on a time of its own over these sources. What it tells of itself would take most of the time, and nobody reads it. */
export const staged = <A, E>(sources: ReturnType<typeof answering>, program: Effect.Effect<A, E>) =>
  inQuietTime(program).pipe(
    sources.with,
    Effect.withTracerEnabled(false),
    Effect.provide(Logger.minimumLogLevel(LogLevel.None))
  )

/** The requests to one source. */
export const to = (sent: ReadonlyArray<Sent>, source: SourceName) => sent.filter((one) => one.source === source)

/** Most requests to a source within so many seconds, those at both ends included. */
export const mostWithin = (sent: ReadonlyArray<Sent>, source: SourceName, seconds: number): number => {
  const times = to(sent, source).map(({ at }) => at)
  let first = 0
  let most = 0
  for (const [last, at] of times.entries()) {
    while ((times[first] ?? at) < at - 1000 * seconds) first++
    most = Math.max(most, last - first + 1)
  }
  return most
}

/** Most requests to a source under way at the same time. */
export const mostTogether = (sent: ReadonlyArray<Sent>, source: SourceName): number =>
  to(sent, source).reduce((most, { together }) => Math.max(most, together), 0)

/** How a source may be asked when no variable says otherwise. */
export const limitsOf = (source: SourceName): SourcePolicy => defaults[source]
