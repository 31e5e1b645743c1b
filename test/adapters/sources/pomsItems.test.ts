/** From the pages of POMS to what VPRO knows of a work. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import type { CatalogueItem } from "../../../src/domain/values/Catalogue.ts"
import { answer, catalogue, idOf, page, query } from "./pomsStage.ts"

const relation = (type: string, value: string) => ({ type: `CINEMA_${type}`, value, broadcaster: "VPRO" })
const url = (path: string) => `https://www.vpro.nl/cinema/${path}`

/** What is read of the pages in one answer. */
const read = Effect.fn(function* (...pages: ReadonlyArray<unknown>) {
  const { port } = yield* catalogue(() => answer(pages))
  return (yield* port.search(query())).items
})

/** What is read of one film page that says this besides. */
const one = (rest: object): Effect.Effect<CatalogueItem, never, Effect.Effect.Context<ReturnType<typeof read>>> =>
  Effect.flatMap(Effect.orDie(read(page(rest))), ([item]) =>
    item === undefined ? Effect.dieMessage("no item") : Effect.succeed(item)
  )

describe("an answer", () => {
  it.scoped("is read as a whole", () =>
    Effect.gen(function* () {
      const [item] = yield* read(
        page({
          title: " De stille dijk ",
          subTitle: "La digue",
          genres: [
            { id: "3.0.7.9", terms: ["Drama"], displayName: "Drama" },
            { id: "3.0.7.14", terms: ["Animatie", "Kort"] }
          ],
          images: [
            { type: "PROMO_PORTRAIT", url: "https://images.vpro.test/poster.jpg", title: "Poster" },
            { type: "PICTURE", url: "https://images.vpro.test/still.jpg" }
          ],
          relations: [
            relation("AGERATING", "_12"),
            relation("APPRECIATION", "8"),
            relation("DIRECTOR", "Bo  Maker"),
            relation("YEAR", "2011")
          ]
        })
      )
      assert.deepStrictEqual<unknown>(item, {
        id: idOf(4711),
        kind: "film",
        title: "De stille dijk",
        otherTitles: ["La digue"],
        year: 2011,
        modified: undefined,
        directors: ["Bo Maker"],
        countries: ["België"],
        genres: ["Drama", "Animatie - Kort"],
        url: url("films/film~4711~de-stille-dijk~.html"),
        text: "Een dijkwachter ontdekt dat het water hoger staat dan de kaarten van het waterschap zeggen.",
        kijkwijzer: "12",
        appreciation: 8,
        pictures: [
          { type: "coverPoster", url: "https://images.vpro.test/poster.jpg", title: "Poster" },
          { type: "background", url: "https://images.vpro.test/still.jpg", title: undefined }
        ],
        imdb: undefined,
        source: "poms"
      })
    })
  )

  it.scoped("without pages is an empty list, and says whether there is more", () =>
    Effect.gen(function* () {
      const replies = [answer([]), answer([page()], { total: 240 }), answer([page()], { total: null })]
      const { port } = yield* catalogue((_, __, index) => replies[index] ?? {})
      assert.deepStrictEqual(yield* port.search(query()), { items: [], more: false })
      assert.isTrue((yield* port.search(query())).more)
      assert.isFalse((yield* port.search(query())).more)
    })
  )

  it.scoped("loses none of its pages to a damaged one", () =>
    Effect.gen(function* () {
      const damaged: ReadonlyArray<unknown> = [
        null,
        "MOVIE",
        {},
        page({ title: null }),
        page({ title: ["De stille dijk"] }),
        page({ title: " " }),
        page({ type: 1 }),
        page({ crids: "x", url: 4711 })
      ]
      const second = page({ crids: ["crid://vpro/cinema/movie/CINEMA_MOVIE_12"], title: "Dijkbreuk" })
      const items = yield* read(page(), ...damaged, second)
      assert.deepStrictEqual(
        items.map(({ id }) => id),
        [idOf(4711), idOf(12)]
      )
    })
  )

  it.scoped("keeps a page of which a part is damaged", () =>
    Effect.gen(function* () {
      const item = yield* one({
        genres: [null, "Drama", { terms: null }, { terms: ["Drama"] }],
        images: [{ type: "PICTURE" }, null],
        relations: [7, {}, { type: "CINEMA_YEAR", value: null }, relation("YEAR", "2011")],
        paragraphs: [null, "x", {}, { body: null }],
        alternativeUrls: null,
        subTitle: null
      })
      assert.strictEqual(item.year, 2011)
      assert.deepStrictEqual([item.genres, item.pictures, item.text], [["Drama"], [], undefined])
    })
  )

  it.scoped("holds films and series only", () =>
    Effect.gen(function* () {
      const series = page({
        type: "SERIES",
        crids: [],
        url: "https://www.vprogids.nl/cinema/series/serie~815~de-dijk~.html"
      })
      const others = ["ARTICLE", "PERSON", "PLAYER", "VIDEO", "movie", "NEW_TYPE"].map((type) => page({ type }))
      const items = yield* read(...others, series)
      assert.deepStrictEqual(
        items.map(({ id, kind }) => [id, kind]),
        [[idOf(815), "series"]]
      )
    })
  )
})

