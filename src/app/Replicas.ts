/** All that replicas share by one server, as layers for the ports they serve. */
import { Effect, Layer } from "effect"
import { LookupFlights, makeFlights } from "../domain/describe/LookupFlights.ts"
import { CachePort } from "../ports/CachePort.ts"
import { MemoryPort } from "../ports/MemoryPort.ts"
import { TitleMemoryPort } from "../ports/TitleMemoryPort.ts"
import { Circuits } from "../adapters/resilience/Circuit.ts"
import { Limiters } from "../adapters/resilience/Limiter.ts"
import * as CacheMemory from "../adapters/cache/memory/CacheMemory.ts"
import * as CacheWithFallback from "../adapters/cache/CacheWithFallback.ts"
import * as CacheRedis from "../adapters/cache/redis/CacheRedis.ts"
import * as CircuitRedis from "../adapters/cache/redis/CircuitRedis.ts"
import * as FlightsRedis from "../adapters/cache/redis/FlightsRedis.ts"
import * as LimiterRedis from "../adapters/cache/redis/LimiterRedis.ts"
import * as RecordRedis from "../adapters/cache/redis/RecordRedis.ts"
import * as Redis from "../adapters/cache/redis/Redis.ts"
import * as TitlesRedis from "../adapters/cache/redis/TitlesRedis.ts"

export interface Options extends Redis.Options, CacheRedis.Options {
  /** How many replicas share the limits: each goes on with its part while the server is out of reach. */
  readonly replicas: number
  /** How much is kept of what references of works told. */
  readonly records: RecordRedis.Options
}

/** The cache of one replica is in its memory: it has its own bounds, however much the server may hold. */
const local = ({ maxBytes, maxEntries }: CacheMemory.Options): CacheMemory.Options => ({
  maxEntries: Math.min(maxEntries, CacheMemory.defaults.maxEntries),
  maxBytes: Math.min(maxBytes, 50 * 1024 * 1024)
})

const cache = (options: CacheRedis.Options) =>
  Layer.scoped(
    CachePort,
    Effect.gen(function* () {
      const { trouble } = yield* Redis.Redis
      const shared = yield* CacheRedis.make(options)
      return yield* CacheWithFallback.make({ shared, local: yield* CacheMemory.make(local(options)), trouble })
    })
  )

const limiters = (replicas: number) =>
  Layer.effect(
    Limiters,
    Effect.map(
      Effect.context<Redis.Redis>(),
      (context): Limiters["Type"] =>
        (source, rate) =>
          Effect.provide(LimiterRedis.make(source, rate, replicas), context)
    )
  )

const circuits = Layer.effect(
  Circuits,
  Effect.map(
    Effect.context<Redis.Redis>(),
    (context): Circuits["Type"] =>
      (name) =>
        Effect.provide(CircuitRedis.make(name), context)
  )
)

const flights = Layer.scoped(
  LookupFlights,
  Effect.flatMap(FlightsRedis.make, (across) => makeFlights({ across }))
)

/** The cache, what references told, the rate limits, the state of the sources, the single flight of look-ups and the memory of titles. */
export const layer = (options: Options) =>
  Layer.mergeAll(
    cache(options),
    limiters(options.replicas),
    circuits,
    flights,
    Layer.scoped(MemoryPort, RecordRedis.make(options.records)),
    Layer.scoped(TitleMemoryPort, TitlesRedis.make)
  ).pipe(Layer.provide(Redis.layer(options)))
