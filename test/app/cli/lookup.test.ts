/** `lookup` and `credentials`, over stand-ins for every source. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import * as Fs from "node:fs/promises"
import { answer, fresh, old, page, signatureOf } from "../../adapters/sources/pomsStage.ts"
import type { Sources } from "../stage.ts"
import { run, world } from "./stage.ts"

const withFilm: Sources = ({ body, url }) =>
  url.startsWith("/poms/") && body.includes("MOVIE")
    ? answer([
        page({
          relations: [
            { type: "CINEMA_YEAR", value: "2011" },
            { type: "CINEMA_AGERATING", value: "12" }
          ]
        }),
        page({
          title: "De stille dijk",
          crids: ["crid://vpro/cinema/movie/CINEMA_MOVIE_99"],
          url: "https://www.vpro.nl/cinema/films/film~99~de-stille-dijk~.html",
          relations: [{ type: "CINEMA_YEAR", value: "1954" }]
        })
      ])
    : undefined

/** POMS as far as it refuses what is not signed with this pair; it knows nothing. */
const accepting =
  ({ key, secret }: typeof old): Sources =>
  (request) =>
    request.url.startsWith("/poms/") &&
    request.headers["authorization"] !== `NPO ${key}:${signatureOf(request, secret)}`
      ? { status: 401, body: "signature" }
      : undefined

const Results = Schema.parseJson(
  Schema.Struct({
    results: Schema.Array(
      Schema.Struct({
        kind: Schema.String,
        result: Schema.String,
        title: Schema.optional(Schema.String),
        trace: Schema.optional(Schema.Struct({ steps: Schema.Array(Schema.Unknown) }))
      })
    )
  })
)
const results = (text: string) => Schema.decodeUnknownSync(Results)(text).results

