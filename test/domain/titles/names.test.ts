/** Two names in one title. */
import { assert, describe, it } from "@effect/vitest"
import { FastCheck } from "effect"
import { namesOf } from "../../../src/domain/titles/Names.ts"

const told = (title: string) => namesOf(title).map((name) => [name.title, name.joint])

describe("the names that a title is made of", () => {
  it.each([
    ["Nelyubov AKA Loveless", ["Nelyubov", "Loveless"]],
    ["Loveless aka Nelyubov", ["Loveless", "Nelyubov"]],
    ["Spoorloos a.k.a. The Vanishing", ["Spoorloos", "The Vanishing"]],
    ["De noorderlingen / The Northerners", ["De noorderlingen", "The Northerners"]],
    ["The Northerners (De noorderlingen)", ["The Northerners", "De noorderlingen"]],
    ["Loveless [Nelyubov]", ["Loveless", "Nelyubov"]],
    ["1900 (Novecento)", ["Novecento"]],
    ["Dr. Strangelove or: How I Learned to Stop Worrying", ["Dr. Strangelove", "How I Learned to Stop Worrying"]]
  ])("%s", (title, names) =>
    assert.deepStrictEqual(
      told(title),
      names.map((name) => [name, "both"])
    )
  )

  it.each([
    ["Nelyubov - Loveless", ["Nelyubov", "Loveless"]],
    ["Marvel's The Avengers", ["The Avengers"]],
    ["Bram Stoker's Dracula", ["Dracula"]]
  ])("%s, perhaps", (title, names) =>
    assert.deepStrictEqual(
      told(title),
      names.map((name) => [name, "perhaps"])
    )
  )

  it.each([
    "Zomerlicht",
    "The Matrix",
    "Matrix (The)",
    "Spider-Man",
    "Blade Runner (Final Cut)",
    "Kill Bill (Part 2)",
    "Frozen (2010)",
    "Either/Or",
    "Mission: Impossible",
    "Naked",
    ""
  ])("%s is one name", (title) => assert.deepStrictEqual(told(title), []))

  it.prop(
    "are never the whole title, never empty, and few",
    [FastCheck.fullUnicodeString({ maxLength: 500 })],
    ([title]) => {
      const names = namesOf(title)
      assert.isAtMost(names.length, 4)
      for (const name of names) {
        assert.notStrictEqual(name.title.trim(), "")
        assert.notStrictEqual(name.title, title)
      }
    }
  )
})
