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
  const releases: Table = [
    ["Total.Recall.1990.Ultimate.Rekall.Edition.NORDiC.REMUX.1080p.mkv", { title: "Total Recall", year: 1990 }],
    ["Total.Recall.Ultimate.Rekall.Edition.1990.1080p.mkv", { title: "Total Recall", year: 1990 }],
    ["The.Christmas.Edition.2020.720p.mkv", { title: "The Christmas Edition", year: 2020 }],
    ["We Are the Best!.2013.720p.H264.mkv", { title: "We Are the Best!", year: 2013 }],
    ["M3GAN.2.0.2025.4K.HDR.2160p BDRemux Ita Eng x265-ABC.mkv", { title: "M3GAN 2 0", year: 2025 }],
    ["Zwartboek.DUTCH.2006.1080p.mkv", { title: "Zwartboek", year: 2006 }],
    ["Jagten.DANiSH.2012.1080p.mkv", { title: "Jagten", year: 2012 }],
    ["Alien.SE.1979.1080p.mkv", { title: "Alien", year: 1979 }],
    ["Alien DC (1979) [1080p].mkv", { title: "Alien", year: 1979 }],
    ["Aliens.Special.Edition.1986.1080p.mkv", { title: "Aliens", year: 1986, edition: "Special Edition" }],
    ["Der.Film.deines.Lebens.German.2011.PAL.DVDR-ABC.mkv", { title: "Der Film deines Lebens", year: 2011 }],
    ["The.Good.German.2006.720p.mkv", { title: "The Good German", year: 2006 }],
    ["Johnny.English.2003.1080p.mkv", { title: "Johnny English", year: 2003 }],
    ["Live.from.DC.2014.1080p.mkv", { title: "Live from DC", year: 2014 }],
    ["THE DARJEELING LIMITED (2007).mkv", { title: "THE DARJEELING LIMITED", year: 2007 }],
    ["Baraka_Edition_Collector.avi", { title: "Baraka", edition: "Edition Collector" }],
    ["First Man 2018 [1080p].mkv", { title: "First Man", year: 2018 }],
    [
      "La Defense Lincoln (The Lincoln Lawyer) 2011 [DVDRIP].avi",
      { title: "La Defense Lincoln (The Lincoln Lawyer)", year: 2011 }
    ],
    ["Детские игры. 1988. 1080p. HEVC. 10bit..mkv", { title: "Детские игры", year: 1988 }],
    ["Let.Me.In.2010.1080p.mkv", { title: "Let Me In", year: 2010 }],
    ["De.Vrouw.Van.2010.1080p.mkv", { title: "De Vrouw Van", year: 2010 }],
    ["The.Life.I.Dream.Of.2011.mkv", { title: "The Life I Dream Of", year: 2011 }],
    ["Summer.of.1993.2017.1080p.mkv", { title: "Summer of 1993", year: 2017 }],
    ["De.zomer.van.1945.1080p.mkv", { title: "De zomer van 1945" }],
    ["Gråt.in.2010.1080p.mkv", { title: "Gråt in", year: 2010 }],
    [
      "[ABC] Evangelion 1.11 - You Are (Not) Alone v2 (1080p BD HEVC) [BF42B1C8].mkv",
      { title: "Evangelion 1.11 - You Are (Not) Alone" }
    ],
    ["Battle.Royale.(Batoru.Rowaiaru).(2000).DVDRip.avi", { title: "Battle Royale", year: 2000 }],
    [
      "Birdman.or.(The.Unexpected.Virtue.of.Ignorance).2014.mkv",
      { title: "Birdman or (The Unexpected Virtue of Ignorance)", year: 2014 }
    ],
    ["Nelyubov.AKA.Loveless.2017.1080p.mkv", { title: "Nelyubov AKA Loveless", year: 2017 }],
    ["Mise à Sac (Alain Cavalier, 1967) [Vhs.Rip].avi", { title: "Mise à Sac", year: 1967 }],
    ["Retour de Flammes (Gregor Schnitzler 2003) FULL DVD.iso", { title: "Retour de Flammes", year: 2003 }],
    ["Estiu 1993 (Summer 1993).mkv", { title: "Estiu 1993 (Summer 1993)" }],
    ["Uhrwerk Orange 2024_07_01_22_05_00.ts", { title: "Uhrwerk Orange" }],
    ["300 part1.mkv", { title: "300" }],
    ["Dune Part2 (2024).mkv", { title: "Dune Part2", year: 2024 }],
    [
      "S21.The.Khmer.Rouge.Killing.Machine.2003.DVDRip.avi",
      { title: "S21 The Khmer Rouge Killing Machine", year: 2003 }
    ],
    ["Princess Mononoke (1997) [anidb-7].mkv", { title: "Princess Mononoke", year: 1997 }],
    ["De\u200d Li\u00adft (1983).mkv", { title: "De Lift", year: 1983 }]
  ]
  const fronts: Table = [
    ["2021- Jungle Cruise.mkv", { title: "Jungle Cruise", year: 2021 }],
    ["2018 - First Man [1080p].mkv", { title: "First Man", year: 2018 }],
    ["1970_Little.Big.Man/movie.mkv", { title: "Little Big Man", year: 1970 }],
    ["2001 - A Space Odyssey (1968).mkv", { title: "2001 - A Space Odyssey", year: 1968 }],
    ["1990 - Bronx (1982)/1990 - Bronx.mkv", { title: "1990 - Bronx", year: 1982 }],
    ["www.site.org - Before Sunset 1080p.mkv", { title: "Before Sunset" }],
    ["[ www.site.org ] Alien.1979.1080p.mkv", { title: "Alien", year: 1979 }],
    ["site.to - Alien.1979.1080p.mkv", { title: "Alien", year: 1979 }],
    ["Startup.com (2001).mkv", { title: "Startup.com", year: 2001 }],
    ["(1)Alien (1979).mkv", { title: "Alien", year: 1979 }],
    ["02. Aliens (1986).mkv", { title: "Aliens", year: 1986 }],
    ["Alien Anthology/3. Alien 3 (1992).mkv", { title: "Alien 3", year: 1992 }],
    ["7. Koğuştaki Mucize (2019).mkv", { title: "7. Koğuştaki Mucize", year: 2019 }],
    ["(500) Days of Summer (2009).mkv", { title: "(500) Days of Summer", year: 2009 }],
    ["12 Angry Men (1957).mkv", { title: "12 Angry Men", year: 1957 }],
    ["20240701 2015 - NPO 2 - Spoorloos.ts", { title: "Spoorloos" }]
  ]

  it.each([...films, ...releases, ...fronts])("film %s", (path, expected) => same(fileNameHints(path), expected))

  const folders: Table = [
    ["Movies 4K/Heat.mkv", { title: "Heat" }],
    ["movies[1080p]/Heat.mkv", { title: "Heat" }],
    ["D:\\Films HD (2019)\\Heat.mkv", { title: "Heat" }],
    ["\\\\NAS\\Nederlandse films\\4K\\Spetters.mkv", { title: "Spetters" }],
    ["Filme 1080p/Victoria.mkv", { title: "Victoria" }],
    ["Фильмы 1080p/Сталкер.mkv", { title: "Сталкер" }],
    ["James Bond Collection 1080p/Goldfinger.mkv", { title: "Goldfinger" }],
    ["The.Hunger.Games.4-Film.Collection.2160p/Mockingjay.mkv", { title: "Mockingjay" }],
    ["The Matrix Trilogy (1999-2003) {tmdb-2344}/Reloaded.mkv", { title: "Reloaded" }],
    [
      "Harry Potter {tmdb-1241}/Harry Potter and the Goblet of Fire (2005).mkv",
      { title: "Harry Potter and the Goblet of Fire", year: 2005 }
    ],
    ["Oscars (2020)/Parasite.mkv", { title: "Parasite" }],
    ["The Bone Collector (1999)/movie.mkv", { title: "The Bone Collector", year: 1999 }],
    ["Kids (1995)/Kids.mkv", { title: "Kids", year: 1995 }],
    ["Judo Saga (1943)/VIDEO_TS/VTS_01_1.VOB", { title: "Judo Saga", year: 1943 }],
    ["Films (2019)/movie.mkv", {}],
    ["Heat (1995)/1080p/Heat.mkv", { title: "Heat", year: 1995 }],
    ["Léon (1994) {imdb-tt0110413}/Leon.1080p.mkv", { title: "Léon", year: 1994, imdb: "tt0110413" }],
    ["Heat (1995)/b082fa0beaa644d3aa01045d5b8d0b36.mkv", { title: "Heat", year: 1995 }],
    ["Heat (1995)/XD607ebb-BRc59935-1c5f49/XD607ebb-BRc59935-1c5f49.avi", { title: "Heat", year: 1995 }],
    ["Estiu 1993 (2017)/Estiu.1993.1080p.mkv", { title: "Estiu 1993", year: 2017 }]
  ]
  it.each(folders)("folder %s", (path, expected) => same(fileNameHints(path), expected))

  const works = FastCheck.constantFrom(
    "Zwartboek",
    "Les Enfants du paradis",
    "Der Himmel über Berlin",
    "Ordet",
    "羅生門",
    "Сталкер"
  )
  const shelves = FastCheck.constantFrom("Movies", "Films", "My Movies", "Speelfilms", "TV Movies", "Filme", "Anime")
  const marks = FastCheck.constantFrom(
    " 4K",
    " 1080p",
    "[2160p]",
    " (2019)",
    " {tmdb-603}",
    " HDR x265",
    ".UHD",
    "-720p"
  )
  it.prop("a library's folder gives neither title, year nor ids", [works, shelves, marks], ([work, shelf, mark]) =>
    same(fileNameHints(`/mnt/${shelf}${mark}/${work}.mkv`), { title: work })
  )

  it("knows the year in a title by the title that is asked", () => {
    const read = (path: string, title: string) => fileNameHints(path, { kind: "film", title })
    same(read("Death.Race.2000.DVDRip.avi", "Death Race 2000"), { title: "Death Race 2000" })
    same(read("Death.Race.2000.1975.DVDRip.avi", "Death Race 2000"), { title: "Death Race 2000", year: 1975 })
    same(read("1984.1984.1080p.mkv", "1984"), { title: "1984", year: 1984 })
    same(read("Karakter.1997.1080p.mkv", "Karakter"), { title: "Karakter", year: 1997 })
  })

  const stubs: Table = [
    ["Films/Somewhere.2010.DVDRip.XviD-ABC/a-smwhr.avi", { title: "Somewhere", year: 2010 }],
    ["Films/Karakter.LiMiTED.DVDRip-ABC/abc-karakter.dvdrip.avi", { title: "Karakter" }],
    ["Films/Up (2009)/VIDEO_TS/VIDEO_TS.IFO", { title: "Up", year: 2009 }],
    ["Films/Up (2009)/BDMV/STREAM/00001.m2ts", { title: "Up", year: 2009 }],
    ["Films/Up (2009)/CD1/movie.avi", { title: "Up", year: 2009 }],
    ["Films/La Fée (2011)/La.Fee.FRENCH.DVDRip.avi", { title: "La Fée", year: 2011 }],
    ["Turks.Fruit.1973.DVDRip-ABC/abc-tf.avi", { title: "Turks Fruit", year: 1973 }],
    ["Anthropoid.2016.DVDRip-ABC/abc-nthrpd.avi", { title: "Anthropoid", year: 2016 }],
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
    ["/data/Series/Nobel (2016)", { title: "Nobel", year: 2016 }],
    ["Series 4K (2019)/Penoza.S01E01.mkv", { title: "Penoza" }],
    ["Series/Duckman/Duckman - 101 (01) - 20021107 - I, Duckman.avi", { title: "Duckman" }],
    ["Star Trek/Star Trek Voyager S01E01.mkv", { title: "Star Trek Voyager" }],
    ["Heimat/Heimat 2 S01E01.mkv", { title: "Heimat 2" }],
    ["Something.Season.2.1of4.Ep.Title.HDTV.avi", { title: "Something" }],
    ["13 Geboden/13 Geboden Se.1 afl.2-3-4 [VTM].mkv", { title: "13 Geboden" }],
    ["The Lovers - Series 1 (1970) DivX/LOVERS S01E01.avi", { title: "The Lovers", year: 1970 }],
    ["The.Office.(US).S01E01.720p.mkv", { title: "The Office (US)" }],
    ["The Forsyte Saga (1967)/Season 1/s01e01.mkv", { title: "The Forsyte Saga", year: 1967 }]
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
    ["Das Boot: The Director's Cut", { title: "Das Boot", edition: "The Director's Cut" }],
    ["Kingdom of Heaven - Extended Edition", { title: "Kingdom of Heaven", edition: "Extended Edition" }],
    ["Das Boot (Final Cut)", { title: "Das Boot", edition: "Final Cut" }],
    ["Aliens (Special Edition)", { title: "Aliens", edition: "Special Edition" }],
    ["Playtime (Restored)", { title: "Playtime", edition: "Restored" }],
    ["The Third Man (4K Restoration)", { title: "The Third Man" }],
    ["Stalker (4K UHD", { title: "Stalker" }],
    ["Il Conformista (", { title: "Il Conformista" }],
    ["Stalker (1979) (", { title: "Stalker", year: 1979 }],
    ["Monster [anidb-1539]", { title: "Monster" }],
    ["Akira (1988) [malid-47]", { title: "Akira", year: 1988 }],
    ["Stalker (1979)\u200f", { title: "Stalker", year: 1979 }],
    ["www.site.org - Stalker", { title: "Stalker" }],
    ["2021- Jungle Cruise", { title: "Jungle Cruise", year: 2021 }],
    ["Let.Me.In.2010.1080p.BluRay.H264-ABC", { title: "Let Me In", year: 2010 }],
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
    "Summer 1993",
    "Urban Legends: Final Cut",
    "Pink Floyd: The Final Cut",
    "Stargate SG-1: Children of the Gods - Final Cut",
    "The Wandering Earth: Beyond 2020 Special Edition",
    "The Lost Boys: Uncut",
    "Betty Blue: The Ultimate Cut",
    "2018 - First Man",
    "Love (Covid-19)",
    "Apollo 13 (Part-2)",
    ":("
  ])("leaves %s alone", (title) => same(titleHints(title), { title }))
})
