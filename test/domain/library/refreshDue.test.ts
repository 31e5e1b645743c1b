/** How often Plex is asked by itself to refresh a title. */
import { assert, describe, it } from "@effect/vitest"
import { Option } from "effect"
import { isDue, nextOf, shortOf } from "../../../src/domain/library/RefreshDue.ts"
import type { Refreshed } from "../../../src/ports/RefreshedPort.ts"

const hour = 3_600_000
const day = 24 * hour
const start = Date.UTC(2026, 0, 5)
const [one, other] = [shortOf("Een dijk."), shortOf("Nog een dijk.")]

describe("a title", () => {
  it.each([
    ["that was never refreshed", undefined, 0, true],
    ["that was refreshed an hour ago for this text", { text: one, times: 1 }, hour, false],
    ["that was refreshed an hour ago for another text", { text: other, times: 1 }, hour, false],
    ["that was refreshed a day ago for this text", { text: one, times: 1 }, day, true],
    ["that was refreshed a day ago for another text, long in vain", { text: other, times: 9 }, day, true],
    ["that was refreshed a day ago for this text, once in vain", { text: one, times: 2 }, day, false],
    ["that was refreshed two days ago for this text, once in vain", { text: one, times: 2 }, 2 * day, true],
    ["that was refreshed a month ago for this text, always in vain", { text: one, times: 40 }, 31 * day, false],
    ["that was refreshed 32 days ago for this text, always in vain", { text: one, times: 40 }, 32 * day, true],
    ["that was refreshed tomorrow, by a wrong clock", { text: one, times: 1 }, -day, true]
  ])("%s", (what, last, passed, expected) => {
    const known = Option.map(Option.fromNullable(last), (known): Refreshed => ({ ...known, at: start }))
    assert.strictEqual(isDue(known, one, start + passed), expected, what)
  })

  it("is asked for the same text less and less often, and for another one as before", () => {
    const first = nextOf(Option.none(), one, start)
    const second = nextOf(Option.some(first), one, start + day)
    assert.deepStrictEqual([first.times, second.times], [1, 2])
    assert.strictEqual(nextOf(Option.some(second), other, start + 3 * day).times, 1)
  })

  it("has the same text when Plex writes it in its own way", () => {
    assert.strictEqual(shortOf("Een dijk.\r\n\r\nEn het café. "), shortOf("Een dijk.\n\nEn het cafe\u0301."))
    assert.notStrictEqual(shortOf("Een dijk."), shortOf("Een dijk!"))
  })
})
