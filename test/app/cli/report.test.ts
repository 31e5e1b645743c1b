/** `lookup --record` and `--replay`: a look-up that can be sent, and done again without the sources. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import * as Fs from "node:fs/promises"
import { homedir } from "node:os"
import * as Path from "node:path"
import { answer, page, signatureOf } from "../../adapters/sources/pomsStage.ts"
import type { Sources } from "../stage.ts"
import { folder } from "../../stand-ins/folder.ts"
import { run, world } from "./stage.ts"

const text = "Een dijkwachter ontdekt dat het water hoger staat dan de kaarten van het waterschap zeggen."

const withFilm: Sources = ({ body, url }) =>
  url.startsWith("/poms/") && body.includes("MOVIE") ? answer([page()]) : undefined

const title = ["De stille dijk", "--year", "2011"]

/** Records a look-up, and says where. */
const recording = Effect.fn(function* (
  sources: Sources,
  variables: Readonly<Record<string, string>> = {},
  words: ReadonlyArray<string> = title
) {
  const stage = yield* world(sources)
  const file = Path.join(yield* folder, "report.json")
  const ran = yield* run(["lookup", ...words, "--record", file], { ...stage.variables, ...variables })
  const written = yield* Effect.promise(() => Fs.readFile(file, "utf8"))
  return { ...stage, file, ran, written }
})

const rewrite = (file: string, change: (text: string) => string) =>
  Effect.promise(async () => Fs.writeFile(file, change(await Fs.readFile(file, "utf8"))))

const replay = (file: string, ...more: ReadonlyArray<string>) => run(["lookup", "--replay", file, ...more])

