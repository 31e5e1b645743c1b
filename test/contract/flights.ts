import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Exit, Fiber, Ref, type Scope } from "effect"
import type { FlightOptions, LookupFlights, Settled } from "../../src/domain/describe/LookupFlights.ts"
import { Overloaded } from "../../src/domain/describe/Overloaded.ts"
import { until } from "../stand-ins/server.ts"
import { fullEntry, plain } from "./cache.ts"

type Flights = LookupFlights["Type"]

/** The flights of one replica or of two. */
export interface FlightsUnderTest {
  readonly one: Flights
  /** The same, where there is only one replica. */
  readonly other: Flights
  /** Forks a caller and goes on once it waits for somebody's look-up. */
  readonly waits: <A, E>(caller: Effect.Effect<A, E>) => Effect.Effect<Fiber.RuntimeFiber<A, E>, never, Scope.Scope>
}

const key = "vpro-de-stille-kade-2011-none-m"

export const settled = (title: string, kept = true): Settled => ({
  entry: fullEntry({ title }),
  kept,
  trace: undefined
})

/** A look-up that counts its runs and ends when it is told. */
export const lookup = (result: Settled = settled("De stille kade")) =>
  Effect.gen(function* () {
    const runs = yield* Ref.make(0)
    const stopped = yield* Ref.make(0)
    const finish = yield* Deferred.make<void>()
    const work = Effect.zipRight(
      Ref.update(runs, (count) => count + 1),
      Deferred.await(finish)
    ).pipe(
      Effect.as(result),
      Effect.onInterrupt(() => Ref.update(stopped, (count) => count + 1))
    )
    const started = until(Effect.map(Ref.get(runs), (count) => count > 0))
    return {
      runs: Ref.get(runs),
      stopped: Ref.get(stopped),
      finish: Deferred.succeed(finish, undefined),
      started,
      work
    }
  })

/** Every way in which look-ups are shared must pass this suite, on the clock of the machine: servers have no other. */
export const flightsContract = (
  name: string,
  make: (options?: FlightOptions) => Effect.Effect<FlightsUnderTest, never, Scope.Scope>
) =>
  describe(`LookupFlights: ${name}`, () => {
    it.scopedLive("makes one look-up for all who ask at the same time, kept or not", () =>
      Effect.gen(function* () {
        const { one, other, waits } = yield* make()
        for (const kept of [true, false]) {
          const expected = settled("De stille kade", kept)
          const { finish, runs, started, work } = yield* lookup(expected)
          const first = yield* Effect.fork(one(key, work))
          yield* started
          const others = [yield* waits(other(key, work)), yield* Effect.fork(one(key, work))]
          yield* finish
          for (const fiber of [first, ...others])
            assert.deepStrictEqual(plain(yield* Fiber.join(fiber)), plain(expected))
          assert.strictEqual(yield* runs, 1)
        }
        const next = yield* other(key, Effect.succeed(settled("anders")))
        assert.strictEqual(next.entry.title, "anders")
      })
    )

    it.scopedLive("makes another one when the first has landed", () =>
      Effect.gen(function* () {
        const { one, other } = yield* make()
        assert.strictEqual((yield* one(key, Effect.succeed(settled("eerst")))).entry.title, "eerst")
        // The lock is left when everybody has been told, which nobody waits for.
        const again = other(key, Effect.succeed(settled("daarna")))
        yield* until(Effect.map(again, ({ entry }) => entry.title === "daarna"))
      })
    )

    it.scopedLive("keeps keys apart", () =>
      Effect.gen(function* () {
        const { one, other } = yield* make()
        const { started, stopped, work } = yield* lookup()
        const first = yield* Effect.fork(one(key, work))
        yield* started
        const found = yield* other("vpro-een-ander-2011-none-m", Effect.succeed(settled("Een ander")))
        assert.strictEqual(found.entry.title, "Een ander")
        yield* Fiber.interrupt(first)
        yield* until(Effect.map(stopped, (count) => count === 1))
      })
    )

    it.scopedLive("goes on for the others when the first who asked hangs up", () =>
      Effect.gen(function* () {
        const { one } = yield* make()
        const { finish, runs, started, stopped, work } = yield* lookup()
        const first = yield* Effect.fork(one(key, work))
        yield* started
        const second = yield* Effect.fork(one(key, work))
        yield* Effect.yieldNow()
        assert.strictEqual(Exit.isInterrupted(yield* Fiber.interrupt(first)), true)
        yield* finish
        assert.strictEqual((yield* Fiber.join(second)).entry.title, "De stille kade")
        assert.deepStrictEqual([yield* runs, yield* stopped], [1, 0])
      })
    )

    it.scopedLive("stops when nobody waits any more, and can be made anew", () =>
      Effect.gen(function* () {
        const { one, other } = yield* make()
        const { started, stopped, work } = yield* lookup()
        const first = yield* Effect.fork(one(key, work))
        yield* started
        yield* Fiber.interrupt(first)
        yield* until(Effect.map(stopped, (count) => count === 1))
        assert.strictEqual((yield* other(key, Effect.succeed(settled("opnieuw")))).entry.title, "opnieuw")
      })
    )

    it.scopedLive("gives an answer to who waits at the other replica when the look-up is given up", () =>
      Effect.gen(function* () {
        const { one, other, waits } = yield* make()
        const { finish, started, work } = yield* lookup()
        const first = yield* Effect.fork(one(key, work))
        yield* started
        const second = yield* waits(other(key, work))
        yield* Fiber.interrupt(first)
        yield* finish
        assert.strictEqual((yield* Fiber.join(second)).entry.title, "De stille kade")
      })
    )

    it.scopedLive("fails with the failure of the look-up, and asks again the next time", () =>
      Effect.gen(function* () {
        const { one, other } = yield* make()
        const failure = new Overloaded({ underWay: 7, retryAfter: 3 })
        const failed = yield* Effect.flip(one(key, Effect.fail(failure)))
        assert.deepInclude(failed, { _tag: "Overloaded", underWay: 7, retryAfter: 3 })
        assert.strictEqual((yield* other(key, Effect.succeed(settled("gelukt")))).entry.title, "gelukt")
      })
    )

    it.scopedLive("refuses at once what is one too many, but not who joins a look-up under way", () =>
      Effect.gen(function* () {
        const { one } = yield* make({ most: 1 })
        const { finish, started, work } = yield* lookup()
        const first = yield* Effect.fork(one(key, work))
        yield* started
        const refused = yield* Effect.flip(one("vpro-te-veel-2011-none-m", Effect.die("a second look-up")))
        assert.deepInclude(refused, { _tag: "Overloaded", underWay: 1 })
        const second = yield* Effect.fork(one(key, Effect.die("a second look-up")))
        yield* Effect.yieldNow()
        yield* finish
        for (const fiber of [first, second])
          assert.strictEqual((yield* Fiber.join(fiber)).entry.title, "De stille kade")
        const next = one("vpro-te-veel-2011-none-m", Effect.succeed(settled("er is plaats")))
        assert.strictEqual((yield* next).entry.title, "er is plaats")
      })
    )
  })
