/** Looks one film up: `node build/main.js "Die Hard" 1988`. The ways out and the cache are this program's own. */
import { Console, Effect, Layer, Logger, LogLevel, Option } from "effect"
import { CredentialsFile, CredentialsMemory, Poms, SourcesMemory, TitleMemory } from "vpro-cinema-plex/adapters"
import { alone, type CacheEntry, describe, encodeRatingKey, yearOf } from "vpro-cinema-plex/domain"
import { CachePort, HttpError, HttpPort } from "vpro-cinema-plex/ports"

/** HttpPort by `fetch`: no retries, no rate limit, which is enough for one film. */
const Http = Layer.succeed(
  HttpPort,
  HttpPort.of({
    send: (source, call) =>
      Effect.flatMap(call, ({ body, headers, method, url }) => {
        const { origin, pathname } = new URL(url)
        return Effect.tryPromise({
          try: async (signal) => {
            const response = await fetch(url, {
              method,
              signal,
              headers: headers ?? {},
              ...(body === undefined ? {} : { body })
            })
            return {
              status: response.status,
              headers: Object.fromEntries(response.headers),
              body: await response.text(),
              url: response.url
            }
          },
          catch: (cause) =>
            new HttpError({ source, reason: "Connection", method, url: origin + pathname, attempts: 1, cause })
        })
      }),
    states: Effect.succeed([])
  })
)

/** CachePort in a `Map`. */
const Cache = Layer.sync(CachePort, () => {
  const entries = new Map<string, CacheEntry>()
  const matching = (part: string) => [...entries].filter(([key]) => key.includes(part))
  return CachePort.of({
    get: (key) => Effect.sync(() => Option.fromNullable(entries.get(key))),
    peek: (key) => Effect.sync(() => Option.fromNullable(entries.get(key))),
    mayHold: Effect.succeed((key) => entries.has(key)),
    // Nothing is renewed here.
    aged: () => Effect.succeed([]),
    set: (key, entry) => Effect.sync(() => void entries.set(key, entry)),
    remove: (key) => Effect.sync(() => entries.delete(key)),
    removeMatching: (part) => Effect.sync(() => matching(part).map(([key]) => entries.delete(key)).length),
    list: ({ limit, part }) =>
      Effect.sync(() =>
        matching(part)
          .slice(0, limit)
          .map(([key, entry]) => ({ key, entry }))
      ),
    stats: Effect.sync(() => ({
      kind: "memory" as const,
      entries: entries.size,
      bytes: 0,
      maxEntries: Number.POSITIVE_INFINITY,
      maxBytes: Number.POSITIVE_INFINITY,
      evictions: 0,
      damaged: 0
    })),
    probe: Effect.void
  })
})

/** VPRO's catalogue over our way out; no other source. */
const Sources = Layer.mergeAll(
  Poms.layer({ baseUrl: process.env["POMS_API_BASE"] ?? Poms.defaultOptions.baseUrl }),
  SourcesMemory.pages([]),
  SourcesMemory.works([]),
  SourcesMemory.noWebSearch,
  TitleMemory.layer
).pipe(Layer.provide(CredentialsMemory.layer(CredentialsFile.builtIn)), Layer.provide(Http))

const program = Effect.gen(function* () {
  const [title = "Die Hard", year = ""] = process.argv.slice(2)
  const key = encodeRatingKey({ kind: "film", title, year: yearOf(year) })
  for (const time of ["first", "second"]) {
    const found = yield* Effect.flatten(describe(key))
    yield* Console.log(`${time} time, from ${found.from}: ${found.entry?.description ?? "no text"}`)
  }
})

const quiet = Logger.minimumLogLevel(LogLevel.Warning)

Effect.runPromise(program.pipe(Effect.provide(Layer.mergeAll(Sources, Cache, alone, quiet)))).catch(
  (error: unknown) => {
    console.error(String(error))
    process.exitCode = 1
  }
)
