/** Single flight over all replicas: the first one that wants a key takes a lock and does the work, the others wait for it. */
import { Duration, Effect, Option, Random, Schedule, Schema } from "effect"
import type { Settled } from "../../domain/LookupFlights.ts"
import type { Overloaded } from "../../domain/Overloaded.ts"
import type { SingleFlight } from "../../domain/SingleFlight.ts"
import { remaining } from "../../ports/Deadline.ts"
import * as EntryJson from "../shared/EntryJson.ts"
import { Redis, type RedisError } from "./Redis.ts"
import * as Scripts from "./Scripts.ts"

/** A replica that dies keeps the others waiting for so long at most. */
const lease = 3000
/** So long a result can be fetched by those who waited for it. */
const fetchable = 5000

const renewal = Schedule.spaced(lease / 3)

/** A result as it goes over the server: the story stays with the replica that knows it. */
const Landed = Schema.parseJson(Schema.Struct({ text: Schema.String, kept: Schema.Boolean }))
const encodeLanded = Schema.encodeSync(Landed)
const decodeLanded = Schema.decodeUnknownOption(Landed)

type Seen =
  { readonly state: "flying" } | { readonly state: "gone" } | { readonly state: "landed"; readonly settled: Settled }

/** How often those who wait look: soon at first, then five times a second. */
const whileFlying = Schedule.recurWhile<Seen>(({ state }) => state === "flying").pipe(
  Schedule.zipLeft(Schedule.union(Schedule.exponential(20, 1.5), Schedule.spaced(200)))
)

const token = Effect.map(
  Effect.all([Random.nextIntBetween(0, 2 ** 48), Random.nextIntBetween(0, 2 ** 48)]),
  (numbers) => numbers.map((number) => number.toString(36)).join("-")
)

/** Without the server everybody works alone: that costs requests, never an answer. */
export const make = Effect.map(Redis, (redis): SingleFlight<Settled, Overloaded> => {
  const lockOf = (key: string) => redis.name("flight", key)
  const landedOf = (flight: string) => redis.name("landed", flight)

  const hold = (key: string, mine: string, life: number) =>
    redis.run("flight", (client) => client.eval(Scripts.hold, 1, lockOf(key), mine, life))

  const land = (key: string, mine: string, { entry, kept }: Settled) =>
    redis.run("flight", (client) =>
      client.set(landedOf(mine), encodeLanded({ text: EntryJson.encode(key, entry), kept }), "PX", fetchable)
    )

  const fly = <R>(key: string, mine: string, work: Effect.Effect<Settled, Overloaded, R>) =>
    Effect.scoped(
      Effect.zipRight(
        Effect.forkScoped(Effect.ignore(Effect.repeat(hold(key, mine, lease), renewal))),
        Effect.tap(work, (settled) => Effect.ignore(land(key, mine, settled))).pipe(
          Effect.ensuring(Effect.ignore(hold(key, mine, 0)))
        )
      )
    )

  const see = (key: string, flight: string) =>
    redis
      .run("flight", (client) => client.mget(landedOf(flight), lockOf(key)))
      .pipe(
        Effect.map(([landed, holder]): Seen => {
          const settled = Option.flatMap(decodeLanded(landed), ({ kept, text }) =>
            Option.map(EntryJson.decode(text, key.endsWith("-s") ? "series" : "film"), ({ entry }): Settled => ({
              entry,
              kept,
              trace: undefined
            }))
          )
          if (Option.isSome(settled)) return { state: "landed", settled: settled.value }
          return { state: holder === flight ? "flying" : "gone" }
        })
      )

  const join = <R>(
    key: string,
    work: Effect.Effect<Settled, Overloaded, R>
  ): Effect.Effect<Settled, Overloaded | RedisError, R> =>
    Effect.gen(function* () {
      const mine = yield* token
      const taken = yield* redis.run("flight", (client) => client.set(lockOf(key), mine, "PX", lease, "NX"))
      if (taken === "OK") return yield* fly(key, mine, work)
      const flight = yield* redis.run("flight", (client) => client.get(lockOf(key)))
      if (flight === null) return yield* join(key, work)
      const seen = yield* see(key, flight).pipe(
        Effect.repeat(whileFlying),
        Effect.timeoutOption(Duration.millis(yield* remaining))
      )
      // No time is left: the work says so itself.
      if (Option.isNone(seen)) return yield* work
      return seen.value.state === "landed" ? seen.value.settled : yield* join(key, work)
    })

  return (key, work) => Effect.catchTag(join(key, work), "RedisError", () => work)
})
