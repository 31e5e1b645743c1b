/** The proof that the cache can be written: one write for all who ask, and an end to waiting for it. */
import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Fiber, Layer, TestClock } from "effect"
import * as CacheMemory from "../../../src/adapters/cache/memory/CacheMemory.ts"
import * as CacheProof from "../../../src/app/observe/CacheProof.ts"
import { CacheError, CachePort } from "../../../src/ports/CachePort.ts"

/** A cache whose proof ends when the test says so, and how often it was asked for one. */
const stand = Effect.gen(function* () {
  const written = yield* Deferred.make<void, CacheError>()
  const counted = { probes: 0 }
  const cache = Effect.map(CacheMemory.make(), (memory) => ({
    ...memory,
    probe: Effect.zipRight(
      Effect.sync(() => void (counted.probes += 1)),
      Effect.uninterruptible(Deferred.await(written))
    )
  }))
  const proof = CacheProof.layer.pipe(Layer.provide(Layer.effect(CachePort, cache)))
  return { written, counted, ...(yield* Effect.provide(CacheProof.CacheProof, yield* Layer.build(proof))) }
})

describe("the proof that the cache can be written", () => {
  it.scoped("is one write for all who ask at once, and another for who asks later", () =>
    Effect.gen(function* () {
      const { counted, now, written } = yield* stand
      const asking = yield* Effect.fork(Effect.replicateEffect(now, 10, { concurrency: "unbounded" }))
      yield* TestClock.adjust("1 second")
      assert.strictEqual(counted.probes, 1)
      yield* Deferred.succeed(written, undefined)
      yield* Fiber.join(asking)
      yield* now
      assert.strictEqual(counted.probes, 2)
    })
  )

  it.scoped("is awaited for two seconds; a write that hangs is not begun again, and holds up nobody's end", () =>
    Effect.gen(function* () {
      const { counted, now } = yield* stand
      for (let round = 0; round < 3; round++) {
        const asking = yield* Effect.fork(Effect.flip(now))
        yield* TestClock.adjust("2 seconds")
        assert.strictEqual((yield* Fiber.join(asking)).message, "no answer within 2 s")
      }
      assert.strictEqual(counted.probes, 1)
    })
  )

  it.scoped("is asked for every half minute by pages that ask every few seconds", () =>
    Effect.gen(function* () {
      const { counted, lately, written } = yield* stand
      yield* Deferred.fail(written, new CacheError({ operation: "probe", reason: "Full", cause: "no room" }))
      for (let seconds = 0; seconds < 60; seconds += 5) {
        assert.isFalse(yield* lately)
        yield* TestClock.adjust("5 seconds")
      }
      assert.strictEqual(counted.probes, 2)
    })
  )
})