describe("members", () => {
  it.scoped.each([
    ["the crid", { crids: ["urn:x", "crid://vpro/cinema/movie/CINEMA_MOVIE_12"] }, 12],
    ["the address", { crids: [] }, 4711],
    ["an address of vprogids.nl", { crids: null, url: "https://www.vprogids.nl/cinema/films/film~13~x~.html" }, 13],
    ["an address of cinema.nl", { crids: undefined, url: "https://www.cinema.nl/db/14-x" }, 14],
    [
      "an older address",
      { crids: [], url: "https://www.vpro.nl/x", alternativeUrls: ["x", url("films/film~15~x~.html")] },
      15
    ]
  ] as const)("the id is that of %s", ([, rest, id]) =>
    Effect.map(one(rest), (item) => assert.strictEqual<number>(item.id, id))
  )

  it.scoped("without an id it is no page of a film", () =>
    Effect.map(read(page({ crids: [], url: "https://www.vpro.nl/cinema" }), page({ crids: [], url: null })), (items) =>
      assert.isEmpty(items)
    )
  )

  it.scoped.each([
    ["2011", "België. Drama van Bo Maker.", 2011],
    ["-1", "België 1995. Drama van Bo Maker.", 1995],
    ["-1", "België. Drama van Bo Maker.", undefined],
    ["-1", "", undefined],
    ["", " 2014. Horror van Bo Maker.", 2014]
  ] as const)("the year of relation %j and summary %j", ([value, summary, expected]) =>
    Effect.map(one({ relations: [relation("YEAR", value)], summary }), (item) =>
      assert.strictEqual<number | undefined>(item.year, expected)
    )
  )

  it.scoped.each([
    [
      ["Chris Renaud", "Pierre Coffin"],
      "VS 2013. Animatie van Pierre Coffin en Chris Renaud. ",
      "Pierre Coffin, Chris Renaud"
    ],
    [["Aad B", "Bea C", "Cor D"], "VS 2013. Drama van Bea C, Cor D en Aad B. ", "Bea C, Cor D, Aad B"],
    [["Karzan  Kader"], "Irak/Zweden 2012. Drama van Karzan  Kader. ", "Karzan Kader"],
    [["Aad B", "Bea C"], "VS 2013. Drama van Béa C. Met o.a. Di E. ", "Bea C, Aad B"],
    [[], "Irak/Zweden 2012. Drama van Bo Maker en Cy Maker. Met o.a. Di E. ", "Bo Maker, Cy Maker"],
    [[], "Duitsland 2010. Met o.a. Di E. ", ""],
    [[], "", ""]
  ] as const)("directors %j stand as credited in %j", ([directors, summary, expected]) =>
    Effect.map(one({ relations: directors.map((name) => relation("DIRECTOR", name)), summary }), (item) =>
      assert.strictEqual(item.directors.join(", "), expected)
    )
  )

  it.scoped.each([
    ["0", undefined],
    ["1", 1],
    ["7", 7],
    ["10", 10],
    ["", undefined],
    ["goed", undefined],
    ["-1", undefined]
  ] as const)("the mark %j", ([value, expected]) =>
    Effect.map(one({ relations: [relation("APPRECIATION", value)] }), (item) =>
      assert.strictEqual(item.appreciation, expected)
    )
  )

  it.scoped.each([
    ["ALL", "AL"],
    ["_6", "6"],
    ["_14", "14"],
    ["_18", "18"],
    ["NOT_YET_RATED", undefined],
    ["_7", undefined]
  ] as const)("the age rating %s", ([value, expected]) =>
    Effect.map(one({ relations: [relation("AGERATING", value)] }), (item) =>
      assert.strictEqual(item.kijkwijzer, expected)
    )
  )

  it.scoped.each([[[]], [[{}]], [null], [[{ body: "" }]], [[{ body: "Te kort." }]]] as const)(
    "paragraphs %j give no text",
    ([paragraphs]) => Effect.map(one({ paragraphs }), (item) => assert.isUndefined(item.text))
  )

  it.scoped("texts are freed of the codes of typesetters", () =>
    Effect.gen(function* () {
      const body = "Een tekst over de bierfeesten van M[KA3]unchen, waar een priv[KA1]edetective [KZ9]niets vindt."
      const text = (yield* one({ paragraphs: [{ body }] })).text
      assert.strictEqual(text, "Een tekst over de bierfeesten van München, waar een privédetective niets vindt.")
      const item = yield* one({ title: "H[KA1]el[KA2]ene et sa s[KL21]ur[KX9]" })
      assert.strictEqual(item.title, "Hélène et sa sœur")
      assert.deepStrictEqual(item.otherTitles, ["H[KA1]el[KA2]ene et sa s[KL21]ur[KX9]"])
    })
  )

  it.scoped("pictures that are gone, small or no pictures are left out", () =>
    Effect.gen(function* () {
      const gone = ["www.vpro.nl/.imaging/x.jpeg", "vprogids.nl/x.jpg", "www.cinema.nl/x.jpg"].map((place) => ({
        type: "PICTURE",
        url: `https://${place}`
      }))
      const item = yield* one({
        images: [
          ...gone,
          { type: "ICON", url: "https://images.vpro.test/icon.png" },
          { type: "LOGO", url: "https://images.vpro.test/logo.png" },
          { type: "PICTURE", url: "/x.jpg" },
          { type: "PICTURE", url: "data:image/png;base64,AAAA" },
          { url: "https://images.vpro.test/a.jpg", title: null },
          { type: "PORTRAIT", url: "http://images.vpro.test/b.jpg" }
        ]
      })
      assert.deepStrictEqual(
        item.pictures.map((picture) => [picture.type, new URL(picture.url).pathname]),
        [
          ["background", "/a.jpg"],
          ["coverPoster", "/b.jpg"]
        ]
      )
    })
  )
})
