/** What Plex may say less about a title than its library does. */
import { assert, describe, it } from "@effect/vitest"
import { lesserOf } from "../../../src/domain/library/LibraryMatch.ts"

const plex = "plex://movie/5d7768244de0ee001fcc7fed"
const title = {
  key: "7",
  title: "De dijk",
  year: 1999,
  file: undefined,
  summary: undefined,
  rating: undefined
}
const imdb = "imdb://tt0133093"

describe("a title of a library", () => {
  it.each([
    ["with ids, which Plex's own agent matched", plex, [imdb], [plex, undefined]],
    ["without ids, which Plex's own agent matched", plex, [], [undefined]],
    ["with ids, which another agent matched", "local://7", [imdb], ["local://7"]],
    ["without any", undefined, [], []]
  ])("%s, may be asked for with less", (_, guid, ids, expected) => {
    const lesser = lesserOf({ ...title, guid, ids })
    assert.deepStrictEqual(
      lesser.map((item) => item.guid),
      expected
    )
    assert.isTrue(lesser.every((item) => item.ids.length === 0))
  })
})
