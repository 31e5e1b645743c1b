/** Plex kept up to date over HTTP: for its owner only, and nothing without a server. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { movies } from "../../../src/domain/plex/Provider.ts"
import { type Listed, plex, token } from "../../stand-ins/plex.ts"
import { until } from "../../stand-ins/server.ts"
import { json, problem, service } from "../stage.ts"

const admin = { authorization: "Bearer een-lang-geheim" }
const key = "vpro-de-stille-kade-2011-none-m"
const text = "Een dijkwachter ziet het water stijgen en zegt niets, tot de nacht waarin het hele dorp hem nodig heeft."

const poms = ({ url }: { readonly url: string }) =>
  url.startsWith("/poms/")
    ? {
        body: JSON.stringify({
          total: 1,
          items: [
            {
              score: 1,
              result: {
                type: "MOVIE",
                title: "De stille kade",
                crids: ["crid://vpro/cinema/movie/CINEMA_MOVIE_7"],
                summary: "België 2011. Drama van Bo Maker. ",
                paragraphs: [{ body: text }],
                relations: [
                  { type: "CINEMA_YEAR", value: "2011", broadcaster: "VPRO" },
                  { type: "CINEMA_APPRECIATION", value: "8", broadcaster: "VPRO" }
                ]
              }
            }
          ]
        })
      }
    : undefined

const film: Listed = {
  title: "De stille kade",
  ratingKey: "7",
  year: 2011,
  guid: `${movies.identifier}://movie/${key}`,
  summary: "A keeper of dykes."
}

const Keeping = Schema.Struct({
  mayChange: Schema.Boolean,
  refresh: Schema.optional(Schema.Struct({ outcomes: Schema.Struct({ asked: Schema.Int }) })),
  warm: Schema.optional(Schema.Struct({ running: Schema.Boolean, done: Schema.Int, text: Schema.Int })),
  sync: Schema.Struct({ on: Schema.Boolean, byVariable: Schema.Boolean }),
  rating: Schema.Struct({
    on: Schema.Boolean,
    byVariable: Schema.Boolean,
    run: Schema.optional(
      Schema.Struct({
        running: Schema.Boolean,
        outcomes: Schema.Struct({ set: Schema.Int, shown: Schema.Int, back: Schema.Int })
      })
    )
  })
})

/** A service that is connected to a Plex with that film. */
const stage = Effect.fn(function* (variables: Readonly<Record<string, string>> = {}) {
  const server = yield* plex({
    libraries: [{ key: "1", title: "Films", type: "movie", agent: movies.identifier, items: [film] }]
  })
  const own = yield* service(poms, {
    ADMIN_TOKEN: "een-lang-geheim",
    PLEX_URL: server.url,
    PLEX_TOKEN: token,
    ...variables
  })
  const post = (path: string, headers: Readonly<Record<string, string>> = admin) =>
    own.ask(path, { method: "POST", headers })
  const now = Effect.map(own.ask("/library/keeping", { headers: admin }), (given) => json(Keeping, given))
  const Libraries = Schema.Struct({ whole: Schema.Boolean })
  const compared = until(Effect.map(own.ask("/library"), (given) => json(Libraries, given).whole))
  return { ...own, compared, now, post, server }
})

const changing = [
  "/library/warm",
  "/library/warm/stop",
  "/library/refresh",
  "/library/refresh/stop",
  "/library/sync?on=true",
  "/library/rating?on=true"
]

describe("keeping Plex up to date", () => {
  it.scopedLive("is for the owner only: nobody else changes anything, and Plex is not asked to", () =>
    Effect.gen(function* () {
      const { ask, compared, now, post, server } = yield* stage()
      yield* compared
      const attempts = [
        {},
        { authorization: "Bearer geraden" },
        { cookie: "vpro-cinema-plex-session=" + "A".repeat(43) }
      ]
      for (const path of changing) {
        for (const headers of attempts) assert.strictEqual((yield* post(path, headers)).status, 401, path)
        assert.strictEqual((yield* ask(path, { headers: admin })).status, 405, `GET ${path}`)
      }
      assert.deepStrictEqual(server.changes(), [])
      assert.isFalse((yield* now).sync.on)
    })
  )

  it.scopedLive("gives titles VPRO's mark as their rating, and takes it back", () =>
    Effect.gen(function* () {
      const { now, post, server } = yield* stage()
      yield* post("/library/warm")
      yield* until(Effect.map(now, ({ warm }) => warm?.running === false))
      assert.strictEqual((yield* post("/library/rating?on=true")).status, 200)
      yield* until(Effect.map(now, ({ rating }) => rating.run?.outcomes.set === 1 && !rating.run.running))
      yield* post("/library/rating?on=false")
      yield* until(Effect.map(now, ({ rating }) => rating.run?.outcomes.back === 1 && !rating.run.running))
      assert.deepStrictEqual(
        server.changes().map(({ method, url }) => `${method} ${url}`),
        ["PUT /library/metadata/7?rating=8&rating.locked=1", "PUT /library/metadata/7?rating=&rating.locked=0"]
      )
      const variable = yield* stage({ PLEX_RATING: "off" })
      assert.isTrue((yield* variable.now).rating.byVariable)
      assert.strictEqual((yield* variable.post("/library/rating?on=true")).status, 409)
      assert.deepStrictEqual(variable.server.changes(), [])
    })
  )

  it.scopedLive("looks titles up ahead, and refreshes those that Plex does not show", () =>
    Effect.gen(function* () {
      const { compared, now, post, server } = yield* stage()
      assert.strictEqual((yield* post("/library/warm")).status, 200)
      yield* until(Effect.map(now, ({ warm }) => warm?.running === false))
      const { warm } = yield* now
      assert.deepStrictEqual([warm?.done, warm?.text], [1, 1])
      yield* compared
      assert.include((yield* post("/library/refresh?filter=waiting&key=8")).text, '"titles":0')
      assert.include((yield* post(`/library/refresh?filter=waiting&ratingKey=${key}`)).text, '"titles":1')
      yield* until(Effect.map(now, ({ refresh }) => refresh?.outcomes.asked === 1))
      assert.deepStrictEqual(
        server.changes().map(({ method, url }) => `${method} ${url}`),
        ["PUT /library/metadata/7/refresh"]
      )
      assert.include((yield* post("/library/refresh/stop")).text, '"stopped":true')
    })
  )

  it.scopedLive("is switched on and off on the page, unless the environment says it", () =>
    Effect.gen(function* () {
      const chosen = yield* stage({ CACHE_DIR: "/proc/nowhere" })
      assert.deepStrictEqual((yield* chosen.now).sync, { on: false, byVariable: false })
      const refused = problem(yield* chosen.post("/library/sync?on=true"))
      assert.deepStrictEqual([refused[0], refused[1].startsWith("the choice cannot be kept")], [503, true])
      const given = yield* stage({ PLEX_SYNC: "on" })
      assert.deepStrictEqual((yield* given.now).sync, { on: true, byVariable: true })
      assert.strictEqual((yield* given.post("/library/sync?on=false")).status, 409)
      assert.strictEqual((yield* given.post("/library/sync?on=maybe")).status, 400)
    })
  )

  it.scopedLive("has nothing to do where no server is connected, and says so", () =>
    Effect.gen(function* () {
      const { post } = yield* stage({ PLEX_URL: "", CACHE_DIR: "/proc/nowhere" })
      for (const path of ["/library/warm", "/library/refresh"])
        assert.deepStrictEqual(problem(yield* post(path)), [409, "no Plex server is connected"])
    })
  )
})
