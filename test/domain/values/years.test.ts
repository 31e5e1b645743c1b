/** The limits of years among each other. */
import { assert, it } from "@effect/vitest"
import { mostYears } from "../../../src/domain/values/Years.ts"

it("no limit of years goes beyond the one that holds whatever else is known", () => {
  for (const [name, most] of Object.entries(mostYears)) {
    assert.isAtLeast(most, 0, name)
    assert.isAtMost(most, mostYears.ever, name)
  }
})
