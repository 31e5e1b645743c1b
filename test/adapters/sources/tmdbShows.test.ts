import { assert, describe, it } from "@effect/vitest"
import { Effect, Option, Redacted } from "effect"
import * as TmdbShows from "../../../src/adapters/sources/tmdb/TmdbShows.ts"
import { imdbIdOf, tmdbIdOf, tvdbIdOf, yearOf } from "../../../src/domain/values/Media.ts"
import { json, type Reply, type Request, standIn } from "../../stand-ins/http.ts"

interface Told {
  readonly name?: string | null
  readonly overview?: string | null
  readonly [more: string]: unknown
}

/** A season as TMDB holds it: what it tells of each episode, by language. */
interface Kept {
  readonly number: number
  readonly named?: (language: string) => string
  readonly episodes: ReadonlyArray<(language: string) => Told>
}

interface KeptShow {
  readonly language?: string
  readonly seasons: ReadonlyArray<Kept>
}

const isDutch = (language: string) => language === "nl-NL"

const episode = (number: number, told: (language: string) => Told) => (language: string) => ({
  episode_number: number,
  air_date: "2011-03-04",
  runtime: 45,
  still_path: "/still.jpg",
  overview: "",
  ...told(language)
})

const dutchEpisodes = (count: number) =>
  Array.from({ length: count }, (_, index) => episode(index + 1, () => ({ name: `De dijk ${index + 1}b` })))

/** Answers for one show as TMDB would, its limit on appended parts included. */
const showAnswer = (show: KeptShow, { url }: Request): Reply => {
  const language = url.searchParams.get("language") ?? "en-US"
  const parts = (url.searchParams.get("append_to_response") ?? "").split(",")
  if (parts.length > 20) return json({ success: false, status_code: 27 }, 400)
  const about = (season: Kept) => ({
    season_number: season.number,
    name: season.named?.(language) ?? `${isDutch(language) ? "Seizoen" : "Season"} ${season.number}`,
    overview: isDutch(language) ? "" : "A season.",
    air_date: "2011-03-04",
    poster_path: "/poster.png"
  })
  const appended = show.seasons
    .filter((season) => parts.includes(`season/${season.number}`))
    .map((season) => [
      `season/${season.number}`,
      { ...about(season), episodes: season.episodes.map((told) => told(language)) }
    ])
  return json({
    id: 9002,
    original_language: show.language ?? "en",
    first_air_date: "2011-03-04",
    seasons: show.seasons.map(about),
    ...(parts.includes("external_ids") ? { external_ids: { imdb_id: "tt1112223", tvdb_id: 4455 } } : {}),
    ...Object.fromEntries(appended)
  })
}

const tmdb = tmdbIdOf(9002)
const byNumber = { title: "De dijk", tmdb }

/** Asks a TMDB that answers so; what was asked comes along. */
const against = (route: (request: Request) => Reply, textFallback = false) => {
  const http = standIn(route)
  const options = {
    baseUrl: "https://tmdb.test/3/",
    key: Redacted.make("0123456789abcdef0123456789abcdef"),
    textFallback
  }
  return Effect.map(TmdbShows.make(options), (source) => ({ source, requests: http.requests })).pipe(
    Effect.provide(http.layer)
  )
}

const holding = (show: KeptShow, textFallback = false) =>
  Effect.gen(function* () {
    const { source, requests } = yield* against((request) => showAnswer(show, request), textFallback)
    return { show: Option.getOrThrow(yield* source.find(byNumber)), requests }
  })

const appendedTo = ({ url }: Request) => (url.searchParams.get("append_to_response") ?? "").split(",")
const languages = (requests: ReadonlyArray<Request>) => requests.map(({ url }) => url.searchParams.get("language"))

