import { assert, describe, it } from "@effect/vitest"
import { FastCheck } from "effect"
import { fileNameHints, titleHints } from "../../../src/domain/titles/FileName.ts"

/** Brands differ from plain literals in type only. */
const same = (found: object, expected: object): void => assert.deepEqual(found, expected)

type Table = ReadonlyArray<readonly [string, Record<string, string | number>]>

describe("fileNameHints", () => {
  const films: Table = [
    ["Films/Turks Fruit (1973)/Turks Fruit (1973).mkv", { title: "Turks Fruit", year: 1973 }],
    ["\\Films\\Turks Fruit (1973) [1080p].mkv", { title: "Turks Fruit", year: 1973 }],
    ["/data/Films/De Lift (1983)", { title: "De Lift", year: 1983 }],
    ["100% Coco (2017).mkv", { title: "100% Coco", year: 2017 }],
    ["1941.1979.1080p.BluRay.x264-ABC.mkv", { title: "1941", year: 1979 }],
    ["2012.2009.BluRay.mkv", { title: "2012", year: 2009 }],
    ["Blade.Runner.2049.2017.2160p.mkv", { title: "Blade Runner 2049", year: 2017 }],
    ["Blade Runner 2049 (2017).mkv", { title: "Blade Runner 2049", year: 2017 }],
    ["Blade.Runner.2049.1080p.mkv", { title: "Blade Runner 2049" }],
    ["1917.mkv", { title: "1917" }],
    ["2001.A.Space.Odyssey.1080p.mkv", { title: "2001 A Space Odyssey" }],
    ["Class.of.1999.DVDRip.avi", { title: "Class of 1999" }],
    ["Tamala.2010.-.A.Punk.Cat.in.Space.DVDRip.avi", { title: "Tamala 2010 - A Punk Cat in Space" }],
    ["Karakter 1997 DVDRip XviD.avi", { title: "Karakter", year: 1997 }],
    ["The_Matrix_1999_1080p.mkv", { title: "The Matrix", year: 1999 }],
    ["(1999) The Matrix.mkv", { title: "The Matrix", year: 1999 }],
    ["The.Darjeeling.Limited.720p.WEB-DL.mkv", { title: "The Darjeeling Limited" }],
    ["Karakter.LiMiTED.DVDRip.XviD-ABC.avi", { title: "Karakter" }],
    ["Toy.Story.3.2010.German.DL.1080p.mkv", { title: "Toy Story 3", year: 2010 }],
    ["Charlottes.Web.2006.WEB.x264.mkv", { title: "Charlottes Web", year: 2006 }],
    ["Uncut.Gems.2019.mkv", { title: "Uncut Gems", year: 2019 }],
    ["S.W.A.T.2003.1080p.mkv", { title: "S.W.A.T.", year: 2003 }],
    ["E.T.mkv", { title: "E.T." }],
    ["9.99.2008.1080p.mkv", { title: "9.99", year: 2008 }],
    ["[REC]² (2009) [720p].mkv", { title: "[REC]²", year: 2009 }],
    ["[ABC] Persepolis [x264].mkv", { title: "Persepolis" }],
    ["Nymph()maniac (2013).mkv", { title: "Nymph()maniac", year: 2013 }],
    ["Gettysburg - pt1.mkv", { title: "Gettysburg" }],
    ["Gettysburg.cd2.avi", { title: "Gettysburg" }],
    ["Kill Bill Part 1.mkv", { title: "Kill Bill Part 1" }],
    ["Che Part II (2008).mkv", { title: "Che Part II", year: 2008 }],
    ["10x10 (2018).mkv", { title: "10x10", year: 2018 }],
    ["Open Season 2 (2008).mkv", { title: "Open Season 2", year: 2008 }],
    ["Brazil (1985) {edition-Final Cut}.mkv", { title: "Brazil", year: 1985, edition: "Final Cut" }]
  ]
  it.each(films)("film %s", (path, expected) => same(fileNameHints(path), expected))

  const stubs: Table = [
    ["Films/Somewhere.2010.DVDRip.XviD-ABC/a-smwhr.avi", { title: "Somewhere", year: 2010 }],
    ["Films/Karakter.LiMiTED.DVDRip-ABC/abc-karakter.dvdrip.avi", { title: "Karakter" }],
    ["Films/Up (2009)/VIDEO_TS/VIDEO_TS.IFO", { title: "Up", year: 2009 }],
    ["Films/Up (2009)/BDMV/STREAM/00001.m2ts", { title: "Up", year: 2009 }],
    ["Films/Up (2009)/CD1/movie.avi", { title: "Up", year: 2009 }],
    ["Films/La Fée (2011)/La.Fee.FRENCH.DVDRip.avi", { title: "La Fée", year: 2011 }],
    ["Films/movie.mkv", {}],
    ["Marvel/x-men.mkv", { title: "x-men" }]
  ]
  it.each(stubs)("stub %s", (path, expected) => same(fileNameHints(path), expected))

  const shows: Table = [
    ["Penoza (2010)/Season 01/Penoza - S01E01.mkv", { title: "Penoza", year: 2010 }],
    ["Series/Penoza/Seizoen 1/s01e01.mkv", { title: "Penoza" }],
    ["Series/Penoza.S01E01.720p.mkv", { title: "Penoza" }],
    ["Series/Penoza (2010)/Penoza.1x02.avi", { title: "Penoza", year: 2010 }],
    ["Series/Penoza (2010) {tvdb-123}/Specials/bonus.mkv", { title: "Penoza", year: 2010, tvdb: 123 }],
    ["/data/Series/Nobel (2016)", { title: "Nobel", year: 2016 }]
  ]
  it.each(shows)("show %s", (path, expected) => same(fileNameHints(path), expected))

  const ids: Table = [
    ["De Lift {imdb-tt0087622}.mkv", { title: "De Lift", imdb: "tt0087622" }],
    ["De Lift [IMDB-TT0087622].mkv", { title: "De Lift", imdb: "tt0087622" }],
    ["De Lift (1983) [tt0087622].mkv", { title: "De Lift", year: 1983, imdb: "tt0087622" }],
    ["De Lift imdb-tt0087622.mkv", { title: "De Lift", imdb: "tt0087622" }],
    ["De Lift (tt0087622).mkv", { title: "De Lift", imdb: "tt0087622" }],
    ["De.Lift.tt0087622.mkv", { title: "De Lift", imdb: "tt0087622" }],
    ["De Lift [imdbid-tt0087622]/De Lift.mkv", { title: "De Lift", imdb: "tt0087622" }],
    ["De Lift {tmdb-603} [tvdbid-70].mkv", { title: "De Lift", tmdb: 603, tvdb: 70 }],
    ["De Lift [tmdbid-603].mkv", { title: "De Lift", tmdb: 603 }],
    ["De Lift {tmdbid=603}.mkv", { title: "De Lift", tmdb: 603 }],
    ["De Lift {tmdb-0} {imdb-tt12}.mkv", { title: "De Lift" }]
  ]
  it.each(ids)("id %s", (path, expected) => same(fileNameHints(path), expected))

  const pieces = FastCheck.constantFrom(
    "/",
    "\\",
    ".",
    " ",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "%",
    "-",
    "_",
    "2010",
    "(1999)",
    "1080p",
    "x264",
    "S01E01",
    "Season 1",
    "tt1234567",
    "imdb-",
    "tmdb-",
    "99999999999999999999",
    "Part 1",
    "cd1",
    "Director's Cut",
    ".mkv",
    "é",
    "\u0000"
  )
  const names = FastCheck.oneof(
    FastCheck.string({ unit: "binary" }),
    FastCheck.array(pieces, { maxLength: 20 }).map((parts) => parts.join(""))
  )

  it.prop("never throws and never gives an empty value", [names], ([path]) => {
    assert.deepStrictEqual(
      Object.entries(fileNameHints(path)).filter(([, value]) => !value),
      []
    )
    const { title } = titleHints(path)
    assert.strictEqual(title === "", path.trim() === "")
  })

  it("reads endless names in no time", () => {
    const start = performance.now()
    for (const piece of ["{", "[a", "(", " -", "a.", "tt", "/a", "Director's ", "1999 ", "- "]) {
      fileNameHints(piece.repeat(100_000))
      titleHints(piece.repeat(100_000))
    }
    assert.isBelow(performance.now() - start, 4000)
  })
})

