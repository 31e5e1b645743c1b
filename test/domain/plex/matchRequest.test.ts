import { assert, describe, it } from "@effect/vitest"
import { Either, FastCheck, Option, Schema } from "effect"
import { hintsOf, MatchRequest } from "../../../src/domain/plex/MatchRequest.ts"

const decode = Schema.decodeUnknownEither(MatchRequest)
const request = (body: object): MatchRequest => Either.getOrThrow(decode({ type: 1, title: "De stille dijk", ...body }))

/** The hints as far as there are any. */
const hints = (body: object, kind: "film" | "series" = "film") =>
  Option.getOrUndefined(
    Option.map(hintsOf(request(body), kind), (found) =>
      Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined))
    )
  )
const ids = (guid: string) => {
  const { imdb, tmdb, tvdb, vpro, plex } = hints({ guid }) ?? {}
  return [imdb, tmdb, tvdb, vpro, ...(plex === undefined ? [] : [plex])].map((id) => id ?? "-").join(" ")
}

describe("a request", () => {
  it("is read loosely", () => {
    assert.deepStrictEqual(
      decode({ type: "1", title: "De stille dijk", year: "2011", manual: "1", includeAdult: false, index: "3" }),
      Either.right({ type: 1, title: "De stille dijk", year: 2011, manual: true, includeAdult: false, index: 3 })
    )
    const absent = { title: null, parentTitle: null, year: null, guid: null, filename: null, manual: null, index: null }
    assert.deepStrictEqual(decode({ type: 2, ...absent }), Either.right({ type: 2 }))
    assert.deepStrictEqual(decode({ type: 4, unknown: [1], "X-Plex-Token": "x" }), Either.right({ type: 4 }))
  })

  it.each([
    [1, true],
    [0, false],
    ["1", true],
    ["0", false],
    [true, true],
    [2, false]
  ])("manual: %j is %s", (manual, expected) => {
    assert.strictEqual(request({ manual }).manual, expected)
  })

  it.each([
    ["nothing", undefined],
    ["null", null],
    ["a list", [{ type: 1 }]],
    ["no type", { title: "x" }],
    ["type null", { type: null }],
    ["type 0", { type: 0 }],
    ["type 5", { type: 5 }],
    ["type 18", { type: 18 }],
    ["half a type", { type: 1.5 }],
    ["a type in words", { type: "movie" }],
    ["a type of blanks", { type: " " }],
    ["a title that is a number", { type: 1, title: 1984 }],
    ["a title that is a list", { type: 1, title: ["x"] }],
    ["a year in words", { type: 1, year: "twintig" }],
    ["half a year", { type: 1, year: 1999.5 }],
    ["a guid that is an object", { type: 1, guid: {} }],
    ["a file name that is a number", { type: 1, filename: 1 }],
    ["manual in words", { type: 1, manual: "yes" }]
  ])("that is %s is refused", (_, body) => {
    assert.strictEqual(decode(body)._tag, "Left")
  })

  it.each(["title", "parentTitle", "grandparentTitle", "guid", "date", "episodeOrder"] as const)(
    "has a %s of one line, which is cut where it is too long",
    (member) => {
      const read = (text: string) => request({ [member]: text })[member]
      assert.strictEqual(read(`the${" ".repeat(15_000)}dam`), "the dam")
      assert.strictEqual(read("de\ndam\u0000 \ud800breekt"), "de dam breekt")
      assert.lengthOf(read("x".repeat(60_000)) ?? "", 500)
    }
  )

  it("has a path that is cut where it is too long, from its beginning", () => {
    const { filename = "" } = request({ filename: `/${"x".repeat(60_000)}/De dam (2014).mkv` })
    assert.isAtMost(filename.length, 2000)
    assert.match(filename, /\/De dam \(2014\)\.mkv$/)
  })

  it.prop("never throws, whatever it is", [FastCheck.jsonValue()], ([body]) => {
    const read = decode(body)
    if (Either.isRight(read)) hintsOf(read.right, "film")
  })
})