describe("lookup", () => {
  it.scopedLive("tells what VPRO has, and keeps nothing", () =>
    Effect.gen(function* () {
      const { cache, variables } = yield* world(withFilm)
      const { code, err, out } = yield* run(["lookup", "De stille dijk", "--year", "2011"], variables)
      assert.strictEqual(code, 0, err)
      assert.strictEqual(err, "")
      assert.include(out, "De stille dijk (2011), film")
      assert.include(out, "Kijkwijzer 12")
      assert.include(out, "Een dijkwachter ontdekt")
      assert.deepStrictEqual(yield* Effect.promise(() => Fs.readdir(cache)), [])
    })
  )

  it.scopedLive("takes options before and behind the title, and titles that look like values", () =>
    Effect.gen(function* () {
      const { asked, variables } = yield* world()
      const lines = [
        ["lookup", "--explain", "No"],
        ["lookup", "No", "--explain"],
        ["lookup", "--explain", "--", "--year"],
        ["lookup", "--year=1962", "serve"]
      ]
      for (const line of lines) assert.strictEqual((yield* run(line, variables)).code, 3, line.join(" "))
      const said = asked.map(({ body }) => body).join("\n")
      for (const title of ["No", "year", "serve"]) assert.include(said, title)
    })
  )

  it.scopedLive("explains: who was asked, who answered, which page was taken and why not the other", () =>
    Effect.gen(function* () {
      const { variables } = yield* world(withFilm)
      const { out } = yield* run(["lookup", "De stille dijk", "--year", "2011", "--explain"], variables)
      assert.include(out, "Asked: the film “De stille dijk” (2011)")
      assert.match(
        out,
        /1\. POMS, .* was searched for\s+“De\s+stille\s+dijk”.*\n {3}It gave 2 candidates\. \(.* m?s\)/s
      )
      assert.match(out, /“De stille dijk” \(2011\): chosen, sure; page 4711 of poms\n/)
      assert.match(out, /“De stille dijk” \(1954\): refused; page 99 of poms\n\s+− 57 years apart/)
      assert.match(out, /“De stille dijk” was taken: page 4711 of VPRO\./)
    })
  )

  it.scopedLive("explains which references of works were left out, why, and who was asked instead", () =>
    Effect.gen(function* () {
      const { variables } = yield* world(({ url }) =>
        url.startsWith("/tmdb/") ? { status: 401, body: "{}" } : undefined
      )
      const explained = (more: Readonly<Record<string, string>>) =>
        Effect.map(run(["lookup", "Bestaat niet", "--explain"], { ...variables, ...more }), ({ out }) => out)
      const key = { TMDB_API_KEY: "0123456789abcdef".repeat(2) }
      for (const [more, told] of [
        [{ WIKIDATA: "on" }, "Left out: TMDB (no key). Asked instead: Wikidata."],
        [{ WIKIDATA: "on", ...key }, "Left out: TMDB (refuses the key). Asked instead: Wikidata."],
        [{}, "Left out: TMDB (no key) and Wikidata (switched off). No reference of works was asked."]
      ] as const)
        assert.include((yield* explained(more)).replaceAll("\n", " "), ` ${told} `)
      const { out } = yield* run(["lookup", "Bestaat niet"], variables)
      assert.include(out, "No film: no page at VPRO, and no reference of works was asked")
    })
  )

  it.scopedLive("ends with 3 when nobody knows the title", () =>
    Effect.gen(function* () {
      const { variables } = yield* world()
      const { code, err, out } = yield* run(["lookup", "Bestaat niet", "--type", "all"], {
        ...variables,
        WIKIDATA: "on"
      })
      assert.strictEqual(code, 3)
      assert.strictEqual(err, "")
      assert.include(out, "No film: nobody knows this work")
      assert.include(out, "No series: nobody knows this work")
    })
  )

  it.scopedLive("ends with 1, not 3, when a source failed", () =>
    Effect.gen(function* () {
      const { variables } = yield* world(({ url }) => (url.startsWith("/poms/") ? { body: "{" } : undefined))
      const { code, err } = yield* run(["lookup", "Wie weet", "--json"], variables)
      assert.strictEqual(code, 1)
      assert.match(err, /^vpro-cinema-plex: a source did not answer[^\n]*\n$/)
    })
  )

  it.scopedLive("takes the options of the Python system by their names and letters", () =>
    Effect.gen(function* () {
      const { asked, variables } = yield* world(withFilm)
      const title = "De stille dijk"
      const found = [
        [title, "--year", "2011", "--verbose"],
        [title, "-y", "2011", "-v", "-t", "film"],
        ["-y2011", "-t=film", title],
        [title, "--year=2011", "-d", "Bo Maker"],
        [title, "-y", "2011", "--skip-tmdb", "--skip-cinema", "--skip-web"]
      ]
      for (const words of found) {
        const { code, err, out } = yield* run(["lookup", ...words], variables)
        assert.strictEqual(code, 0, `${words.join(" ")}: ${err}`)
        assert.strictEqual(out.includes("was taken: page 4711"), /-v/.test(words.join(" ")), words.join(" "))
      }
      const before = asked.length
      const skipped = yield* run(
        ["lookup", title, "--year", "2011", "-i", "tt7654321", "--skip-poms", "--json"],
        variables
      )
      assert.deepStrictEqual(results(skipped.out), [{ kind: "film", result: "not_found" }])
      assert.strictEqual(skipped.code, 3)
      assert.isEmpty(asked.slice(before).filter(({ url }) => url.startsWith("/poms/")))
      assert.match((yield* run(["lookup", title, "-y", "19"], variables)).err, /--year: a year/)
      assert.strictEqual((yield* run(["lookup", "constructor"], variables)).code, 3)
    })
  )

  it.scopedLive("takes no page that is by others than the director that was named", () =>
    Effect.gen(function* () {
      const { variables } = yield* world(({ body, url }) =>
        url.startsWith("/poms/") && body.includes("MOVIE")
          ? answer([
              page({
                relations: [
                  { type: "CINEMA_YEAR", value: "2011" },
                  { type: "CINEMA_DIRECTOR", value: "Bo Maker" }
                ]
              })
            ])
          : undefined
      )
      const words = ["lookup", "De stille dijk", "--year", "2011", "--director"]
      assert.strictEqual((yield* run([...words, "bo maker"], variables)).code, 0)
      const { code, out } = yield* run([...words, "Iemand Anders"], variables)
      assert.strictEqual(code, 3)
      assert.match(out, /^No film: .*, but that is not by Iemand Anders\n$/)
      const [told] = results((yield* run([...words, "Iemand Anders", "--json"], variables)).out)
      assert.strictEqual(told?.result, "not_found")
    })
  )

  it.scopedLive("tells on stderr which variables of the Python system cannot be used, and goes on", () =>
    Effect.gen(function* () {
      const { variables } = yield* world(withFilm)
      const { code, err, out } = yield* run(["lookup", "De stille dijk", "--year", "2011", "--json"], {
        ...variables,
        TMDB_API_KEY: "your_tmdb_api_key_here",
        LOG_LEVEL: "VERBOSE"
      })
      assert.strictEqual(code, 0)
      assert.strictEqual(results(out).length, 1)
      assert.match(err, /^warn: LOG_LEVEL="VERBOSE" is not valid: [^\n]+\nwarn: TMDB_API_KEY is not valid: [^\n]+\n$/)
      assert.notInclude(err, "your_tmdb_api_key_here")
    })
  )

  it.scopedLive("answers in JSON", () =>
    Effect.gen(function* () {
      const { variables } = yield* world(withFilm)
      const words = ["lookup", "De stille dijk", "--year", "2011", "--type", "all", "--json"]
      const [film, series] = results((yield* run(words, variables)).out)
      assert.deepStrictEqual(film, { kind: "film", result: "found", title: "De stille dijk" })
      assert.deepStrictEqual(series, { kind: "series", result: "not_found" })
      const [told] = results((yield* run([...words, "--explain"], variables)).out)
      assert.isAbove(told?.trace?.steps.length ?? 0, 0)
    })
  )

  it.scopedLive("keeps its log quiet unless it is asked for, and off stdout", () =>
    Effect.gen(function* () {
      const { variables } = yield* world(accepting(old))
      const words = ["lookup", "De stille dijk"]
      const quiet = yield* run(words, variables)
      const told = yield* run(words, { ...variables, LOG_LEVEL: "INFO" })
      const asked = yield* run([...words, "--log-level", "info"], variables)
      assert.notInclude(quiet.err, "credentials were refused")
      for (const { err, out } of [told, asked]) {
        assert.include(err, "info: credentials were refused")
        assert.notInclude(out, "credentials were refused")
      }
    })
  )
})