describe("titleHints", () => {
  const titles: Table = [
    ["Turks Fruit (1973)", { title: "Turks Fruit", year: 1973 }],
    ["Turks Fruit [1973]", { title: "Turks Fruit", year: 1973 }],
    ["2012 (2009)", { title: "2012", year: 2009 }],
    ["Turks Fruit {imdb-tt0070842}", { title: "Turks Fruit", imdb: "tt0070842" }],
    ["Street.Kings.2008.BluRay.x264-ABC", { title: "Street Kings", year: 2008 }],
    ["Gothic 1986 2160p UHD BluRay", { title: "Gothic", year: 1986 }],
    ["The.Matrix.1999", { title: "The Matrix", year: 1999 }],
    ["Blade Runner (Director's Cut)", { title: "Blade Runner", edition: "Director's Cut" }],
    ["Brazil [Extended Edition]", { title: "Brazil", edition: "Extended Edition" }],
    ["Blade Runner - Final Cut", { title: "Blade Runner", edition: "Final Cut" }],
    ["Alien Director's Cut (1979)", { title: "Alien", year: 1979, edition: "Director's Cut" }],
    ["Alien (1979) [Theatrical]", { title: "Alien", year: 1979, edition: "Theatrical" }],
    ["Dune Unrated", { title: "Dune", edition: "Unrated" }],
    ["Grease 40th Anniversary Edition", { title: "Grease", edition: "40th Anniversary Edition" }],
    ["Alien {edition-Special Edition}", { title: "Alien", edition: "Special Edition" }]
  ]
  it.each(titles)("%s", (title, expected) => same(titleHints(title), expected))

  it.each([
    "1917",
    "2012",
    "(2012)",
    "(500) Days of Summer",
    "Nymph()maniac",
    "[REC]",
    "[•REC]²",
    "Blade Runner 2049",
    "Se7en",
    "S.W.A.T.",
    "E.T.",
    "Mr. Nobody",
    "9.99",
    "Vol. 2",
    "Kill Bill: Vol. 1",
    "Apocalypse Now Redux",
    "Final Cut",
    "11.14",
    "The Final Cut",
    "Unrated",
    "South Park: Bigger, Longer & Uncut",
    "Charlotte's Web",
    "B.A.P.S.",
    "Summer 1993"
  ])("leaves %s alone", (title) => same(titleHints(title), { title }))
})