describe("a report", () => {
  it.scopedLive("says at its top what it holds, and the look-up is told as ever", () =>
    Effect.gen(function* () {
      const { file, ran, written } = yield* recording(withFilm)
      assert.strictEqual(ran.code, 0)
      assert.include(ran.out, text)
      assert.match(ran.err, new RegExp(`^The report is in ${file}, with \\d+ exchanges?\\. `))
      assert.match(written, /^\{\n {2}"about": "A report of a look-up [^\n]*\n {2}"format": 1,\n {2}"version": "/)
    })
  )

  it.scopedLive("comes to the same without the sources, without settings, and asks nobody", () =>
    Effect.gen(function* () {
      const { asked, file } = yield* recording(withFilm)
      const before = asked.length
      const { code, err, out } = yield* replay(file)
      assert.strictEqual(code, 0, err)
      assert.include(out, "The film: the same.")
      assert.include(out, text)
      assert.notInclude(out, "not in the report")
      assert.notInclude(out, "not asked now")
      assert.strictEqual(asked.length, before)
    })
  )

  it.scopedLive("of a look-up that a source failed comes to the same, without waiting for it again", () =>
    Effect.gen(function* () {
      const { file, ran } = yield* recording(({ url }) => (url.startsWith("/poms/") ? { body: "{" } : undefined))
      assert.strictEqual(ran.code, 1)
      const { code, out } = yield* replay(file)
      assert.strictEqual(code, 0)
      assert.include(out, "Then and now: incomplete")
    })
  )

  it.scopedLive("holds what the references told, though they told it before", () =>
    Effect.gen(function* () {
      const { written } = yield* recording(withFilm, { WIKIDATA: "on" })
      const stage = yield* world(withFilm)
      const variables = { ...stage.variables, WIKIDATA: "on" }
      yield* run(["lookup", ...title], variables)
      const file = Path.join(stage.cache, "report.json")
      yield* run(["lookup", ...title, "--record", file], variables)
      const again = yield* Effect.promise(() => Fs.readFile(file, "utf8"))
      const asked = (report: string) => report.match(/"source": "wikidata"/g)?.length ?? 0
      assert.isAbove(asked(written), 0)
      assert.strictEqual(asked(again), asked(written))
    })
  )

  it.scopedLive("shows both answers when they differ, and ends with 1", () =>
    Effect.gen(function* () {
      const { file } = yield* recording(withFilm)
      yield* rewrite(file, (report) =>
        report.replace(
          `"body": "${text}"`,
          '"body": "Een heel andere tekst over de dijk: een meisje ziet dat het water van de rivier elke nacht hoger staat."'
        )
      )
      const { code, err, out } = yield* replay(file)
      assert.strictEqual(code, 1)
      assert.include(err, "comes to something else now")
      assert.include(out, text)
      assert.include(out, "Een heel andere tekst")
    })
  )

  it.scopedLive("tells which questions it does not hold, and which of its own were not asked", () =>
    Effect.gen(function* () {
      const { file } = yield* recording(withFilm)
      yield* rewrite(file, (report) =>
        report.replace(/("url": "https:\/\/rs\.poms\.omroep\.nl)(\/v1\/api\/pages)/, "$1/elders$2")
      )
      const { code, out } = yield* replay(file)
      assert.strictEqual(code, 1)
      assert.match(out, /not in the report:\n {2}poms: POST https:\/\/rs\.poms\.omroep\.nl\/v1\/api\/pages/)
      assert.match(out, /not asked now:\n {2}poms: POST https:\/\/rs\.poms\.omroep\.nl\/elders\/v1\/api\/pages/)
      const told = JSON.parse((yield* replay(file, "--json")).out)
      assert.strictEqual(told.same, false)
    })
  )

  it.scopedLive("that cannot be read is wrong use", () =>
    Effect.gen(function* () {
      const place = yield* folder
      const { file } = yield* recording(withFilm)
      const other = Path.join(place, "other.json")
      const broken = Path.join(place, "broken.json")
      yield* Effect.promise(() => Fs.writeFile(broken, "{"))
      yield* Effect.promise(async () => {
        await Fs.writeFile(other, (await Fs.readFile(file, "utf8")).replace('"format": 1', '"format": 99'))
      })
      for (const [words, told] of [
        [[Path.join(place, "none.json")], "there is no such file"],
        [[place], "no ordinary file"],
        [[broken], "not JSON"],
        [[other], "format"],
        [[file, "De stille dijk"], "takes neither a title"]
      ] as const) {
        const { code, err } = yield* run(["lookup", "--replay", ...words])
        assert.strictEqual(code, 2, told)
        assert.include(err, told)
      }
    })
  )

  it.scopedLive("that cannot be written is a failure", () =>
    Effect.gen(function* () {
      const { variables } = yield* world(withFilm)
      const { code, err } = yield* run(["lookup", ...title, "--record", "/proc/none/report.json"], variables)
      assert.strictEqual(code, 1)
      assert.include(err, "the report cannot be written")
    })
  )
})

describe("secrets", () => {
  const key = "plantedkey77"
  const secret = "plantedsecret77"
  const tmdbKey = "77abcdef".repeat(4)
  const tokens = {
    POMS_API_KEY: key,
    POMS_API_SECRET: secret,
    TMDB_API_KEY: tmdbKey,
    ADMIN_TOKEN: "planted-admin-77",
    CONTACT: "planted77@contact.example",
    OTEL_EXPORTER_OTLP_HEADERS: "authorization=planted-otlp-77"
  }

  /** A source that says back all that it was sent, and where from. */
  const echoing: Sources = ({ body, headers, url }) => {
    const said = JSON.stringify({ headers, url, remote: "203.0.113.77, 2001:db8:77:1:2:3:4:5" })
    if (url.startsWith("/poms/") && body.includes("MOVIE")) return answer([page()], { said: JSON.parse(said) })
    return url.startsWith("/poms/")
      ? undefined
      : { status: 200, headers: { "set-cookie": "planted=cookie77" }, body: said }
  }

  it.scopedLive("are in no report, even when a source says them back", () =>
    Effect.gen(function* () {
      const { cache, file, home, ran, written } = yield* recording(echoing, tokens)
      assert.strictEqual(ran.code, 0, ran.err)
      assert.include(written, '"source": "tmdb"')
      for (const planted of [
        ...Object.values(tokens),
        encodeURIComponent(tokens.CONTACT),
        "planted=cookie77",
        "203.0.113.77",
        "2001:db8:77",
        home.host,
        home.hostname,
        cache,
        homedir()
      ])
        assert.notInclude(written, planted)
      assert.notMatch(written, /api_key=(?!\[secret\])|NPO [^\s:"]+:|Bearer /i)
      assert.strictEqual((yield* replay(file)).code, 0)
    })
  )

  it.scopedLive("that were found on the way are in none either, and the replay goes the same way", () =>
    Effect.gen(function* () {
      const fresh = { key: "foundkey77", secret: "foundsecret77" }
      const sources: Sources = (request) => {
        if (request.url.startsWith("/vprogids/"))
          return { body: `<script>var c = { vpronlApiKey: "${fresh.key}", vpronlSecret: "${fresh.secret}" }</script>` }
        if (!request.url.startsWith("/poms/")) return undefined
        return request.headers["authorization"] === `NPO ${fresh.key}:${signatureOf(request, fresh.secret)}`
          ? withFilm(request)
          : { status: 401, body: `bad signature of ${key}` }
      }
      const { file, ran, written } = yield* recording(sources, { POMS_API_KEY: key, POMS_API_SECRET: secret })
      assert.strictEqual(ran.code, 0, ran.err)
      for (const planted of [key, secret, fresh.key, fresh.secret]) assert.notInclude(written, planted)
      assert.match(written, /"credentials": \[\n {4}"renewed"/)
      const { code, out } = yield* replay(file)
      assert.strictEqual(code, 0, out)
    })
  )
})
