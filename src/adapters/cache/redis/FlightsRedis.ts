/** Single flight over all replicas: the first one that wants a key takes a lock and does the work, the others wait for it. */
import { Duration, Effect, Exit, Option, Random, Schedule, Schema } from "effect"
import { JsonText } from "../../../domain/text/Json.ts"
import type { Settled } from "../../../domain/describe/LookupFlights.ts"
import type { Overloaded } from "../../../domain/describe/Overloaded.ts"
import type { SingleFlight } from "../../../domain/describe/SingleFlight.ts"
import { remaining } from "../../../ports/Deadline.ts"
import * as EntryJson from "../EntryJson.ts"
import { Redis, type RedisError } from "./Redis.ts"
import * as Scripts from "./Scripts.ts"

/** A replica that dies keeps the others waiting for so long at most. */
const lease = 3000
/** So long a result can be fetched by those who waited for it. */
const fetchable = 5000

const renewal = Schedule.spaced(lease / 3)

/** A result as it goes over the server: the story stays with the replica that knows it. */
const Landed = JsonText(Schema.Struct({ text: Schema.String, kept: Schema.Boolean }))
const encodeLanded = Schema.encodeSync(Landed)
const decodeHolder = Schema.decodeUnknownSync(Schema.String)
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
export const make = Effect.gen(function* () {
  const redis = yield* Redis
  const scope = yield* Effect.scope
  const lockOf = (key: string) => redis.name("flight", key)
  const landedOf = (flight: string) => redis.name("landed", flight)

  const hold = (key: string, mine: string) =>
    redis
      .run("flight", (client) => Scripts.run(client, Scripts.hold, [lockOf(key)], [mine, lease]))
      .pipe(Effect.map(decodeHolder))

  const release = (key: string, mine: string) =>
    redis.run("flight", (client) => Scripts.run(client, Scripts.release, [lockOf(key)], [mine]))

  const land = (key: string, mine: string, { entry, kept }: Settled) =>
    redis.run("flight", (client) =>
      Scripts.run(
        client,
        Scripts.land,
        [lockOf(key), landedOf(mine)],
        [mine, encodeLanded({ text: EntryJson.encode(key, entry), kept }), fetchable]
      )
    )

  /** An answer that is there is not held back until the other replicas know it. */
  const aside = <E>(telling: Effect.Effect<unknown, E>) => Effect.forkIn(Effect.ignore(telling), scope)

  const fly = <R>(key: string, mine: string, work: Effect.Effect<Settled, Overloaded, R>) =>
    Effect.scoped(
      // A lock that a server lost is taken again, unless another was faster.
      Effect.zipRight(Effect.forkScoped(Effect.schedule(Effect.ignore(hold(key, mine)), renewal)), work)
    ).pipe(Effect.onExit((exit) => aside(Exit.isSuccess(exit) ? land(key, mine, exit.value) : release(key, mine))))

  const see = (key: string, flight: string) =>
    redis
      .run("wait", (client) => client.mget(landedOf(flight), lockOf(key)))
      .pipe(
        Effect.map(([landed, holder]): Seen => {
          const settled = Option.flatMap(decodeLanded(landed), ({ kept, text }) =>
            Option.map(EntryJson.decodeUnder(key, text), ({ entry }): Settled => ({
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
      // The lock may have been taken for a caller that has hung up meanwhile.
      const flight = yield* Effect.onInterrupt(hold(key, mine), () => aside(release(key, mine)))
      if (flight === mine) return yield* fly(key, mine, work)
      const seen = yield* see(key, flight).pipe(
        Effect.repeat(whileFlying),
        Effect.timeoutOption(Duration.millis(yield* remaining))
      )
      // No time is left: the work says so itself.
      if (Option.isNone(seen)) return yield* work
      return seen.value.state === "landed" ? seen.value.settled : yield* join(key, work)
    })

  return (<R>(key: string, work: Effect.Effect<Settled, Overloaded, R>) =>
    Effect.catchTag(join(key, work), "RedisError", () => work)) satisfies SingleFlight<Settled, Overloaded>
})
