import { assert, describe, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import * as Tvmaze from "../../../src/adapters/sources/tvmaze/Tvmaze.ts"
import { imdbIdOf, tvdbIdOf, yearOf } from "../../../src/domain/values/Media.ts"
import { json, type Reply, type Request, standIn } from "../../stand-ins/http.ts"

const imdb = imdbIdOf("tt1112223")
const tvdb = tvdbIdOf(4455)

const brief = {
  id: 77,
  name: "The Dyke",
  premiered: "2011-03-04",
  externals: { tvrage: null, thetvdb: 4455, imdb: "tt1112223" },
  summary: "<p>A show.</p>"
}

const image = (name: string) => ({
  medium: `https://static.tvmaze.test/medium/${name}`,
  original: `http://static.tvmaze.test/original/${name}`
})

const whole = {
  ...brief,
  _embedded: {
    seasons: [
      {
        number: 2,
        name: "High Water",
        premiereDate: "2012-01-02",
        image: image("two.jpg"),
        summary: "<p>Water &amp; <b>wind</b>.</p>"
      },
      { number: 1, name: "", premiereDate: null, image: null, summary: null },
      { number: null, name: "announced" }
    ],
    episodes: [
      {
        season: 2,
        number: 1,
        name: "Storm",
        type: "regular",
        airdate: "2012-01-02",
        runtime: 59,
        image: image("21.png")
      },
      { season: 1, number: 2, name: "Episode 2", airdate: "", runtime: null, image: image("12.webp") },
      { season: 1, number: null, name: "Christmas", type: "significant_special", airdate: "2011-12-25" },
      { season: 1, number: 1, name: "Calm", airdate: "2011-03-04", runtime: 60, summary: "<p>Nothing <i>yet</i>.</p>" },
      { season: 2024, number: 3, name: "TBA" },
      { name: "nowhere" },
      null
    ]
  }
}

/** Runs against a TVmaze that answers so; what was asked comes along. */
const against = (route: (request: Request) => Reply, textFallback = false) => {
  const http = standIn(route)
  return Effect.map(Tvmaze.make({ baseUrl: "https://tvmaze.test/", textFallback }), (source) => ({
    source,
    requests: http.requests
  })).pipe(Effect.provide(http.layer))
}

const notFound = json({ name: "Not Found", status: 404 }, 404)

const known = ({ url }: Request): Reply => {
  if (url.pathname === "/lookup/shows") return json(brief)
  if (url.pathname === "/search/shows") return json([{ score: 0.9, show: brief }])
  return url.pathname === "/shows/77" ? json(whole) : notFound
}

const asked = (requests: ReadonlyArray<Request>) => requests.map(({ url }) => url.pathname + url.search)

const embed = "/shows/77?embed%5B%5D=episodes&embed%5B%5D=seasons"

describe("Tvmaze", () => {
  it.effect("gets a show by its IMDb id in two requests, without a key", () =>
    Effect.gen(function* () {
      const { source, requests } = yield* against(known)
      assert.isTrue(yield* source.configured)
      const show = Option.getOrThrow(yield* source.find({ title: "De dijk", imdb, tvdb }))
      assert.deepStrictEqual(asked(requests), ["/lookup/shows?imdb=tt1112223", embed])
      assert.deepStrictEqual(
        requests.map((request) => request.source),
        ["tvmaze", "tvmaze"]
      )
      const second = show.seasons[1]
      assert.deepStrictEqual(
        { ...show, seasons: [] },
        {
          source: "tvmaze",
          imdb,
          tvdb,
          released: show.released,
          seasons: []
        }
      )
      assert.strictEqual(show.released, "2011-03-04")
      assert.deepStrictEqual(second, {
        number: 2,
        title: "High Water",
        summary: undefined,
        aired: second?.aired,
        poster: "https://static.tvmaze.test/original/two.jpg",
        episodes: [
          {
            season: 2,
            number: 1,
            title: "Storm",
            summary: undefined,
            aired: second?.aired,
            minutes: 59,
            still: "https://static.tvmaze.test/original/21.png"
          }
        ]
      })
      assert.strictEqual(second?.aired, "2012-01-02")
    })
  )

  it.effect("sorts, keeps numbers, leaves out what has none, takes no placeholder for a title", () =>
    Effect.gen(function* () {
      const { source } = yield* against(known)
      const show = Option.getOrThrow(yield* source.find({ title: "The Dyke", imdb }))
      assert.deepStrictEqual(
        show.seasons.map(({ number, title, episodes }) => [
          number,
          title,
          episodes.map((each) => [each.number, each.title])
        ]),
        [
          [
            1,
            undefined,
            [
              [1, "Calm"],
              [2, undefined]
            ]
          ],
          [2, "High Water", [[1, "Storm"]]],
          [2024, undefined, [[3, undefined]]]
        ]
      )
      const second = show.seasons[0]?.episodes[1]
      assert.deepStrictEqual([second?.aired, second?.minutes, second?.still], [undefined, undefined, undefined])
      assert.deepStrictEqual(
        show.seasons.flatMap((season) => season.episodes).filter((episode) => episode.summary !== undefined),
        []
      )
    })
  )

  it.effect("tells English summaries in plain text when they may be told", () =>
    Effect.gen(function* () {
      const { source } = yield* against(known, true)
      const show = Option.getOrThrow(yield* source.find({ title: "The Dyke", imdb }))
      assert.strictEqual(show.seasons[0]?.episodes[0]?.summary, "Nothing yet.")
      assert.strictEqual(show.seasons[0]?.episodes[1]?.summary, undefined)
      assert.strictEqual(show.seasons[1]?.summary, "Water & wind.")
    })
  )

  it.effect("looks up by TVDB id, then searches by name", () =>
    Effect.gen(function* () {
      const byTvdb = yield* against((request) => (request.url.searchParams.has("imdb") ? notFound : known(request)))
      assert.strictEqual((yield* byTvdb.source.find({ title: "De dijk", imdb, tvdb }))._tag, "Some")
      assert.deepStrictEqual(asked(byTvdb.requests).slice(1), ["/lookup/shows?thetvdb=4455", embed])
      const byName = yield* against(known)
      assert.strictEqual((yield* byName.source.find({ title: "the dyke!", year: yearOf(2012) }))._tag, "Some")
      assert.deepStrictEqual(asked(byName.requests), ["/search/shows?q=the%20dyke!", embed])
    })
  )

  it.effect("knows no show of another title, another year or another id", () =>
    Effect.gen(function* () {
      const { source, requests } = yield* against((request) =>
        request.url.pathname === "/lookup/shows" ? { status: 404, body: "null" } : known(request)
      )
      for (const ask of [
        { title: "The Dykes" },
        { title: "The Dyke", year: yearOf(2014) },
        { title: "The Dyke", imdb: imdbIdOf("tt9999999") },
        { title: " " }
      ])
        assert.deepStrictEqual(yield* source.find(ask), Option.none())
      assert.notInclude(asked(requests), embed)
    })
  )

  const failures: ReadonlyArray<readonly [string, Reply, string]> = [
    ["another server's 404", { status: 404, body: "<h1>Not Found</h1>" }, "Malformed"],
    ["no JSON", { body: "<html>" }, "Malformed"],
    ["a show without a number", json({ ...brief, id: null }), "Malformed"],
    ["a refusal", json({}, 403), "Refused"],
    ["too many requests after all retries", "Status", "Unreachable"],
    ["no room", "Overloaded", "Overloaded"],
    ["an open circuit", "CircuitOpen", "Suspended"]
  ]
  it.effect.each(failures)("fails on %s", ([, reply, reason]) =>
    Effect.gen(function* () {
      const { source } = yield* against(() => reply)
      const error = yield* Effect.flip(source.find({ title: "The Dyke", imdb }))
      assert.deepStrictEqual([error.source, error.reason], ["tvmaze", reason])
    })
  )
})