describe("credentials", () => {
  const pair = { POMS_API_KEY: old.key, POMS_API_SECRET: old.secret }

  it.scopedLive("are shown with their source, never with the secret", () =>
    Effect.gen(function* () {
      const { asked, variables } = yield* world()
      for (const [more, source] of [
        [{}, "built-in"],
        [pair, "environment"]
      ] as const) {
        const { code, err, out } = yield* run(["credentials", "show"], { ...variables, ...more })
        assert.strictEqual(code, 0, err)
        assert.include(out, `source   ${source}`)
        assert.match(out, /secret {3}\*{8}\n/)
        for (const secret of ["ione7ahfij", "aag9veesei", old.key, old.secret]) assert.notInclude(out + err, secret)
      }
      assert.deepStrictEqual(asked, [])
    })
  )

  it.scopedLive("that work are left as they are", () =>
    Effect.gen(function* () {
      const { asked, cache, variables } = yield* world(accepting(old))
      const { code, err, out } = yield* run(["credentials", "refresh"], { ...variables, ...pair })
      assert.strictEqual(code, 0, err)
      assert.include(out, "nothing to renew")
      assert.strictEqual(asked.length, 1)
      const asBefore = yield* run(["lookup", "--refresh-credentials"], { ...variables, ...pair })
      assert.deepStrictEqual([asBefore.code, asBefore.out], [0, out])
      assert.deepStrictEqual(yield* Effect.promise(() => Fs.readdir(cache)), [])
    })
  )

  const found = { key: "freshkey1", secret: "freshsecret2" }
  const withPage: Sources = (request) =>
    request.url.startsWith("/vprogids/")
      ? { body: `<script>var c = { vpronlApiKey: "${found.key}", vpronlSecret: "${found.secret}" }</script>` }
      : undefined

  it.scopedLive("that are refused are renewed from VPRO's page once the new ones have proven themselves", () =>
    Effect.gen(function* () {
      const { variables } = yield* world((request) => withPage(request) ?? accepting(found)(request))
      const first = yield* run(["credentials", "refresh"], variables)
      assert.strictEqual(first.code, 0, first.err)
      assert.include(first.out, "Renewed")
      const second = yield* run(["credentials", "show"], variables)
      assert.include(second.out, "source   file")
      for (const { err, out } of [first, second])
        for (const secret of Object.values(found)) assert.notInclude(out + err, secret)
    })
  )

  it.scopedLive("that cannot be renewed are told, with exit code 1", () =>
    Effect.gen(function* () {
      const { variables } = yield* world(accepting(fresh))
      const { code, err, out } = yield* run(["credentials", "refresh"], { ...variables, ...pair })
      assert.strictEqual(code, 1)
      assert.match(err, /^vpro-cinema-plex: POMS could not be asked \(Refused\)[^\n]*\n$/)
      assert.include(out, "state    refused by POMS")
      for (const secret of [old.key, old.secret]) assert.notInclude(out + err, secret)
    })
  )
})
