/** When a page and a work are the same, so that the ids of the one are those of the other. */
import { assert, describe, it } from "@effect/vitest"
import { isSameWork } from "../../../src/domain/matching/SameWork.ts"
import type { CatalogueItem } from "../../../src/domain/values/Catalogue.ts"
import type { Work } from "../../../src/domain/values/Work.ts"
import { film, work } from "../../stand-ins/works.ts"

const ada = { directors: ["Ada Maas"] }

const cases: ReadonlyArray<readonly [name: string, page: CatalogueItem, of: Work, same: boolean]> = [
  ["the very title and year", film("Zomerlicht", 1990), work("Zomerlicht", 1990), true],
  ["the very title of the next year", film("Zomerlicht", 1990), work("Zomerlicht", 1991), true],
  ["the very title of two years later", film("Zomerlicht", 1990), work("Zomerlicht", 1992), false],
  [
    "another title of the work",
    film("Zomerlicht", 1990),
    work("Summer Light", 1990, [], ["Lumière", "Zomerlicht"]),
    true
  ],
  ["another title altogether", film("Zomerlicht", 1990), work("Winterkou", 1990), false],
  ["a title whose year is not known", film("Zomerlicht"), work("Zomerlicht", 1990), false],
  ["the same maker", film("Zomerlicht", 1990, ada), work("Lumière", 1990, ["A. Maas"]), true],
  [
    "the very title and year by somebody else",
    film("Zomerlicht", 1990, ada),
    work("Zomerlicht", 1990, ["Bo Roos"]),
    false
  ],
  [
    "the id on the page, whoever made it",
    film("Zomerlicht", 1990, { ...ada, imdb: "tt0000001" }),
    work("Winterkou", 1990, ["Bo Roos"], [], { imdb: "tt0000001" }),
    true
  ],
  [
    "another id on the page",
    film("Zomerlicht", 1990, { ...ada, imdb: "tt0000002" }),
    work("Zomerlicht", 1990, ["Ada Maas"], [], { imdb: "tt0000001" }),
    false
  ]
]

describe("a page and a work are", () => {
  for (const [name, page, of, same] of cases)
    it(`${same ? "the same" : "not the same"} by ${name}`, () => assert.strictEqual(isSameWork(page, of), same))
})