describe("TmdbShows", () => {
  it.effect("gets a short show that is Dutch throughout in one request", () =>
    Effect.gen(function* () {
      const { show, requests } = yield* holding({ seasons: [{ number: 1, episodes: dutchEpisodes(2) }] })
      assert.strictEqual(requests.length, 1)
      assert.strictEqual(requests[0]?.url.pathname, "/3/tv/9002")
      assert.deepStrictEqual(languages(requests), ["nl-NL"])
      assert.deepStrictEqual(
        requests.map((request) => appendedTo(request).length),
        [20]
      )
      const season = show.seasons[0]
      assert.deepStrictEqual(
        { ...show, seasons: [] },
        {
          source: "tmdb",
          tmdb,
          imdb: imdbIdOf("tt1112223"),
          tvdb: tvdbIdOf(4455),
          released: season?.aired,
          seasons: []
        }
      )
      assert.deepStrictEqual(season && { ...season, episodes: [] }, {
        number: 1,
        title: undefined,
        summary: undefined,
        aired: season?.aired,
        poster: "https://image.tmdb.org/t/p/original/poster.png",
        episodes: []
      })
      assert.strictEqual(season?.aired, "2011-03-04")
      assert.deepStrictEqual(season?.episodes[1], {
        season: 1,
        number: 2,
        title: "De dijk 2b",
        summary: undefined,
        aired: season?.aired,
        minutes: 45,
        still: "https://image.tmdb.org/t/p/original/still.jpg"
      })
    })
  )

  it.effect("gets 24 seasons in two requests, and in two more what they lack in Dutch", () =>
    Effect.gen(function* () {
      const seasons = Array.from({ length: 24 }, (_, index) => ({ number: index + 1, episodes: dutchEpisodes(3) }))
      const dutch = yield* holding({ seasons })
      assert.strictEqual(dutch.requests.length, 2)
      assert.deepStrictEqual(
        dutch.requests.map(appendedTo)[1],
        [19, 20, 21, 22, 23, 24].map((number) => `season/${number}`)
      )
      assert.strictEqual(dutch.show.seasons.flatMap((season) => season.episodes).length, 72)
      const untitled = seasons.map((season) => ({
        ...season,
        episodes: [episode(1, (language) => ({ name: isDutch(language) ? "Aflevering 1" : "The dyke" }))]
      }))
      const { show, requests } = yield* holding({ seasons: untitled })
      assert.deepStrictEqual(languages(requests), ["nl-NL", "nl-NL", "en", "en"])
      assert.deepStrictEqual(
        requests.map((request) => appendedTo(request).length),
        [20, 6, 20, 4]
      )
      assert.deepStrictEqual(new Set(show.seasons.map((season) => season.episodes[0]?.title)), new Set(["The dyke"]))
    })
  )

  it.effect("gets the seasons of a daily show, which are numbered by year", () =>
    Effect.gen(function* () {
      const years = Array.from({ length: 23 }, (_, index) => 2002 + index)
      const seasons = [2001, ...years].map((number) => ({ number, episodes: dutchEpisodes(260) }))
      const { show, requests } = yield* holding({ seasons })
      assert.deepStrictEqual(
        requests.map((request) => appendedTo(request).length),
        [20, 20, 4]
      )
      assert.deepStrictEqual(
        show.seasons.map(({ number }) => number),
        [2001, ...years]
      )
      for (const { episodes, title } of show.seasons) assert.deepStrictEqual([title, episodes.length], [undefined, 260])
    })
  )

  it.effect("takes titles in Dutch, else in the original language, else none", () =>
    Effect.gen(function* () {
      const names: ReadonlyArray<readonly [dutch: string | null, original: string | null]> = [
        ["De storm", "The storm"],
        ["Aflevering 2", "The flood"],
        ["Épisode 3", "Episode #1.3"],
        ["", "第4話"],
        [null, null],
        ["6", "6. Bölüm"],
        ["7 Days", "Seven"],
        ["TBA", "TBD"],
        ["Aflevering 132", "Episode 132"]
      ]
      const episodes = names.map(([dutch, original], index) =>
        episode(index + 1, (language) => ({ name: isDutch(language) ? dutch : original }))
      )
      const whole = { number: 1, episodes: dutchEpisodes(1) }
      const { show, requests } = yield* holding({ language: "ja", seasons: [whole, { number: 2, episodes }] })
      assert.deepStrictEqual(
        show.seasons[1]?.episodes.map(({ title }) => title),
        ["De storm", "The flood", undefined, undefined, undefined, undefined, "7 Days", undefined, "Aflevering 132"]
      )
      assert.deepStrictEqual(languages(requests), ["nl-NL", "ja"])
      assert.deepStrictEqual(requests.map(appendedTo)[1], ["season/2"])
    })
  )

  it.effect.each(["nl", "xx", ""])("asks no second language when the original one is %s", (language) =>
    Effect.gen(function* () {
      const episodes = [episode(1, () => ({ name: "Aflevering 1" }))]
      const { show, requests } = yield* holding({ language, seasons: [{ number: 1, episodes }] }, true)
      assert.strictEqual(requests.length, 1)
      assert.strictEqual(show.seasons[0]?.episodes[0]?.title, undefined)
    })
  )

  it.effect("keeps the names of seasons that have one", () =>
    Effect.gen(function* () {
      const seasons = [
        { number: 0, named: () => "Specials", episodes: [episode(1, () => ({ name: "Aflevering 1" }))] },
        { number: 1, named: () => "De zee", episodes: dutchEpisodes(1) },
        { number: 2, named: (language: string) => (isDutch(language) ? "Seizoen 2" : "The land"), episodes: [] },
        { number: 3, episodes: dutchEpisodes(1) }
      ]
      const { show } = yield* holding({ seasons })
      assert.deepStrictEqual(
        show.seasons.map(({ number, title }) => [number, title]),
        [
          [0, undefined],
          [1, "De zee"],
          [2, "The land"],
          [3, undefined]
        ]
      )
    })
  )

  it.effect("leaves out a summary that is not Dutch, unless it may be in another language", () =>
    Effect.gen(function* () {
      const summary = (language: string) => ({
        name: "Storm",
        overview: isDutch(language) ? "" : "The water\r\nrises."
      })
      const episodes = [
        episode(1, () => ({ name: "Dijk", overview: "Het water stijgt." })),
        episode(2, summary),
        episode(3, () => ({ name: "Zee", overview: null }))
      ]
      const off = yield* holding({ seasons: [{ number: 1, episodes }] })
      const summaries = (of: typeof off) => of.show.seasons[0]?.episodes.map((each) => each.summary)
      assert.deepStrictEqual(summaries(off), ["Het water stijgt.", undefined, undefined])
      assert.strictEqual(off.requests.length, 1)
      const on = yield* holding({ seasons: [{ number: 1, episodes }] }, true)
      assert.deepStrictEqual(summaries(on), ["Het water stijgt.", "The water rises.", undefined])
      assert.strictEqual(on.show.seasons[0]?.summary, "A season.")
      assert.strictEqual(on.requests.length, 2)
    })
  )

  it.effect("skips bad items one by one, sorts, and keeps numbers as they are", () =>
    Effect.gen(function* () {
      const { source } = yield* against(() =>
        json({
          id: 9002,
          original_language: "nl",
          first_air_date: null,
          external_ids: null,
          seasons: [{ season_number: 4, air_date: "soon" }, { season_number: 2 }, { name: "no number" }, 7],
          "season/2": {
            episodes: [
              { episode_number: 12, name: "Laat", runtime: "long", still_path: "/still.webp", air_date: "" },
              { name: "no number" },
              null,
              { episode_number: 0, name: "Vooraf", runtime: 0 },
              { episode_number: 12, name: "Nog eens" }
            ]
          },
          "season/4": { success: false, status_code: 34 },
          "season/5": { episodes: [{ episode_number: 1 }] }
        })
      )
      const show = Option.getOrThrow(yield* source.find(byNumber))
      assert.deepStrictEqual(
        show.seasons.map(({ number, episodes }) => [number, episodes.map((each) => [each.number, each.title])]),
        [
          [
            2,
            [
              [0, "Vooraf"],
              [12, "Laat"]
            ]
          ],
          [4, []]
        ]
      )
      const late = show.seasons[0]?.episodes[1]
      assert.deepStrictEqual([late?.aired, late?.minutes, late?.still], [undefined, undefined, undefined])
      assert.strictEqual(show.released, undefined)
    })
  )

  it.effect("asks for half the seasons when all at once are too large", () =>
    Effect.gen(function* () {
      const kept = { seasons: [1, 11, 17].map((number) => ({ number, episodes: dutchEpisodes(4) })) }
      const { source, requests } = yield* against((request) =>
        appendedTo(request).length > 11 ? "TooLarge" : showAnswer(kept, request)
      )
      const show = Option.getOrThrow(yield* source.find(byNumber))
      assert.deepStrictEqual(
        show.seasons.map(({ number, episodes }) => [number, episodes.length]),
        [
          [1, 4],
          [11, 4],
          [17, 4]
        ]
      )
      assert.strictEqual(show.imdb, "tt1112223")
      assert.deepStrictEqual(
        requests.map((request) => appendedTo(request).length),
        [20, 11, 9]
      )
    })
  )

  const kept = { seasons: [{ number: 1, episodes: dutchEpisodes(1) }] }
  const found = (ids: ReadonlyArray<number>) => json({ movie_results: [], tv_results: ids.map((id) => ({ id })) })
  const paths = (requests: ReadonlyArray<Request>) => requests.map(({ url }) => url.pathname.slice(2))

  it.effect("finds the number by IMDb id, then by TVDB id", () =>
    Effect.gen(function* () {
      const { source, requests } = yield* against((request) => {
        if (request.url.pathname === "/3/tv/1") return json({ status_code: 34 }, 404)
        if (request.url.pathname === "/3/find/tt1112223") return found([])
        return request.url.pathname === "/3/find/4455" ? found([9002]) : showAnswer(kept, request)
      })
      const ask = { title: "De dijk", tmdb: tmdbIdOf(1), imdb: imdbIdOf("tt1112223"), tvdb: tvdbIdOf(4455) }
      assert.strictEqual(Option.getOrThrow(yield* source.find(ask)).tmdb, 9002)
      assert.deepStrictEqual(paths(requests), ["/tv/1", "/find/tt1112223", "/find/4455", "/tv/9002"])
      assert.strictEqual(requests[2]?.url.searchParams.get("external_source"), "tvdb_id")
    })
  )

  /** Names and years of the hits of a search with a year and of one without; the number asked for in the end. */
  const named = Effect.fn(function* (
    ask: { readonly title: string; readonly year?: number },
    hits: Readonly<Record<string, ReadonlyArray<readonly [id: number, name: string, date?: string]>>>
  ) {
    const { source, requests } = yield* against(({ url }) => {
      if (url.pathname !== "/3/search/tv") return json({ id: Number(url.pathname.split("/").at(-1)), seasons: [] })
      const key = url.searchParams.get("first_air_date_year") ?? url.searchParams.get("language") ?? ""
      return json({
        results: (hits[key] ?? []).map(([id, name, first_air_date]) => ({
          id,
          name,
          original_name: "堤",
          first_air_date
        }))
      })
    })
    const show = yield* source.find({ title: ask.title, year: yearOf(ask.year) })
    return { id: Option.getOrUndefined(show)?.tmdb, requests: requests.length }
  })

  it.effect("searches by title: the very same one, at most a year away, the nearest first", () =>
    Effect.gen(function* () {
      const title = "De Dijk!"
      const later = [7, "de dijk", "2012-01-01"] as const
      const same = [8, "De dijk", "2011-01-01"] as const
      assert.deepStrictEqual(
        yield* named({ title, year: 2011 }, { "2011": [[5, "De dijken", "2011-01-01"], later, same] }),
        {
          id: tmdbIdOf(8),
          requests: 2
        }
      )
      assert.deepStrictEqual(yield* named({ title, year: 2011 }, { "2011": [], "en-US": [later] }), {
        id: tmdbIdOf(7),
        requests: 3
      })
      assert.deepStrictEqual(
        yield* named(
          { title, year: 2011 },
          {
            "en-US": [
              [6, "De dijk", "2014-01-01"],
              [5, "De dijk"]
            ]
          }
        ),
        { id: undefined, requests: 2 }
      )
      assert.deepStrictEqual(yield* named({ title }, { "nl-NL": [later, same] }), { id: tmdbIdOf(7), requests: 2 })
      assert.deepStrictEqual(yield* named({ title: "堤" }, { "en-US": [same] }), { id: tmdbIdOf(8), requests: 3 })
      assert.deepStrictEqual(yield* named({ title: " " }, {}), { id: undefined, requests: 0 })
    })
  )

  it.effect("does not take a show of the same title that has another IMDb id", () =>
    Effect.gen(function* () {
      const { source } = yield* against((request) => {
        if (request.url.pathname.startsWith("/3/find/")) return found([])
        return request.url.pathname === "/3/search/tv"
          ? json({ results: [{ id: 9002, name: "De dijk" }] })
          : showAnswer(kept, request)
      })
      assert.deepStrictEqual(yield* source.find({ title: "De dijk", imdb: imdbIdOf("tt9999999") }), Option.none())
      assert.strictEqual((yield* source.find({ title: "De dijk", tvdb: tvdbIdOf(4455) }))._tag, "Some")
    })
  )

  it.effect("fails when a request fails, in whatever language", () =>
    Effect.gen(function* () {
      const episodes = [episode(1, () => ({ name: "Aflevering 1" }))]
      for (const broken of ["nl-NL", "en"]) {
        const { source } = yield* against((request) =>
          request.url.searchParams.get("language") === broken
            ? "Connection"
            : showAnswer({ seasons: [{ number: 1, episodes }] }, request)
        )
        assert.strictEqual((yield* Effect.flip(source.find(byNumber))).reason, "Unreachable")
      }
      const tooLarge = yield* against(() => "TooLarge")
      assert.strictEqual((yield* Effect.flip(tooLarge.source.find(byNumber))).reason, "Unreachable")
    })
  )

  it.effect("asks nothing without a key", () =>
    Effect.gen(function* () {
      const http = standIn(() => "Connection")
      const options = { baseUrl: "https://tmdb.test/3", key: Redacted.make(" "), textFallback: false }
      const source = yield* TmdbShows.make(options).pipe(Effect.provide(http.layer))
      assert.isFalse(yield* source.configured)
      assert.deepStrictEqual(yield* source.find(byNumber), Option.none())
      assert.strictEqual(http.requests.length, 0)
    })
  )
})