describe("a guid", () => {
  it.each([
    ["imdb://tt0133093", "tt0133093 - - -"],
    ["IMDB://TT0133093", "tt0133093 - - -"],
    [" imdb://tt0133093 ", "tt0133093 - - -"],
    ["imdb://title/tt0133093", "tt0133093 - - -"],
    ["tmdb://603", "- 603 - -"],
    ["tmdb://movie/603?language=nl", "- 603 - -"],
    ["tvdb://81189", "- - 81189 -"],
    ["vpro://4711", "- - - 4711"],
    ["com.plexapp.agents.imdb://tt0070842?lang=nl", "tt0070842 - - -"],
    ["com.plexapp.agents.themoviedb://603?lang=nl", "- 603 - -"],
    ["com.plexapp.agents.thetvdb://81189/1/2?lang=nl", "- - 81189 -"],
    ["com.plexapp.agents.hama://tvdb-371310?lang=en", "- - 371310 -"],
    ["com.plexapp.agents.hama://tvdb4-78857?lang=en", "- - 78857 -"],
    ["com.plexapp.agents.hama://tmdb-149?lang=en", "- 149 - -"],
    ["com.plexapp.agents.hama://imdb-tt0094625?lang=en", "tt0094625 - - -"],
    ["com.plexapp.agents.hama://anidb-239?lang=en", "- - - -"],
    ["tv.plex.agents.nfo.movie://movie/tmdb_14160", "- 14160 - -"],
    ["tv.plex.agents.nfo.movie://movie/imdb_tt1049413", "tt1049413 - - -"],
    ["tv.plex.agents.nfo.tvshow://show/tvdb_190921", "- - 190921 -"],
    ["plex://movie/5d7768244de0ee001fcc7fed", "- - - - 5d7768244de0ee001fcc7fed"],
    ["plex://show/5d7768244de0ee001fcc7fed", "- - - - 5d7768244de0ee001fcc7fed"],
    [" PLEX://Movie/5D7768244DE0EE001FCC7FED?lang=nl ", "- - - - 5d7768244de0ee001fcc7fed"],
    ["plex://movie/5d7768244de0ee001fcc7fe", "- - - -"],
    ["plex://movie/5d7768244de0ee001fcc7fed0", "- - - -"],
    ["plex://movie/5d7768244de0ee001fcc7feg", "- - - -"],
    ["plex://movie/tt0133093", "tt0133093 - - -"],
    ["plex://season/5d7768244de0ee001fcc7fed", "- - - -"],
    ["plex://episode/5d7768244de0ee001fcc7fed", "- - - -"],
    ["plex://5d7768244de0ee001fcc7fed", "- - - -"],
    ["tv.plex.agents.movie://movie/5d7768244de0ee001fcc7fed", "- - - -"],
    ["local://603", "- - - -"],
    ["com.plexapp.agents.none://603?lang=xn", "- - - -"],
    ["tv.plex.agents.custom.other://movie/603", "- - - -"],
    ["imdb://nm0000206", "- - - -"],
    ["imdb://tt123", "- - - -"],
    ["imdb://tt01330931234567", "- - - -"],
    ["tmdb://", "- - - -"],
    ["tmdb://0", "- - - -"],
    ["tmdb://-603", "- - - -"],
    ["tmdb://99999999999999999999", "- - - -"],
    ["tmdb://zes", "- - - -"],
    ["://", "- - - -"],
    ["", "- - - -"]
  ])("%s", (guid, expected) => {
    assert.strictEqual(ids(guid), expected)
  })
})

