import { assert, describe, it } from "@effect/vitest"
import { Cause, Effect, Option, Redacted } from "effect"
import * as Tmdb from "../../../src/adapters/sources/tmdb/Tmdb.ts"
import { imdbIdOf, plexIdOf, tmdbIdOf, tvdbIdOf, yearOf } from "../../../src/domain/values/Media.ts"
import { WorkId } from "../../../src/domain/values/Work.ts"
import { WorkPort } from "../../../src/ports/WorkPort.ts"
import { json, type Reply, type Request, standIn } from "../../stand-ins/http.ts"

const apiKey = "0123456789abcdef0123456789abcdef"
const token = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ0ZXN0In0.c2lnbmF0dXJl"

const id = <A>(value: A | undefined): A => Option.getOrThrow(Option.fromNullable(value))
const tmdb = id(tmdbIdOf(9001))
const own = WorkId.make("tmdb:9001")
const imdb = id(imdbIdOf("tt7654321"))

const film = {
  id: 9001,
  title: "The Silent Dyke",
  original_title: "La digue",
  original_language: "fr",
  release_date: "2011-03-04",
  imdb_id: "tt7654321",
  poster_path: "/fallback.jpg",
  backdrop_path: "/wide.webp",
  origin_country: ["BE"],
  production_countries: [{ iso_3166_1: "FR", name: "France" }, { iso_3166_1: "be" }, { name: "nameless" }],
  alternative_titles: {
    titles: [
      { iso_3166_1: "DE", title: "Der Deich" },
      { iso_3166_1: "BE", title: "De dijk (BE)", type: "working title" },
      { iso_3166_1: "NL", title: "Dijk" },
      { iso_3166_1: "US", title: null },
      { iso_3166_1: "JP", title: "堤防" }
    ]
  },
  translations: {
    translations: [
      { iso_3166_1: "ES", iso_639_1: "es", data: { title: "El dique", overview: "" } },
      { iso_3166_1: "NL", iso_639_1: "nl", data: { title: "De stille dijk" } },
      { iso_3166_1: "FR", iso_639_1: "fr", data: { title: "" } },
      { iso_3166_1: "DE", iso_639_1: "de", data: { title: "De stille dijk" } },
      { iso_3166_1: "IT", iso_639_1: "it", data: null }
    ]
  },
  external_ids: { imdb_id: null, tvdb_id: "none" },
  images: {
    posters: [
      { file_path: "/en.jpg", iso_639_1: "en" },
      { file_path: "/ru.jpg", iso_639_1: "ru" },
      { file_path: "/plain.png", iso_639_1: null },
      { file_path: "/nl.jpg", iso_639_1: "nl" },
      { iso_639_1: "nl" }
    ],
    backdrops: [],
    logos: [{ file_path: "/logo.svg", iso_639_1: "nl" }, { file_path: "/logo.png" }]
  },
  credits: {
    crew: [
      { name: "An Schrijver", job: "Writer" },
      { name: "Bo Maker", job: "Director" },
      { name: "Cy Maker", job: "Director" },
      { name: "Bo Maker", job: "Director" }
    ]
  }
}

const series = {
  id: 9002,
  name: "Night Watch",
  original_name: "Night Watch",
  first_air_date: "",
  origin_country: ["GB"],
  production_countries: [{ iso_3166_1: "US" }],
  created_by: [{ name: "Di Bedenker" }, { id: 1 }],
  credits: { crew: [] },
  external_ids: { imdb_id: "tt1112223", tvdb_id: 4455 },
  alternative_titles: { results: [{ iso_3166_1: "NL", title: "Nachtwacht" }] },
  translations: { translations: [{ iso_3166_1: "BE", iso_639_1: "nl", data: { name: "De nachtwacht" } }] }
}

const found = (films: ReadonlyArray<unknown>, series: ReadonlyArray<unknown>) =>
  json({ movie_results: films, tv_results: series, person_results: [] })

/** Runs against a TMDB that answers so; what was asked comes along. */
const against = (route: (request: Request) => Reply, key = apiKey) => {
  const http = standIn(route)
  const options = { baseUrl: "https://tmdb.test/3/", key: Redacted.make(key) }
  return Effect.map(Effect.provide(WorkPort, Tmdb.layer(options)), (port) => ({ port, requests: http.requests })).pipe(
    Effect.provide(http.layer)
  )
}

const nothing = { hits: [], more: false }

