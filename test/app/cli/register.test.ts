/** `register`: what Plex knows afterwards, from every state that it may be in before. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { running } from "../running.ts"
import { folder } from "../../stand-ins/folder.ts"
import { plex, token } from "../../stand-ins/plex.ts"
import { run } from "./stage.ts"

const service = "http://provider.test:5100"
const [films, series] = ["tv.plex.agents.custom.vpro.cinema", "tv.plex.agents.custom.vpro.cinema.tv"]
const providers = { [films]: `${service}/movies`, [series]: `${service}/series` }
const agents = {
  "VPRO Cinema": ["VPRO Cinema", "Plex Movie", "Plex Local Media"],
  "VPRO Cinema (series)": ["VPRO Cinema (series)", "Plex TV Series", "Plex Local Media"]
}
const words = (plexUrl: string, url = service, ...more: ReadonlyArray<string>) => [
  "register",
  "--plex-url",
  plexUrl,
  "--token",
  token,
  "--url",
  url,
  ...more
]

describe("register", () => {
  it.scopedLive("adds both providers and an agent for each; the second time there is nothing to do", () =>
    Effect.gen(function* () {
      const server = yield* plex()
      const first = yield* run(words(server.url))
      assert.strictEqual(first.code, 0, first.err)
      assert.include(first.out, `added  provider "VPRO Cinema" at ${service}/movies`)
      assert.deepStrictEqual(server.registered(), providers)
      assert.deepStrictEqual(server.agents(), agents)
      const changes = server.changes().length
      const second = yield* run(words(server.url))
      assert.strictEqual(second.code, 0, second.err)
      assert.include(second.out, "Everything was there already: nothing was changed.")
      assert.strictEqual(server.changes().length, changes)
      assert.notInclude(first.out + first.err + second.out + second.err, token)
    })
  )

  it.scopedLive("in a dry run tells the same and changes nothing", () =>
    Effect.gen(function* () {
      const server = yield* plex()
      const dry = yield* run(words(server.url, service, "--dry-run"))
      assert.strictEqual(dry.code, 0, dry.err)
      assert.deepStrictEqual(server.changes(), [])
      const wet = yield* run(words(server.url))
      const steps = (out: string) => out.trim().split("\n").slice(0, -1)
      assert.deepStrictEqual(
        steps(dry.out).map((line) => line.replace(/^would add/, "added")),
        steps(wet.out)
      )
    })
  )

  it.scopedLive("in a dry run says whether the service answers at the address that Plex would get", () =>
    Effect.gen(function* () {
      const server = yield* plex()
      const port = yield* running({ CACHE_URL: "memory:" })
      const there = yield* run(words(server.url, `http://127.0.0.1:${port}`, "--dry-run"))
      assert.deepStrictEqual([there.code, there.err], [0, ""])
      const wrong = yield* run(words(server.url, `http://127.0.0.1:${port}/elsewhere`, "--dry-run"))
      assert.strictEqual(wrong.code, 0)
      assert.include(wrong.err, `this service does not answer at http://127.0.0.1:${port}/elsewhere/movies.`)
      assert.deepStrictEqual(server.changes(), [])
    })
  )

  it.scopedLive("goes on from wherever it was broken off", () =>
    Effect.gen(function* () {
      for (let broken = 0; broken < 8; broken++) {
        let changes = 0
        let breaks = true
        const server = yield* plex({
          instead: ({ method }) => (method !== "GET" && breaks && changes++ === broken ? { status: 400 } : undefined)
        })
        assert.strictEqual((yield* run(words(server.url))).code, 1, `change ${broken}`)
        breaks = false
        const { code, err } = yield* run(words(server.url))
        assert.strictEqual(code, 0, err)
        assert.deepStrictEqual(server.registered(), providers)
        assert.deepStrictEqual(server.agents(), agents)
      }
    })
  )

  it.scopedLive("moves a provider that is known at an old address, and keeps one at another root of ours", () =>
    Effect.gen(function* () {
      const server = yield* plex()
      yield* server.register(service)
      assert.strictEqual((yield* run(words(server.url))).code, 0)
      assert.deepStrictEqual(server.registered(), { [films]: service, [series]: providers[series] })
      const port = yield* running({ CACHE_URL: "memory:" })
      const moved = yield* run(words(server.url, `http://127.0.0.1:${port}`))
      assert.strictEqual(moved.code, 0, moved.err)
      assert.include(moved.out, `moved  provider "VPRO Cinema" at http://127.0.0.1:${port}/movies`)
      assert.deepStrictEqual(server.registered(), {
        [films]: `http://127.0.0.1:${port}/movies`,
        [series]: `http://127.0.0.1:${port}/series`
      })
      assert.deepStrictEqual(server.agents(), agents)
    })
  )

  it.scopedLive("leaves an agent alone that somebody has put together", () =>
    Effect.gen(function* () {
      const server = yield* plex()
      yield* server.register(`${service}/movies`)
      yield* server.gather("Onze films", films, [13])
      assert.strictEqual((yield* run(words(server.url))).code, 0)
      assert.deepStrictEqual(server.agents(), {
        "Onze films": ["VPRO Cinema", "Plex Local Media"],
        "VPRO Cinema (series)": agents["VPRO Cinema (series)"]
      })
    })
  )

  it.scopedLive("says what is the matter when Plex cannot reach the service", () =>
    Effect.gen(function* () {
      const server = yield* plex()
      const { code, err } = yield* run(words(server.url, "http://elsewhere.test:5100"))
      assert.strictEqual(code, 1)
      assert.match(
        err,
        /^vpro-cinema-plex: Plex did not accept http:\/\/elsewhere\.test:5100\/movies[^\n]*service up[^\n]*\n$/
      )
      assert.deepStrictEqual(server.registered(), {})
    })
  )

  it.scopedLive("takes the token from PLEX_TOKEN, with the end of a line of a file", () =>
    Effect.gen(function* () {
      const server = yield* plex()
      const without = ["register", "--plex-url", server.url, "--url", service]
      assert.strictEqual((yield* run(without, { PLEX_TOKEN: `${token}\n` })).code, 0)
      const { code, err } = yield* run([...without, "--token", "two words"])
      assert.strictEqual(code, 2)
      assert.include(err, "--token: a token without spaces is expected")
    })
  )
})

describe("register --library", () => {
  const libraries = () => [
    { key: "1", title: "Films", type: "movie" as const, agent: "tv.plex.agents.movie", items: [] },
    { key: "2", title: "Series", type: "show" as const, agent: "tv.plex.agents.series", items: [] },
    { key: "3", title: "Oude films", type: "movie" as const, agent: "tv.plex.agents.movie", items: [] }
  ]

  it.scopedLive(
    "puts those libraries under the agent for what they hold, and no others; the second time there is nothing to do",
    () =>
      Effect.gen(function* () {
        const server = yield* plex({ libraries: libraries() })
        const named = words(server.url, service, "--library", "films", "--library", "2")
        const first = yield* run(named)
        assert.strictEqual(first.code, 0, first.err)
        assert.include(first.out, 'put    library "Films" under agent "VPRO Cinema"\n')
        assert.include(first.out, "run this again with --refresh")
        assert.deepStrictEqual(server.libraries(), {
          Films: "VPRO Cinema",
          Series: "VPRO Cinema (series)",
          "Oude films": undefined
        })
        assert.deepStrictEqual(server.refreshed(), [])
        const changes = server.changes().length
        const second = yield* run(named)
        assert.include(second.out, "Everything was there already: nothing was changed.")
        assert.strictEqual(server.changes().length, changes)
      })
  )

  it.scopedLive("refreshes what they hold when that is wanted and confirmed", () =>
    Effect.gen(function* () {
      const server = yield* plex({ libraries: libraries() })
      const named = words(server.url, service, "--library", "Films", "--refresh")
      const unasked = yield* run(named)
      assert.strictEqual(unasked.code, 2)
      assert.include(unasked.err, "there is nobody to ask; use --yes to go ahead")
      assert.deepStrictEqual(server.refreshed(), [])
      const sure = yield* run([...named, "--yes"])
      assert.strictEqual(sure.code, 0, sure.err)
      assert.include(sure.out, 'asked  Plex to refresh everything in "Films"')
      assert.deepStrictEqual(server.refreshed(), ["Films"])
    })
  )

  it.scopedLive("changes nothing in a dry run, nor for a library that is not there or a refresh of none", () =>
    Effect.gen(function* () {
      const server = yield* plex({ libraries: libraries() })
      const dry = yield* run(words(server.url, service, "--library", "Films", "--refresh", "--dry-run"))
      assert.strictEqual(dry.code, 0, dry.err)
      assert.include(dry.out, 'would put  library "Films" under agent "VPRO Cinema"')
      assert.include(dry.out, 'would ask  Plex to refresh everything in "Films"')
      const absent = yield* run(words(server.url, service, "--library", "Muziek"))
      assert.strictEqual(absent.code, 2)
      assert.include(
        absent.err,
        'there is no library of films or series "Muziek"; there are "Films", "Series", "Oude films"'
      )
      assert.strictEqual((yield* run(words(server.url, service, "--refresh"))).code, 2)
      assert.deepStrictEqual(server.changes(), [])
    })
  )
})

describe("register --undo", () => {
  const libraries = [
    { key: "1", title: "Films", type: "movie" as const, agent: "tv.plex.agents.movie", items: [] },
    { key: "2", title: "Series", type: "show" as const, agent: "tv.plex.agents.series", items: [] }
  ]

  it.scopedLive("puts libraries back, and without --library removes agents and providers too", () =>
    Effect.gen(function* () {
      const server = yield* plex({ libraries })
      const done = yield* run(words(server.url, service, "--library", "Films", "--library", "Series"))
      assert.strictEqual(done.code, 0, done.err)
      const unasked = yield* run(words(server.url, service, "--undo"))
      assert.strictEqual(unasked.code, 2)
      const dry = yield* run(words(server.url, service, "--undo", "--dry-run"))
      assert.include(dry.out, 'would remove  provider "VPRO Cinema"')
      assert.deepStrictEqual(server.agents(), agents)
      const one = yield* run(words(server.url, service, "--undo", "--library", "Films", "--yes"))
      assert.include(one.out, 'put    library "Films" under agent "tv.plex.agents.movie"', one.err)
      assert.deepStrictEqual(server.libraries(), { Films: undefined, Series: "VPRO Cinema (series)" })
      assert.deepStrictEqual(server.agents(), agents)
      const all = yield* run(words(server.url, service, "--undo", "--yes"))
      assert.strictEqual(all.code, 0, all.err)
      assert.deepStrictEqual([server.agents(), server.registered()], [{}, {}])
      const changes = server.changes().length
      assert.include((yield* run(words(server.url, service, "--undo", "--yes"))).out, "There was nothing to undo")
      assert.strictEqual(server.changes().length, changes)
    })
  )

  it.scopedLive("brings a library back under the agent that it had", () =>
    Effect.gen(function* () {
      const CACHE_DIR = yield* folder
      const library = (key: string, title: string, agent: string, id?: string) => ({
        key,
        title,
        type: "movie" as const,
        agent,
        ...(id === undefined ? {} : { metadataAgentProviderGroupId: id }),
        items: []
      })
      const own = "tv.plex.agents.movie"
      const libraries = [
        library("1", "Films", own),
        library("2", "Anime", own, "20"),
        library("3", "Oude films", "com.plexapp.agents.imdb")
      ]
      const server = yield* plex({ libraries })
      yield* server.gather("Met anime", own, [13])
      const titles = libraries.flatMap(({ title }) => ["--library", title])
      const first = yield* run(words(server.url, service, ...titles), { CACHE_DIR })
      assert.strictEqual(first.code, 0, first.err)
      // Another order is no other agent to go back to.
      yield* run(words(server.url, service, "--library", "Anime", "--plex-first"), { CACHE_DIR })
      const { err, out } = yield* run(words(server.url, service, "--undo", "--yes"), { CACHE_DIR })
      assert.include(out, `library "Films" under agent "${own}"`, err)
      assert.include(out, 'library "Anime" under agent "Met anime"')
      // This Plex takes the older agent no more.
      assert.include(out, 'library "Oude films" under agent "Met anime"')
      assert.deepStrictEqual(server.libraries(), { Films: undefined, Anime: "Met anime", "Oude films": "Met anime" })
    })
  )

  it.scopedLive("goes with --plex-first's agents as well", () =>
    Effect.gen(function* () {
      const server = yield* plex({ libraries })
      const first = yield* run(words(server.url, service, "--plex-first", "--library", "Films"))
      assert.strictEqual(first.code, 0, first.err)
      assert.deepStrictEqual(server.agents(), {
        "Plex + VPRO Cinema": ["VPRO Cinema", "Plex Movie", "Plex Local Media"],
        "Plex + VPRO Cinema (series)": ["VPRO Cinema (series)", "Plex TV Series", "Plex Local Media"]
      })
      const again = yield* run(words(server.url, service, "--plex-first", "--library", "Films"))
      assert.include(again.out, "Everything was there already: nothing was changed.")
      assert.strictEqual((yield* run(words(server.url, service, "--undo", "--yes"))).code, 0)
      assert.deepStrictEqual([server.agents(), server.registered()], [{}, {}])
    })
  )
})

describe("PLEX=off", () => {
  it.scopedLive("forbids the commands to ask Plex", () =>
    Effect.gen(function* () {
      const server = yield* plex()
      for (const command of [words(server.url), ["connect", "--plex-url", server.url, "--token", token]]) {
        const { code, err } = yield* run(command, { PLEX: "off" })
        assert.strictEqual(code, 1)
        assert.include(err, "PLEX=off")
      }
      assert.deepStrictEqual(server.requests, [])
    })
  )
})
