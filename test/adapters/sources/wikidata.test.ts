import { assert, describe, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import * as RecordMemory from "../../../src/adapters/cache/memory/RecordMemory.ts"
import * as Wikidata from "../../../src/adapters/sources/wikidata/Wikidata.ts"
import { imdbIdOf, plexIdOf, tmdbIdOf, tvdbIdOf, Year } from "../../../src/domain/values/Media.ts"
import { WorkId } from "../../../src/domain/values/Work.ts"
import { type WorkExternalId, type WorkHit, WorkPort } from "../../../src/ports/WorkPort.ts"
import { json, type Reply, type Request, standIn } from "../../stand-ins/http.ts"
import { dated, inLanguage, type Item, item, says, somewhat, wikidata } from "../../stand-ins/wikidata.ts"

const id = <A>(value: A | undefined): A => Option.getOrThrow(Option.fromNullable(value))
const imdb = id(imdbIdOf("tt7654321"))
const plex = id(plexIdOf("5d7768244de0ee001fcc7fed"))

const film: Item = {
  labels: {
    ja: "堤防",
    en: "The Silent Dyke",
    nl: "De stille dijk",
    mul: "Cichy wał",
    fr: "La digue",
    de: "Der stille Deich"
  },
  aliases: { en: ["TSD"], nl: ["Dijk van niemand"] },
  articles: { enwiki: "The Silent Dyke (film)", nlwiki: "Stille dijk (film, 1987)", dewiki: "Der stille Deich" },
  claims: {
    P31: [says(item("Q226730"))],
    P345: [says("nm0000001"), says("tt7654321"), says("tt0000099", "deprecated")],
    P4947: [says("9001")],
    P12196: [says("4455")],
    P11460: [says("0".repeat(24), "deprecated"), says(plex)],
    P1476: [says(inLanguage("Cichy wał", "pl"))],
    P364: [says(item("Q809"))],
    P495: [says(item("Q36")), says(item("Q999999")), says(item("Q142"))],
    P57: [says(item("Q501")), somewhat, says(item("Q502"), "deprecated"), says(item("Q503"))],
    P577: [says(dated("1988-03-10")), says(dated("1987-09-12")), says(dated("1987-00-00", 9))]
  }
}

const people: Readonly<Record<string, Item>> = {
  Q501: { labels: { mul: "Halina Zawada" } },
  Q503: { labels: { ja: "読めない", fr: "Jean Digue" } }
}

const series: Item = {
  labels: { en: "Night Watch" },
  claims: {
    P31: [says(item("Q5398426"))],
    P345: [says("tt1112223")],
    P4983: [says("9002")],
    P4835: [says("4466")],
    P580: [says(dated("2004-10-01"))],
    P57: [says(item("Q501"))],
    P170: [says(item("Q503"))]
  }
}

/** Runs against a Wikidata that answers so; what was asked comes along. */
const against = (route: (request: Request) => Reply) => {
  const http = standIn(route)
  const options = { baseUrl: "https://wikidata.test/", enabled: true }
  return Effect.map(Effect.provide(WorkPort, Wikidata.layer(options)), (port) => ({
    port,
    requests: http.requests,
    asked: () => http.requests.map(({ url }) => url.searchParams.get("action") ?? ""),
    searches: () => http.requests.flatMap(({ url }) => url.searchParams.get("srsearch") ?? [])
  })).pipe(Effect.provide(http.layer), Effect.provide(RecordMemory.layer()))
}

const knowing = (items: Readonly<Record<string, Item>>, merged?: Readonly<Record<string, string>>) =>
  against(wikidata(items, merged))

/** A hit without the titles that come with it. */
const shortly = ({ id, originalTitle, title, year }: WorkHit) => ({ id, title, originalTitle, year })

/** The film of one item, when it is one. */
const filmOf = (known: Item) =>
  Effect.flatMap(knowing({ ...people, Q7: known }), ({ port }) => port.byId(WorkId.make("wikidata:Q7"), "film"))

const titles = (known: Item) =>
  Effect.map(filmOf(known), (work) => Option.getOrThrow(work).titles.map(({ title }) => title))

describe("a work", () => {
  it.effect("is all that its item says, and who made it", () =>
    Effect.gen(function* () {
      const { port, requests } = yield* knowing({ ...people, Q7: film })
      const work = Option.getOrThrow(yield* port.byId(WorkId.make("wikidata:Q7"), "film"))
      assert.deepStrictEqual<unknown>(work, {
        id: "wikidata:Q7",
        kind: "film",
        imdb,
        tmdb: 9001,
        tvdb: 4455,
        plex,
        title: "The Silent Dyke",
        originalTitle: "Cichy wał",
        originalLanguage: "pl",
        titles: [
          { title: "Cichy wał", language: "pl" },
          { title: "La digue", language: "fr", country: "FR" },
          { title: "De stille dijk", language: "nl", country: "NL" },
          { title: "Stille dijk", language: "nl", country: "NL" },
          { title: "Der stille Deich", language: "de", country: "DE" },
          { title: "The Silent Dyke", language: "en" },
          { title: "堤防", language: "ja" },
          { title: "Dijk van niemand", language: "nl" },
          { title: "TSD", language: "en" }
        ],
        year: 1987,
        released: "1987-09-12",
        directors: ["Halina Zawada", "Jean Digue"],
        makersUntold: undefined,
        countries: ["PL", "FR"],
        pictures: []
      })
      for (const { call, source, url } of requests) {
        assert.strictEqual(url.origin + url.pathname, "https://wikidata.test/w/api.php")
        assert.deepStrictEqual([source, call.method, url.searchParams.get("format")], ["wikidata", "GET", "json"])
        assert.isFalse(url.searchParams.has("maxlag"))
      }
    })
  )

  it.effect("of a series has its creators first, and the year in which it began", () =>
    Effect.gen(function* () {
      const { port } = yield* knowing({ ...people, Q8: series })
      const work = Option.getOrThrow(yield* port.byId(WorkId.make("wikidata:Q8"), "series"))
      assert.deepStrictEqual(work.directors, ["Jean Digue", "Halina Zawada"])
      assert.deepStrictEqual<unknown>([work.tmdb, work.tvdb, work.year], [9002, 4466, 2004])
    })
  )

  it.effect("may be almost empty, but not without a name", () =>
    Effect.gen(function* () {
      const bare = Option.getOrThrow(yield* filmOf({ labels: { sv: "Vallen" } }))
      assert.deepStrictEqual<unknown>(
        [bare.title, bare.originalTitle, bare.year, bare.directors],
        ["Vallen", "Vallen", undefined, []]
      )
      assert.isTrue(Option.isNone(yield* filmOf({ claims: { P31: [says(item("Q11424"))] } })))
      assert.isTrue(Option.isNone(yield* filmOf({ labels: { sv: " " } })))
    })
  )
})

describe("the original title", () => {
  const labels = { en: "Wall", pl: "Wał", mul: "Mur", fr: "Mur" }
  const polish = [says(item("Q809"))]
  it.effect.each([
    ["the statement", { P1476: [says(inLanguage("Wał!", "pl"))], P364: polish }, "Wał!", "pl"],
    [
      "the preferred one",
      { P1476: [says(inLanguage("A", "pl")), says(inLanguage("B", "fr"), "preferred")] },
      "B",
      "fr"
    ],
    [
      "the one in its language",
      { P1476: [says(inLanguage("A", "fr")), says(inLanguage("B", "pl"))], P364: polish },
      "B",
      "pl"
    ],
    ["not a wrong one", { P1476: [says(inLanguage("A", "fr"), "deprecated")], P364: polish }, "Wał", "pl"],
    ["the name in its own language", { P1705: [says(inLanguage("Wał?", "pl"))] }, "Wał?", "pl"],
    ["the label in its language", { P364: polish }, "Wał", "pl"],
    ["else the name for all languages", { P364: [says(item("Q1412"))] }, "Mur", "fi"],
    ["when nothing is said", {}, "Mur", undefined]
  ] as const)("is %s", ([, claims, title, language]) =>
    Effect.map(filmOf({ labels, claims }), (work) => {
      const { originalLanguage, originalTitle } = Option.getOrThrow(work)
      assert.deepStrictEqual([originalTitle, originalLanguage], [title, language])
    })
  )
})

describe("titles of articles", () => {
  it.effect.each([
    ["Dijk (film)", "Dijk"],
    ["Dijk (film, 1987)", "Dijk"],
    ["Dijk (1987)", "Dijk"],
    ["Dijk (TV series)", "Dijk"],
    ["Dijk (Fernsehserie, 2004)", "Dijk"],
    ["Dijk (série télévisée)", "Dijk"],
    ["Dijk, of (de onverwachte deugd)", "Dijk, of (de onverwachte deugd)"],
    ["(film)", "(film)"],
    ["Dijk (film) twee", "Dijk (film) twee"]
  ] as const)("%s is %s", ([article, title]) =>
    Effect.map(titles({ labels: { en: "Dyke" }, articles: { nlwiki: article } }), (all) =>
      assert.deepStrictEqual(all, ["Dyke", title])
    )
  )
})

describe("dates", () => {
  it.effect.each([
    ["a day", [says(dated("1987-09-12"))], 1987, "1987-09-12"],
    ["a year", [says(dated("1987-00-00", 9))], 1987, undefined],
    ["a year as it was written before", [says(dated("1987-01-01", 9))], 1987, undefined],
    ["a month", [says(dated("1987-09-00", 10))], 1987, undefined],
    ["a decade", [says(dated("1987-00-00", 8))], undefined, undefined],
    ["before our era", [says({ time: "-1987-09-12T00:00:00Z", precision: 11 })], undefined, undefined],
    ["unknown", [somewhat], undefined, undefined],
    ["the earliest of several", [says(dated("1988-02-01")), says(dated("1986-05-01"))], 1986, "1986-05-01"],
    ["a day of the earliest year", [says(dated("1986-00-00", 9)), says(dated("1988-02-01"))], 1986, undefined],
    ["not a wrong one", [says(dated("1920-02-01"), "deprecated"), says(dated("1988-02-01"))], 1988, "1988-02-01"]
  ] as const)("%s", ([, dates, year, released]) =>
    Effect.map(filmOf({ labels: { en: "Dyke" }, claims: { P577: dates } }), (work) => {
      const found = Option.getOrThrow(work)
      assert.deepStrictEqual<unknown>([found.year, found.released], [year, released])
    })
  )
})

describe("kinds", () => {
  it.effect.each([
    ["Q11424", {}, ["film"]],
    ["Q226730", {}, ["film"]],
    ["a class of its own", {}, ["film"]],
    ["Q5398426", {}, ["series"]],
    ["Q1259759", { P4947: [says("1")] }, ["series"]],
    ["Q11424", { P4983: [says("1")] }, ["series"]],
    ["Q11424", { P4983: [says("1")], P4947: [says("2")] }, ["film"]],
    ["Q11424", { P8600: [says("1", "deprecated")] }, ["film"]],
    ["Q7889", { P4947: [says("1")] }, []],
    ["Q482994", {}, []],
    ["Q24856", {}, []],
    ["Q21191270", { P4835: [says("1")] }, []],
    ["Q5", {}, []]
  ] as const)("of class %s, with %s, is %s", ([kind, claims, expected]) =>
    Effect.gen(function* () {
      const P31 = [kind.startsWith("Q") ? says(item(kind)) : says(item("Q987654321")), says(item("Q5"), "deprecated")]
      const { port } = yield* knowing({ Q7: { labels: { en: "Dyke" }, claims: { ...claims, P31 } } })
      const found = yield* Effect.filter(["film", "series"] as const, (each) =>
        Effect.map(port.byId(WorkId.make("wikidata:Q7"), each), Option.isSome)
      )
      assert.deepStrictEqual<unknown>(found, expected)
    })
  )
})

describe("an id", () => {
  it.effect.each([
    [{ imdb }, "film", "P345=tt7654321"],
    [{ tmdb: id(tmdbIdOf(9001)) }, "film", "P4947=9001"],
    [{ tmdb: id(tmdbIdOf(9001)) }, "series", "P4983=9001"],
    [{ tvdb: id(tvdbIdOf(4455)) }, "film", "P12196=4455"],
    [{ tvdb: id(tvdbIdOf(4455)) }, "series", "P4835=4455"],
    [{ plex }, "film", "P11460=5d7768244de0ee001fcc7fed"],
    [{ plex }, "series", "P11460=5d7768244de0ee001fcc7fed"]
  ] satisfies ReadonlyArray<readonly [WorkExternalId, "film" | "series", string]>)(
    "%j of a %s is a statement",
    ([external, kind, statement]) =>
      Effect.gen(function* () {
        const { asked, port, searches } = yield* knowing({})
        assert.isTrue(Option.isNone(yield* port.byExternalId(external, kind)))
        assert.deepStrictEqual(searches(), [`haswbstatement:${statement}`])
        assert.deepStrictEqual(asked(), ["query"])
      })
  )

  it.effect("leads to the work under its Dutch title, whose makers alone are asked for then", () =>
    Effect.gen(function* () {
      const { asked, port } = yield* knowing({ ...people, Q7: film })
      const hit = Option.getOrThrow(yield* port.byExternalId({ imdb }, "film"))
      assert.include(
        (hit.titles ?? []).map(({ title }) => title),
        "La digue"
      )
      assert.deepStrictEqual<unknown>(shortly(hit), {
        id: "wikidata:Q7",
        title: "De stille dijk",
        originalTitle: "Cichy wał",
        year: 1987
      })
      assert.deepStrictEqual(asked(), ["query", "wbgetentities"])
      yield* port.byId(hit.id, "film")
      assert.deepStrictEqual(asked(), ["query", "wbgetentities", "wbgetentities"])
      yield* port.byId(hit.id, "film")
      assert.lengthOf(asked(), 3)
    })
  )

  it.effect("counts only where it is not marked as wrong, and on something of that kind", () =>
    Effect.gen(function* () {
      const P345 = [says("tt7654321")]
      const { port } = yield* knowing({
        Q1: { labels: { en: "Wrong" }, claims: { P345: [says("tt7654321", "deprecated"), says("tt1")] } },
        Q2: { labels: { en: "The game" }, claims: { P345, P31: [says(item("Q7889"))] } },
        Q3: { labels: { en: "Right" }, claims: { P345 } }
      })
      assert.strictEqual(Option.getOrThrow(yield* port.byExternalId({ imdb }, "film")).title, "Right")
      assert.isTrue(Option.isNone(yield* port.byExternalId({ imdb }, "series")))
    })
  )

  it.effect("of Plex's leads to the item that has it, and tells its number at TMDB", () =>
    Effect.gen(function* () {
      const { port } = yield* knowing({
        Q1: { labels: { en: "Wrong" }, claims: { P11460: [says(plex, "deprecated")] } },
        Q2: { labels: { en: "Right" }, claims: { P11460: [says("0".repeat(24)), says(plex)] } },
        Q8: series
      })
      assert.strictEqual(Option.getOrThrow(yield* port.byExternalId({ plex }, "film")).title, "Right")
      assert.isTrue(Option.isNone(yield* port.byExternalId({ plex }, "series")))
      const other = { imdb: id(imdbIdOf("tt1112223")) }
      assert.strictEqual<unknown>(Option.getOrThrow(yield* port.byExternalId(other, "series")).tmdb, 9002)
    })
  )

  it.effect("may lead to an item by the number that it had before a merger", () =>
    Effect.gen(function* () {
      const { port } = yield* knowing({ ...people, Q7: film }, { Q70: "Q7" })
      assert.strictEqual<string>(Option.getOrThrow(yield* port.byExternalId({ imdb }, "film")).id, "wikidata:Q7")
    })
  )
})

describe("names of makers", () => {
  const by = (...makers: ReadonlyArray<string>): Item => ({
    labels: { en: "Dyke" },
    claims: { P57: makers.map((maker) => says(item(maker))) }
  })

  it.effect("are asked for once", () =>
    Effect.gen(function* () {
      const { port, requests } = yield* knowing({ ...people, Q7: by("Q501"), Q8: by("Q503", "Q501", "Q404") })
      const directors = (name: string) =>
        Effect.map(port.byId(WorkId.make(name), "film"), (work) => Option.getOrThrow(work).directors)
      assert.deepStrictEqual(yield* directors("wikidata:Q7"), ["Halina Zawada"])
      assert.deepStrictEqual(yield* directors("wikidata:Q8"), ["Jean Digue", "Halina Zawada"])
      assert.deepStrictEqual(yield* directors("wikidata:Q8"), ["Jean Digue", "Halina Zawada"])
      assert.deepStrictEqual(
        requests.map(({ url }) => url.searchParams.get("ids")),
        ["Q7", "Q501", "Q8", "Q503|Q404"]
      )
      assert.include(requests[1]?.url.searchParams.get("languages")?.split("|") ?? [], "mul")
    })
  )

  it.effect("are found after a merger", () =>
    Effect.gen(function* () {
      const { port } = yield* knowing({ ...people, Q7: by("Q50") }, { Q50: "Q501" })
      const work = Option.getOrThrow(yield* port.byId(WorkId.make("wikidata:Q7"), "film"))
      assert.deepStrictEqual(work.directors, ["Halina Zawada"])
    })
  )
})

describe("a search", () => {
  const named = (label: string, year: number, more: Item = {}): Item => ({
    labels: { en: label },
    ...more,
    claims: { P345: [says("tt7000000")], P577: [says(dated(`${year}-03-04`))], ...more.claims }
  })

  it.effect("has those first that bear the title, and tells them by the name that is asked", () =>
    Effect.gen(function* () {
      const { asked, port, searches } = yield* knowing({
        Q1: named("The Dyke of the North", 1999),
        Q2: named("Wall", 2001, { aliases: { de: ["Der Dyke", "The Dyke"] } }),
        Q3: named("The Dyke", 2003),
        Q4: named("The Dyke", 2003, { claims: { P31: [says(item("Q482994"))] } }),
        Q5: { labels: { en: "The Dyke" } }
      })
      const { hits, more } = yield* port.search({ kind: "film", title: "the dyke" })
      assert.deepStrictEqual<unknown>(
        { hits: hits.map(shortly), more },
        {
          hits: [
            { id: "wikidata:Q2", title: "The Dyke", originalTitle: "Wall", year: 2001 },
            { id: "wikidata:Q3", title: "The Dyke", originalTitle: "The Dyke", year: 2003 },
            { id: "wikidata:Q1", title: "The Dyke of the North", originalTitle: "The Dyke of the North", year: 1999 }
          ],
          more: false
        }
      )
      assert.deepStrictEqual(searches(), ['inlabel:"the dyke@*" haswbstatement:P345=tt*|P4947|P4983'])
      assert.deepStrictEqual(asked(), ["query", "wbgetentities"])
    })
  )

  it.effect("of a year has what was shown anywhere in that year", () =>
    Effect.gen(function* () {
      const { port } = yield* knowing({
        Q1: named("Dyke", 1999, { claims: { P577: [says(dated("1999-01-01")), says(dated("2000-00-00", 9))] } }),
        Q2: named("Dyke", 2001)
      })
      const of = (year: number) =>
        Effect.map(port.search({ kind: "film", title: "Dyke", year: Year.make(year) }), ({ hits }) =>
          hits.map((hit) => hit.id)
        )
      assert.deepStrictEqual<unknown>(
        [yield* of(1999), yield* of(2000), yield* of(2001)],
        [["wikidata:Q1"], ["wikidata:Q1"], ["wikidata:Q2"]]
      )
      assert.deepStrictEqual(yield* of(2002), [])
    })
  )

  it.effect("without accents finds by the beginning what it does not find by the words", () =>
    Effect.gen(function* () {
      const { asked, port } = yield* knowing({ Q1: named("Amélioration", 1999), Q2: named("Amélioration II", 2001) })
      const { hits } = yield* port.search({ kind: "film", title: "Amelioration" })
      assert.deepStrictEqual<unknown>(
        hits.map(({ title }) => title),
        ["Amélioration"]
      )
      assert.deepStrictEqual(asked(), ["query", "wbsearchentities", "wbgetentities"])
    })
  )

  it.effect("that finds nothing is told so after two questions", () =>
    Effect.gen(function* () {
      const { asked, port } = yield* knowing({})
      assert.deepStrictEqual(yield* port.search({ kind: "film", title: "Winterkou" }), {
        hits: [],
        more: false,
        partial: true
      })
      assert.deepStrictEqual(asked(), ["query", "wbsearchentities"])
    })
  )

  it.effect.each([
    ['Say "Dyke"', 'inlabel:"Say Dyke@*" haswbstatement:P345=tt*|P4947|P4983'],
    ["Dyke@home", 'inlabel:"Dyke@home@*" haswbstatement:P345=tt*|P4947|P4983'],
    ["C:\\Dyke", 'inlabel:"C: Dyke@*" haswbstatement:P345=tt*|P4947|P4983'],
    ["Dyke\n haswbstatement:P31=Q5", 'inlabel:"Dyke haswbstatement:P31=Q5@*" haswbstatement:P345=tt*|P4947|P4983']
  ] as const)("for %j asks %s", ([title, wanted]) =>
    Effect.gen(function* () {
      const { port, searches } = yield* knowing({})
      yield* port.search({ kind: "film", title })
      assert.deepStrictEqual(searches(), [wanted])
    })
  )

  it.effect("for what has no letters asks nobody, and for a long title no more than may be asked", () =>
    Effect.gen(function* () {
      const { port, requests, searches } = yield* knowing({})
      for (const title of ["", " ", "…!?", '""']) yield* port.search({ kind: "film", title })
      assert.lengthOf(requests, 0)
      yield* port.search({ kind: "film", title: "dijk ".repeat(500) })
      assert.isBelow(searches()[0]?.length ?? 0, 300)
    })
  )
})

describe("what is no answer", () => {
  const answers = (reply: Reply) =>
    Effect.flatMap(
      against(() => reply),
      ({ port }) => Effect.flip(port.search({ kind: "film", title: "Dyke" }))
    )

  it.effect.each([
    [
      "an error",
      json({ error: { code: "cirrussearch-backend-error", info: "x" } }),
      "Malformed",
      /cirrussearch-backend-error/
    ],
    ["an error of its own form", json({ error: { code: "<b>" } }), "Malformed", /without a code/],
    ["a page", { body: "<!DOCTYPE html><title>Wikidata</title>" }, "Malformed", /not JSON/],
    ["nothing that was asked", json({ batchcomplete: "" }), "Malformed", /of another form/],
    [
      "a list of something else",
      json({ query: { search: [{ title: "Property:P1" }] } }),
      "Malformed",
      /of another form/
    ],
    ["a refusal", { status: 403, body: "robot policy" }, "Refused", /403/],
    ["no such page", { status: 404, body: "" }, "Malformed", /404/],
    ["too many requests", "Status", "Unreachable", /status/],
    ["not now", "Overloaded", "Overloaded", /rate limit/]
  ] as const)("%s is a failure", ([, reply, reason, words]) =>
    Effect.map(answers(reply), (error) => {
      assert.deepStrictEqual([error.source, error.reason], ["wikidata", reason])
      assert.match(error.tried, words)
      assert.notInclude(error.tried, "<b>")
    })
  )

  it.effect("also about items: without any, or with none that can be read", () =>
    Effect.gen(function* () {
      for (const answer of [{ success: 1 }, { entities: { Q7: { id: 7 } } }, { entities: [] }]) {
        const { port } = yield* against(() => json(answer))
        const error = yield* Effect.flip(port.byId(WorkId.make("wikidata:Q7"), "film"))
        assert.strictEqual(error.reason, "Malformed")
      }
    })
  )

  it.effect("is asked in halves when it is too large", () =>
    Effect.gen(function* () {
      const items = Object.fromEntries(
        ["Q1", "Q2", "Q3"].map((name) => [name, { labels: { en: "Dyke" }, claims: { P345: [says("tt7000000")] } }])
      )
      const { port, requests } = yield* against((request) =>
        (request.url.searchParams.get("ids") ?? "").length > 5 ? "TooLarge" : wikidata(items)(request)
      )
      const { hits } = yield* port.search({ kind: "film", title: "Dyke" })
      assert.lengthOf(hits, 3)
      assert.deepStrictEqual(
        requests.flatMap(({ url }) => url.searchParams.get("ids") ?? []),
        ["Q1|Q2|Q3", "Q1|Q2", "Q3"]
      )
    })
  )
})