describe("Tmdb", () => {
  it.effect("maps a film", () =>
    Effect.gen(function* () {
      const { port, requests } = yield* against(() => json(film))
      const work = Option.getOrThrow(yield* port.byId(own, "film"))
      assert.deepStrictEqual(work, {
        id: own,
        kind: "film",
        tmdb,
        imdb,
        tvdb: undefined,
        plex: undefined,
        title: "The Silent Dyke",
        originalTitle: "La digue",
        originalLanguage: "fr",
        titles: [
          { title: "La digue", language: "fr" },
          { title: "De stille dijk", country: "NL", language: "nl" },
          { title: "Dijk", country: "NL" },
          { title: "De dijk (BE)", country: "BE" },
          { title: "Der Deich", country: "DE" },
          { title: "The Silent Dyke" },
          { title: "El dique", country: "ES", language: "es" },
          { title: "堤防", country: "JP" }
        ],
        year: yearOf(2011),
        released: work.released,
        directors: ["Bo Maker", "Cy Maker"],
        makersUntold: undefined,
        countries: ["FR", "BE"],
        pictures: [
          { type: "coverPoster", url: "https://image.tmdb.org/t/p/original/nl.jpg" },
          { type: "coverPoster", url: "https://image.tmdb.org/t/p/original/plain.png" },
          { type: "coverPoster", url: "https://image.tmdb.org/t/p/original/en.jpg" },
          { type: "clearLogo", url: "https://image.tmdb.org/t/p/original/logo.png" }
        ]
      })
      assert.strictEqual(work.released, "2011-03-04")
      assert.strictEqual(requests.length, 1)
      const url = requests[0]?.url
      assert.strictEqual(url?.pathname, "/3/movie/9001")
      assert.strictEqual(
        url?.searchParams.get("append_to_response"),
        "alternative_titles,translations,external_ids,images,credits"
      )
      assert.strictEqual(url?.searchParams.get("include_image_language"), "nl,en,null")
    })
  )

  it.effect("maps a series, found by its TVDB id in two requests", () =>
    Effect.gen(function* () {
      const { port, requests } = yield* against(({ url }) =>
        url.pathname.startsWith("/3/find/") ? found([], [{ id: 9002 }]) : json(series)
      )
      const hit = Option.getOrThrow(yield* port.byExternalId({ tvdb: id(tvdbIdOf(4455)) }, "series"))
      const work = Option.getOrThrow(yield* port.byId(hit.id, "series"))
      assert.strictEqual(work.imdb, "tt1112223")
      assert.strictEqual(work.tvdb, 4455)
      assert.strictEqual(work.year, undefined)
      assert.deepStrictEqual(work.directors, ["Di Bedenker"])
      assert.deepStrictEqual(work.countries, ["GB"])
      assert.deepStrictEqual(
        work.titles.map(({ title }) => title),
        ["Night Watch", "Nachtwacht", "De nachtwacht"]
      )
      assert.deepStrictEqual(
        requests.map(({ url }) => url.pathname),
        ["/3/find/4455", "/3/tv/9002"]
      )
      assert.strictEqual(requests[0]?.url.searchParams.get("external_source"), "tvdb_id")
    })
  )

  it.effect("is not asked for an id of Plex's, which it does not know", () =>
    Effect.gen(function* () {
      const { port, requests } = yield* against(() => json(film))
      const plex = id(plexIdOf("5d7768244de0ee001fcc7fed"))
      assert.deepStrictEqual(yield* port.byExternalId({ plex }, "film"), Option.none())
      assert.lengthOf(requests, 0)
    })
  )

  it.effect("does not take a series for the film that was asked", () =>
    Effect.gen(function* () {
      const { port, requests } = yield* against(() => found([{ title: "without a number" }], [{ id: 9002 }]))
      assert.deepStrictEqual(yield* port.byExternalId({ imdb }, "film"), Option.none())
      assert.strictEqual(requests.length, 1)
      assert.strictEqual(requests[0]?.url.searchParams.get("external_source"), "imdb_id")
    })
  )

  it.effect("searches films and series, each with its own year", () =>
    Effect.gen(function* () {
      const { port, requests } = yield* against(({ url }) =>
        json({
          results: url.pathname.endsWith("/movie")
            ? [
                { id: 9001, title: "The Silent Dyke", original_title: "La digue", release_date: "2011-03-04" },
                { id: "x" }
              ]
            : [{ id: 9002, name: "Night Watch", original_name: "", first_air_date: null }]
        })
      )
      const year = yearOf(2011)
      assert.deepStrictEqual(yield* port.search({ kind: "film", title: "digue & dijk", year }), {
        hits: [{ id: own, title: "The Silent Dyke", originalTitle: "La digue", year }],
        more: false
      })
      assert.deepStrictEqual(yield* port.search({ kind: "series", title: "night", year }), {
        hits: [{ id: WorkId.make("tmdb:9002"), title: "Night Watch", originalTitle: "Night Watch", year: undefined }],
        more: false
      })
      assert.deepStrictEqual(yield* port.search({ kind: "film", title: " " }), nothing)
      const [films, shows] = requests.map(({ url }) => Object.fromEntries(url.searchParams))
      assert.deepStrictEqual(films, { query: "digue & dijk", year: "2011", include_adult: "false", api_key: apiKey })
      assert.strictEqual(shows?.["first_air_date_year"], "2011")
      assert.strictEqual(requests.length, 2)
    })
  )

  it.effect("sends each form of key where it belongs", () =>
    Effect.gen(function* () {
      const withKey = yield* against(() => json(film))
      yield* withKey.port.byId(own, "film")
      assert.strictEqual(withKey.requests[0]?.url.searchParams.get("api_key"), apiKey)
      assert.strictEqual(withKey.requests[0]?.call.headers?.["authorization"], undefined)
      const withToken = yield* against(() => json(film), token)
      yield* withToken.port.byId(own, "film")
      assert.strictEqual(withToken.requests[0]?.url.searchParams.get("api_key"), null)
      assert.strictEqual(withToken.requests[0]?.call.headers?.["authorization"], `Bearer ${token}`)
    })
  )

  it.effect.each([undefined, "", "  "])("asks nothing without a key (%s)", (key) =>
    Effect.gen(function* () {
      const http = standIn(() => "Connection")
      const options = { baseUrl: "https://tmdb.test/3", key: key === undefined ? undefined : Redacted.make(key) }
      const port = yield* Effect.provide(WorkPort, Tmdb.layer(options)).pipe(Effect.provide(http.layer))
      assert.isFalse(yield* port.configured)
      assert.deepStrictEqual(yield* port.byId(own, "film"), Option.none())
      assert.deepStrictEqual(yield* port.byExternalId({ imdb }, "film"), Option.none())
      assert.deepStrictEqual(yield* port.search({ kind: "film", title: "dijk" }), nothing)
      assert.strictEqual(http.requests.length, 0)
    })
  )

  it.effect.each([34, 6])("knows no work when TMDB says so (%s)", (status_code) =>
    Effect.gen(function* () {
      const { port } = yield* against(() => json({ success: false, status_code }, 404))
      assert.deepStrictEqual(yield* port.byId(own, "film"), Option.none())
      assert.deepStrictEqual(yield* port.byExternalId({ imdb }, "series"), Option.none())
    })
  )

  const failures: ReadonlyArray<readonly [string, Reply, string]> = [
    ["an invalid key", json({ status_code: 7 }, 401), "Refused"],
    ["a suspended key", json({ status_code: 10 }, 401), "Refused"],
    ["wrong parameters", json({ status_code: 5 }, 422), "Malformed"],
    ["another server's 404", { status: 404, body: "<h1>Not Found</h1>" }, "Malformed"],
    ["no JSON", { body: "<html>" }, "Malformed"],
    ["a work without a number", json({ ...film, id: null }), "Malformed"],
    ["a work without a title", json({ id: 9001, title: "", original_title: null }), "Malformed"],
    ["no connection", "Connection", "Unreachable"],
    ["no time", "Timeout", "Unreachable"],
    ["a status after all retries", "Status", "Unreachable"],
    ["too much", "TooLarge", "Unreachable"],
    ["a redirect", "Redirect", "Unreachable"],
    ["a broken body", "Malformed", "Malformed"],
    ["no room", "Overloaded", "Overloaded"],
    ["an open circuit", "CircuitOpen", "Suspended"]
  ]
  it.effect.each(failures)("fails on %s, without a word about the key", ([, reply, reason]) =>
    Effect.gen(function* () {
      for (const key of [apiKey, token]) {
        const { port } = yield* against(() => reply, key)
        const error = yield* Effect.flip(port.byId(own, "film"))
        assert.strictEqual(error.reason, reason)
        assert.strictEqual(error.source, "tmdb")
        assert.notInclude(Cause.pretty(Cause.fail(error)) + JSON.stringify(error), key)
      }
    })
  )

  it.effect("says what to do about a refused key", () =>
    Effect.gen(function* () {
      const { port } = yield* against(() => json({ status_code: 7, status_message: "Invalid API key" }, 401))
      const error = yield* Effect.flip(port.search({ kind: "film", title: "dijk" }))
      assert.include(error.message, "TMDB refused the API key (status 401, status_code 7)")
      assert.include(error.message, "TMDB_API_KEY")
    })
  )
})
