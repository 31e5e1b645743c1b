import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { vproIdOf } from "../../../src/domain/values/Media.ts"
import { cinemaUrl, pageSlug, vproAddress } from "../../../src/domain/values/VproAddress.ts"

const id = vproIdOf(4711)
const slug = "de-stille-dijk"

describe("vproAddress", () => {
  it.each([
    ["https://www.vpro.nl/cinema/films/film~4711~de-stille-dijk~.html", { kind: "film", id, slug }],
    ["https://www.vprogids.nl/cinema/films/film~4711~de-stille-dijk~.html?x=1#y", { kind: "film", id, slug }],
    ["http://www-acc.vprogids.nl/cinema/film~4711~de-stille-dijk~.html", { kind: "film", id, slug }],
    ["https://www.vprogids.nl/cinema/series/serie~4711~de-stille-dijk~.html", { kind: "series", id, slug }],
    ["https://www.vprogids.nl/cinema/series/serie%7E4711%7Ede-stille-dijk%7E.html", { kind: "series", id, slug }],
    ["https://www.cinema.nl/db/4711-de-stille-dijk", { kind: undefined, id, slug }],
    ["//cinema.nl/db/4711-de-stille-dijk/", { kind: undefined, id, slug }],
    ["/db/4711-de-stille-dijk", { kind: undefined, id, slug }],
    ["/db/4711-caf%C3%A9", { kind: undefined, id, slug: "café" }],
    ["https://www.cinema.nl/db/4711-café", { kind: undefined, id, slug: "café" }],
    ["https://www.cinema.nl/db/4711-100%-puur", { kind: undefined, id, slug: "100%-puur" }],
    ["crid://vpro/cinema/movie/CINEMA_MOVIE_4711", { kind: "film", id, slug: "" }],
    ["crid://vpro/cinema/series/CINEMA_SERIES_4711", { kind: "series", id, slug: "" }]
  ])("reads %s", (url, expected) => {
    assert.deepStrictEqual(vproAddress(url), expected)
  })

  it.each([
    "https://www.vpro.nl/cinema/personen/persoon~0a1b2c3d-0000-1111-2222-333344445555~iemand~.html",
    "https://www.cinema.nl/artikelen/4711-de-stille-dijk",
    "https://www.cinema.nl/zoeken?q=/db/4711-de-stille-dijk&model=cinema",
    "https://www.cinema.nl/db/0-niets",
    "https://example.com/db/4711-de-stille-dijk",
    "https://notcinema.nl/db/4711-de-stille-dijk",
    "https://duckduckgo.com/l/?uddg=https%3A%2F%2Fwww.cinema.nl%2Fdb%2F4711-x",
    "crid://vpro/cinema/person/CINEMA_PERSON_4711",
    "https://[",
    ""
  ])("reads nothing from %s", (url) => {
    assert.strictEqual(vproAddress(url), undefined)
  })
})

describe("pageSlug and cinemaUrl", () => {
  it.each([
    ["L'été à la plage", "l-ete-a-la-plage"],
    ["Jip & Janneke 3D", "jip-janneke-3d"],
    ["  Sneeuw (NL)  ", "sneeuw-nl"],
    ["Smørrebrød, größer", "smorrebrod-grosser"],
    ["Čapek … ½", "capek-1-2"],
    ["Солярис", ""]
  ])("%s becomes %s", (title, expected) => {
    assert.strictEqual(pageSlug(title), expected)
  })

  it.prop("a slug is plain ASCII and its own slug", [Schema.String], ([title]) => {
    const made = pageSlug(title)
    assert.match(made, /^([a-z0-9]+(-[a-z0-9]+)*)?$/)
    assert.strictEqual(pageSlug(made), made)
  })

  it("an address always has a readable part", () => {
    if (id === undefined) return assert.fail("4711 is an id")
    assert.strictEqual(cinemaUrl("https://www.cinema.nl/", id, "Tár"), "https://www.cinema.nl/db/4711-tar")
    assert.strictEqual(cinemaUrl("https://www.cinema.nl", id, "Солярис"), "https://www.cinema.nl/db/4711-titel")
  })
})
