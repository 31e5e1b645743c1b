/** A clock that was wrong when something was noted keeps nothing good for ever. */
import { assert, describe, it } from "@effect/vitest"
import { DateTime, Duration, Effect, FastCheck, TestClock } from "effect"
import { ageOf, toleratedLead } from "../../../src/domain/values/Elapsed.ts"
import { defaultTimesToLive, isFresh, isNewer } from "../../../src/domain/values/CacheEntry.ts"
import { fullEntry } from "../../contract/cache.ts"

const now = Date.UTC(2026, 0, 5)
const at = (offset: Duration.Duration, sign = 1) => DateTime.unsafeMake(now + sign * Duration.toMillis(offset))
const found = { description: "Een dijkwachter ontdekt dat het water hoger staat dan gezegd wordt." }
const notFound = { status: "not_found" as const, description: undefined, confirmed: undefined }

const fresh = (entry: object, fetchedAt: DateTime.Utc) =>
  Effect.zipRight(TestClock.setTime(now), isFresh(fullEntry({ ...entry, fetchedAt }), defaultTimesToLive))
const newer = (one: DateTime.Utc, other: DateTime.Utc) => Effect.zipRight(TestClock.setTime(now), isNewer(one, other))

it.prop(
  "an age is never negative, and known unless it comes from beyond the lead that clocks may have",
  [FastCheck.integer()],
  ([offset]) => {
    const age = ageOf(now + offset, now)
    assert.isAtLeast(age, 0)
    assert.strictEqual(age === Number.POSITIVE_INFINITY, offset > Duration.toMillis(toleratedLead))
  }
)

describe("an answer", () => {
  it.effect.each([
    ["a text of now", found, Duration.zero, 1, true],
    ["a text of 29 days ago", found, Duration.days(29), -1, true],
    ["a text of 31 days ago", found, Duration.days(31), -1, false],
    ["a text of a clock that runs a little ahead", found, Duration.minutes(4), 1, true],
    ["a text of tomorrow", found, Duration.days(1), 1, false],
    ["a text of years ahead", found, Duration.days(4000), 1, false],
    ["nothing of half an hour ago", notFound, Duration.minutes(30), -1, true],
    ["nothing of two hours ago", notFound, Duration.hours(2), -1, false],
    ["nothing of tomorrow", notFound, Duration.days(1), 1, false]
  ] as const)("of %s", ([, entry, offset, sign, expected]) =>
    Effect.map(fresh(entry, at(offset, sign)), (is) => assert.strictEqual(is, expected))
  )

  it.effect("of a clock that was wrong gives way to any other, and of two such the later stays", () =>
    Effect.gen(function* () {
      const [old, ahead, furtherAhead] = [at(Duration.days(40), -1), at(Duration.days(1)), at(Duration.days(2))]
      assert.isTrue(yield* newer(old, ahead))
      assert.isFalse(yield* newer(ahead, old))
      assert.isTrue(yield* newer(furtherAhead, ahead))
      assert.isFalse(yield* newer(ahead, ahead))
    })
  )
})