describe("what is said of the work", () => {
  it("is kept as it was said", () => {
    assert.deepStrictEqual(hints({ title: " De Stille DIJK ", year: 2011 }), {
      kind: "film",
      title: "De Stille DIJK",
      year: 2011
    })
    assert.deepStrictEqual(hints({ type: 2 }, "series"), { kind: "series", title: "De stille dijk" })
  })

  it.each([0, -1, 1, 99_999])("the year %s is none", (year) => {
    assert.notProperty(hints({ year }), "year")
  })

  it("of a season or an episode is that of the show, whose year is another", () => {
    const season = { type: 3, title: "Seizoen 2", parentTitle: "Penoza", year: 2012, index: 2 }
    const episode = { type: 4, title: "Aflevering 1", grandparentTitle: "Penoza", parentTitle: "Seizoen 2", year: 2012 }
    for (const body of [season, episode])
      for (const guid of [undefined, "plex://show/5d7768244de0ee001fcc7fed"])
        assert.deepStrictEqual(hints({ ...body, guid }, "series"), { kind: "series", title: "Penoza" })
  })

  it("comes from the members before the guid, the title's tags and the file name", () => {
    const body = {
      title: "De stille dijk (2010) {imdb-tt2222222} {tmdb-2}",
      filename: "/films/Dijk (2009) {imdb-tt3333333} {tmdb-3} {tvdb-3}/dijk.mkv"
    }
    assert.deepInclude(hints({ ...body, year: 2011, guid: "imdb://tt1111111" }), {
      title: "De stille dijk",
      year: 2011,
      imdb: "tt1111111",
      tmdb: 2,
      tvdb: 3
    })
    const plex = "5d7768244de0ee001fcc7fed"
    assert.deepInclude(hints({ ...body, guid: `plex://movie/${plex}` }), { imdb: "tt2222222", tmdb: 2, tvdb: 3, plex })
    assert.deepInclude(hints(body), { year: 2010, imdb: "tt2222222" })
    assert.deepInclude(hints({ ...body, title: "De stille dijk" }), { year: 2009, imdb: "tt3333333", tmdb: 3 })
    assert.deepInclude(hints({ ...body, year: 0 }), { year: 2010 })
  })

  it.each([
    ["De stille dijk (2011)/De stille dijk (2011).mkv", "De stille dijk", 2011],
    ["/De stille dijk (2011)/film.mkv", "De stille dijk", 2011],
    ["D:\\Films\\De stille dijk (2011).mkv", "De stille dijk", 2011]
  ])("comes from the file %s when there is no title", (filename, title, year) => {
    for (const missing of [{ title: null }, { title: "" }, { title: "  " }])
      assert.deepStrictEqual(hints({ ...missing, filename }), { kind: "film", title, year })
  })

  const beside = (title: string, filename: string, more: object = {}) => {
    const { kind: _, ...found } = hints({ title, filename, ...more }) ?? {}
    return found
  }

  it.each([
    ["Heat", "Movies 4K/Heat.mkv", { title: "Heat" }],
    ["Heat", "Heat Collection {tmdb-1}/Heat.mkv", { title: "Heat" }],
    ["Goldfinger", "\\\\NAS\\James Bond Collection 1080p\\Goldfinger.mkv", { title: "Goldfinger" }],
    ["Ida", "Polish Cinema (2012) {imdb-tt7777777}/Ida.mkv", { title: "Ida" }],
    ["00001", "Up (2009)/BDMV/STREAM/00001.m2ts", { title: "Up", year: 2009 }],
    ["a-smwhr", "Somewhere.2010.DVDRip-ABC/a-smwhr.avi", { title: "Somewhere", year: 2010 }],
    ["Zwartboek.2006.1080p", "Zwartboek.2006.1080p.mkv", { title: "Zwartboek", year: 2006 }],
    ["Karakter", "Character (1997) {tmdb-101}/character.mkv", { title: "Karakter", year: 1997, tmdb: 101 }],
    ["De Aanslag", "De Aanslag (1986) {tmdb-101}/The.Assault.1986.mkv", { title: "De Aanslag", year: 1986, tmdb: 101 }],
    ["Alien Director's Cut", "Alien (1979) {edition-Director's Cut}.mkv", { title: "Alien", year: 1979 }],
    ["Brazil Final Cut", "Brazil (1985) {edition-Final Cut}.mkv", { title: "Brazil", year: 1985 }],
    [
      "Urban Legends Final Cut",
      "Urban Legends - Final Cut (2000).mkv",
      { title: "Urban Legends Final Cut", year: 2000 }
    ],
    ["Estiu 1993", "Estiu 1993/Estiu.1993.1080p.mkv", { title: "Estiu 1993" }],
    ["Estiu 1993", "Estiu 1993 (2017)/Estiu.1993.1080p.mkv", { title: "Estiu 1993", year: 2017 }],
    ["Camille Claudel 1915", "Camille.Claudel.1915.1080p.mkv", { title: "Camille Claudel 1915" }],
    ["S21 - The Khmer Rouge", "S21 - The Khmer Rouge (2003).mkv", { title: "S21 - The Khmer Rouge", year: 2003 }],
    ["Series 7", "Series 7 (2001).mkv", { title: "Series 7", year: 2001 }]
  ])("is called %s beside %s", (title, filename, expected) => {
    assert.deepEqual(beside(title, filename), expected)
  })

  it("of a show has no year that is of its title", () => {
    const found = hints({ type: 2, title: "Space: 1999", filename: "Space.1999.S01E01.avi" }, "series")
    assert.deepStrictEqual(found, { kind: "series", title: "Space: 1999" })
  })

  it("is what was typed in Fix Match, whatever film the file names", () => {
    for (const filename of ["Foo (2001) {imdb-tt1111111}/Foo.mkv", "De Lift 2 (2001) {tmdb-3}.mkv", "Lift (2001).mkv"])
      assert.deepEqual(beside("De Dijk", filename, { manual: 1 }), { title: "De Dijk" })
    assert.deepEqual(beside("Alien", "Alien Resurrection (1997) {tmdb-8078}.mkv", { manual: 1 }), { title: "Alien" })
    assert.deepEqual(beside("The Matrix", "Matrix, The (1999) {tmdb-603}/Matrix.mkv", { manual: 1 }), {
      title: "The Matrix",
      year: 1999,
      tmdb: 603
    })
  })

  it("is nothing without a title and a file name", () => {
    for (const title of [null, "", " \t"]) {
      assert.isUndefined(hints({ title }))
      assert.isUndefined(hints({ title, filename: "" }))
      assert.isUndefined(hints({ title, guid: "imdb://tt0133093" }))
    }
    assert.isUndefined(hints({ type: 3 }))
    assert.isUndefined(hints({ type: 4, parentTitle: "Seizoen 1" }))
  })
})
