/** How a title stands: what Plex shows, and what is kept. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { entryOf } from "../../../src/domain/values/CacheEntry.ts"
import { isSameText, standingOf } from "../../../src/domain/library/Standing.ts"
import { film, prose } from "../../stand-ins/works.ts"

const kept = (text: string | undefined) => Effect.runSync(entryOf(film("De dijk", 1999, { text }), {}))
const notFound = { ...kept(undefined), status: "not_found" as const }
const on = { features: { summary: true }, isOpen: false }

describe("a title of a library", () => {
  it.each([
    ["has VPRO's text in Plex", prose, kept(prose), on, "shown"],
    ["has another text in Plex than here", "A keeper sees the water.", kept(prose), on, "waiting"],
    ["has no text in Plex, and one here", undefined, kept(prose), on, "waiting"],
    [
      "has a text here that Plex is not given",
      undefined,
      kept(prose),
      { ...on, features: { summary: false } },
      "withheld"
    ],
    ["has the text that Plex was given before", prose, kept(prose), { ...on, features: { summary: false } }, "shown"],
    ["has a page without a text", "A keeper.", kept(undefined), on, "noText"],
    ["has a page with an empty text", "", kept(""), on, "noText"],
    ["has no page", undefined, notFound, on, "noPage"],
    ["was left open by a failing source", undefined, notFound, { ...on, isOpen: true }, "open"],
    ["was never answered, since a source failed", undefined, undefined, { ...on, isOpen: true }, "open"],
    ["has a text of before a source failed", prose, kept(prose), { ...on, isOpen: true }, "shown"],
    ["was not looked up yet", "A keeper.", undefined, on, "notAsked"]
  ] as const)("%s", (_, summary, entry, known, expected) => {
    assert.strictEqual(standingOf({ summary }, entry, known), expected)
  })
})

describe("two texts", () => {
  it.each([
    ["other line ends", "Eerst dit.\r\nDan dat.", "Eerst dit.\nDan dat.", true],
    ["a space at the end", "Eerst dit. ", "Eerst dit.", true],
    ["spaces that do not break", "Eerst\u00a0dit.", "Eerst dit.", true],
    ["accents apart", "Een cafe\u0301.", "Een caf\u00e9.", true],
    ["another letter", "Een cafe.", "Een caf\u00e9.", false],
    ["another case", "eerst dit.", "Eerst dit.", false],
    ["more at the end", "Eerst dit. Dan dat.", "Eerst dit.", false]
  ])("with %s", (_, one, other, same) => {
    assert.strictEqual(isSameText(one, other), same)
  })
})
