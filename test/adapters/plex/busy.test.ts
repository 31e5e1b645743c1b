/** How long a Plex server that is busy is waited for. */
import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Fiber, Ref, TestClock } from "effect"
import { BusyAnswer, isBusy, waited } from "../../../src/adapters/plex/Busy.ts"
import { PlexServerError } from "../../../src/ports/PlexServerPort.ts"

const error = new PlexServerError({ reason: "Busy", address: "http://plex.test:32400", tried: "GET /identity" })
const busy = (retryAfter?: Duration.DurationInput, again = true) =>
  new BusyAnswer({ error, again, retryAfter: retryAfter === undefined ? undefined : Duration.decode(retryAfter) })

/** A question that Plex never answers, and how often it was put within the time. */
const put = Effect.fn(function* (patience: Duration.DurationInput, answer: BusyAnswer, within: Duration.DurationInput) {
  const times = yield* Ref.make(0)
  const asking = yield* Effect.fork(
    Effect.flip(
      waited(patience)(
        Effect.zipRight(
          Ref.update(times, (count) => count + 1),
          answer
        )
      )
    )
  )
  yield* TestClock.adjust(within)
  return { times: yield* Ref.get(times), asking }
})

describe("a server that is busy", () => {
  it.effect("is asked less and less often, for as long as it is waited for, and then it is said", () =>
    Effect.gen(function* () {
      const { asking, times } = yield* put("10 minutes", busy(), "11 minutes")
      assert.isAtLeast(times, 10 * 4)
      assert.isAtMost(times, 10 * 6)
      assert.strictEqual((yield* Fiber.join(asking)).reason, "Busy")
    })
  )

  it.effect("is asked once when nobody waits, when it asks for longer than that, and when it may have done it", () =>
    Effect.gen(function* () {
      for (const [patience, answer] of [
        ["0 seconds", busy()],
        ["1 minute", busy("61 seconds")],
        ["1 minute", busy(undefined, false)]
      ] as const) {
        const { asking, times } = yield* put(patience, answer, "0 seconds")
        assert.strictEqual(times, 1)
        assert.strictEqual((yield* Fiber.join(asking)).reason, "Busy")
      }
    })
  )

  it("is told from one that is none by its status", () => {
    assert.deepStrictEqual(
      [200, 302, 400, 401, 404, 409, 429, 500, 501, 502, 503, 504].filter(isBusy),
      [429, 500, 502, 503, 504]
    )
  })
})
