/** What is to be done so that Plex shows VPRO's mark, by what Plex shows now and what is noted. */
import { assert, describe, it } from "@effect/vitest"
import { stepOf } from "../../../src/domain/library/Rating.ts"
import type { Rated } from "../../../src/ports/RatedPort.ts"

interface Case {
  readonly rating?: number
  readonly locked?: boolean
  readonly noted?: Rated
  readonly mark?: number
}

const cases: ReadonlyArray<readonly [string, Case, ReturnType<typeof stepOf>]> = [
  ["no rating yet", {}, "set"],
  ["a rating of Plex's own", { rating: 6.1 }, "set"],
  ["the same number by chance", { rating: 8 }, "shown"],
  ["somebody has locked it", { rating: 3, locked: true }, "theirs"],
  ["somebody has locked it without a rating", { locked: true }, "theirs"],
  ["ours already", { rating: 8, locked: true, noted: { ours: 8 } }, "shown"],
  ["ours, and VPRO has another mark now", { rating: 8, locked: true, noted: { ours: 8 }, mark: 9 }, "set"],
  ["somebody has changed it since", { rating: 2, locked: true, noted: { ours: 8, former: 6 } }, "theirs"],
  ["somebody has taken it away since", { locked: true, noted: { ours: 8, former: 6 } }, "theirs"],
  ["it was noted, and Plex was asked no more", { rating: 6, noted: { ours: 8, former: 6 } }, "set"],
  ["the same where there was none before", { noted: { ours: 8 } }, "set"],
  [
    "another mark was noted, and Plex did not take it",
    { rating: 8, locked: true, noted: { ours: 9, before: 8 }, mark: 9 },
    "set"
  ],
  [
    "another mark was noted, and Plex has taken it",
    { rating: 9, locked: true, noted: { ours: 9, before: 8 }, mark: 9 },
    "shown"
  ],
  ["left to a person, whatever it is now", { rating: 8, noted: { ours: 8, left: true } }, "theirs"],
  ["unlocked by somebody, still ours", { rating: 8, noted: { ours: 8, former: 6 } }, "shown"]
]

describe("the rating in Plex", () => {
  for (const [name, { locked = false, mark = 8, noted, rating }, step] of cases)
    it(`${name}: ${step}`, () => {
      assert.strictEqual(stepOf({ rating, locked: locked ? ["rating"] : [] }, noted, mark), step)
    })
})
