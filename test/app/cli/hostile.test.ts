/** The command line with texts of others that mean harm: from Plex, from sources, from files, from its own arguments. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { execFileSync } from "node:child_process"
import * as Fs from "node:fs/promises"
import * as Path from "node:path"
import { answer, page } from "../../adapters/sources/pomsStage.ts"
import { container, listing, type Library, plex, token } from "../../stand-ins/plex.ts"
import { folder } from "../../stand-ins/folder.ts"
import { run, type Ran, world } from "./stage.ts"

const bad = "\u001b[2J\u001b]0;x\u0007\u009b31m\u007f\u0085\u202e\u2066\u2028\ud800\r\b"

/** Nothing of it may be in what is written, nor a line that only a title can have made. */
const isHarmless = ({ err, out }: Ran, what: string) => {
  // oxlint-disable-next-line no-control-regex -- these are what is looked for
  assert.notMatch(out + err, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]|\p{Surrogate}/u, what)
  assert.notMatch(out + err, /^forged/m, what)
  assert.notInclude(out + err, token, what)
}

const forged = `De dijk${bad}\nforged line`

describe("a hostile Plex", () => {
  const libraries: ReadonlyArray<Library> = [
    {
      key: "1",
      title: `Films ${forged} ${token}`,
      type: "movie",
      items: [
        { title: `${forged} ${token}`, year: 2011, guid: forged, Guid: [{ id: forged }] },
        { title: `=cmd|' /C calc'!A0 ${token}` },
        { title: "x".repeat(1_000_000), year: 1e15 },
        { title: "\ud800", Media: [{ Part: [{ file: `/${forged}.mkv` }] }] }
      ]
    }
  ]
  const words = (url: string, ...more: ReadonlyArray<string>) => ["warm", "--plex-url", url, "--token", token, ...more]

  it.scopedLive("shows nothing in a report that steers a terminal, forges a line or tells the token", () =>
    Effect.gen(function* () {
      const { variables } = yield* world()
      const { url } = yield* plex({ libraries })
      for (const form of [[], ["--json"]]) {
        const ran = yield* run(words(url, ...form), variables, { live: form.length > 0 })
        assert.strictEqual(ran.code, 0, ran.err)
        isHarmless({ ...ran, err: ran.err.replaceAll("\r\u001b[2K", "") }, form.join())
        if (form.length > 0) assert.include(JSON.parse(ran.out).titles[0].title, "De dijk\u001b[2J")
      }
      const table = yield* run(words(url, "--csv"), variables)
      // oxlint-disable-next-line no-control-regex -- these are what is looked for
      assert.notMatch(table.out.replaceAll("\r\n", "\n"), /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)
      assert.notInclude(table.out, token)
      assert.include(table.out, `,'=cmd|' /C calc'!A0 ********,`)
      const unknown = yield* run(words(url, "--section", forged), variables)
      assert.strictEqual(unknown.code, 2)
      isHarmless(unknown, "unknown section")
      assert.isBelow(unknown.err.length, 3000)
      // Nor is the token kept.
      isHarmless(yield* run(["cache", "list", "--json"], variables), "kept")
    })
  )

  it.scopedLive("has no end of titles: it is told so, and nothing is looked up", () =>
    Effect.gen(function* () {
      const { asked, variables } = yield* world()
      const { url } = yield* plex({
        libraries,
        instead: listing((start) => ({
          offset: start,
          totalSize: 1e15,
          Metadata: Array.from({ length: 20_000 }, (_, at) => ({ ratingKey: start + at, title: "Film" }))
        }))
      })
      const { code, err } = yield* run(words(url), variables)
      assert.strictEqual(code, 1)
      assert.match(err, /^vpro-cinema-plex: .*does not end within \d+ titles[^\n]*\n$/)
      assert.deepStrictEqual(asked, [])
    })
  )

  it.scopedLive("has no end of titles over all its libraries", () =>
    Effect.gen(function* () {
      const { variables } = yield* world()
      const many = Array.from({ length: 20_000 }, (_, at) => ({ ratingKey: at, title: "Film" }))
      const { url } = yield* plex({
        libraries: Array.from({ length: 6 }, (_, at) => ({
          key: String(at + 1),
          title: "F",
          type: "movie",
          items: []
        })),
        instead: listing(() => ({ Metadata: many }))
      })
      const { code, err } = yield* run(words(url), variables)
      assert.deepStrictEqual([code, err], [1, "vpro-cinema-plex: Plex lists more than 100000 titles\n"])
    })
  )

  it.scopedLive("shows nothing in a registration either", () =>
    Effect.gen(function* () {
      const ours = "tv.plex.agents.custom.vpro.cinema"
      const { url } = yield* plex({
        instead: ({ method, url }) => {
          if (url.startsWith("/identity")) return undefined
          if (method !== "GET") return { status: 400, body: `${token}${forged}` }
          return url.startsWith("/media/providers/metadata/group")
            ? container({
                MetadataAgentProviderGroup: ["", ".tv"].map((end) => ({
                  id: "1",
                  title: `${forged} ${token}`,
                  primaryIdentifier: ours + end
                }))
              })
            : container({
                MetadataAgentProvider: [
                  ...["", ".tv"].map((end) => ({
                    id: "1",
                    identifier: ours + end,
                    title: forged,
                    uri: `http://provider.test/${forged}/${token}`
                  })),
                  { id: "2", identifier: forged, title: `Local Media ${forged} ${token}` }
                ]
              })
        }
      })
      const register = ["register", "--plex-url", url, "--token", token, "--url", "http://provider.test"]
      const dry = yield* run([...register, "--dry-run"])
      assert.strictEqual(dry.code, 0, dry.err)
      assert.include(dry.out, "Local Media")
      isHarmless(dry, "dry")
      const wet = yield* run(register)
      assert.strictEqual(wet.code, 1)
      isHarmless(wet, "wet")
    })
  )
})

describe("hostile sources", () => {
  it.scopedLive("show nothing in a look-up or its story that steers a terminal or forges a line of it", () =>
    Effect.gen(function* () {
      const { variables } = yield* world(({ body, url }) =>
        url.startsWith("/poms/") && body.includes("MOVIE")
          ? answer([
              page({ title: `De stille dijk${bad}`, relations: [{ type: "CINEMA_YEAR", value: `2011${bad}` }] }),
              page({
                title: `De stille dijk${bad}\nforged`,
                crids: ["crid://vpro/cinema/movie/CINEMA_MOVIE_99"],
                relations: [{ type: "CINEMA_YEAR", value: "1954" }]
              })
            ])
          : undefined
      )
      for (const more of [[], ["--explain"], ["--explain", "--json"], ["--type", "all"]])
        // No argument of a process holds half a sign.
        for (const title of ["De stille dijk", forged.replaceAll("\ud800", "")]) {
          const ran = yield* run(["lookup", title, "--year", "2011", ...more], { ...variables, LOG_LEVEL: "DEBUG" })
          isHarmless(ran, more.join())
          if (more.includes("--json")) JSON.parse(ran.out)
        }
    })
  )
})

describe("hostile files", () => {
  const entry = (more: object = {}) =>
    JSON.stringify({
      title: forged,
      year: 2011,
      description: `Over de dijk${bad}, en hoe het water hoger staat dan de kaarten zeggen.`,
      url: `https://www.vpro.nl/${forged}`,
      imdb_id: null,
      vpro_id: "4711",
      media_type: "film",
      status: "found",
      directors: [forged],
      lookup_method: forged,
      fetched_at: "2026-11-20T10:00:00",
      last_accessed: "2026-11-20T10:00:00",
      ...more
    })
  const keyOf = (name: string) => `vpro-de-${name}-2011-none-m`

  it.scopedLive("in the cache are listed and shown without steering a terminal", () =>
    Effect.gen(function* () {
      const directory = yield* folder
      yield* Effect.promise(() => Fs.writeFile(Path.join(directory, `${keyOf("dijk")}.json`), entry()))
      const variables = { CACHE_DIR: directory, CACHE_TTL_FOUND: "36500 days", LOG_LEVEL: "DEBUG" }
      for (const words of [
        ["cache", "list"],
        ["cache", "list", "--json"],
        ["cache", "show", keyOf("dijk")],
        ["cache", "show", keyOf("dijk"), "--json"],
        ["cache", "list", "--pattern", forged],
        ["cache", "show", forged],
        ["cache", "delete", "--pattern", forged, "--yes"]
      ])
        isHarmless(yield* run(words, variables), words.join(" "))
      const asked = yield* run(["cache", "delete", `${keyOf("dijk")}${bad}`], variables, { answers: "n" })
      isHarmless(asked, "asked")
    })
  )

  it.scopedLive("are taken over where they are entries, and named where they are none", () =>
    Effect.gen(function* () {
      const [cache, other] = [yield* folder, yield* folder]
      const at = (name: string) => Path.join(other, name)
      yield* Effect.promise(async () => {
        await Fs.writeFile(at(`${keyOf("dijk")}.json`), entry({ title: "De dijk" }))
        await Fs.writeFile(at(`${keyOf("grote")}.json`), `{"title":"${"x".repeat(20 << 20)}"}`)
        await Fs.writeFile(at(`${keyOf("diepe")}.json`), `${"[".repeat(100_000)}${"]".repeat(100_000)}`)
        await Fs.writeFile(at(`${keyOf("halve")}.json`), Buffer.from([0xff, 0xfe, 0x00, 0xd8]))
        await Fs.symlink(at(`${keyOf("lus")}.json`), at(`${keyOf("lus")}.json`))
        await Fs.symlink(other, at("ab"))
        await Fs.symlink("/dev/zero", at(`${keyOf("nul")}.json`))
        await Fs.mkdir(at(`${keyOf("map")}.json`))
        await Fs.writeFile(at(`vpro-${bad.replaceAll("\ud800", "")}\nforged-2011-none-m.json`), "{")
      })
      execFileSync("mkfifo", [at(`${keyOf("buis")}.json`)])
      for (const more of [["--dry-run"], []]) {
        const ran = yield* run(["cache", "import", other, ...more], { CACHE_DIR: cache })
        assert.strictEqual(ran.code, 0, ran.err)
        assert.match(ran.out, /^1 (?:would be )?added$/m)
        isHarmless(ran, "import")
      }
      for (const folder of [
        at(`${keyOf("lus")}.json`),
        at(`${keyOf("buis")}.json`),
        `${other}${bad}\nforged`,
        "/dev/zero"
      ]) {
        const ran = yield* run(["cache", "import", folder], { CACHE_DIR: cache })
        assert.strictEqual(ran.code, 1)
        isHarmless(ran, folder)
      }
    })
  )
})

describe("its own arguments", () => {
  it.live("may be of any size and number: a line says what is wrong", () =>
    Effect.gen(function* () {
      const long = "dijk ".repeat(200_000)
      for (const words of [
        ["lookup", long],
        ["lookup", " ".repeat(1_000_000)],
        [long],
        ["cache", "show", long],
        ["cache", "list", `--${long}`],
        ["lookup", "x", "--year", long],
        ["lookup", "x", "--type", long],
        ["lookup", "--", ...Array.from({ length: 300_000 }, () => "x")],
        ["lookup", ...Array.from({ length: 3000 }, () => "--json")],
        ["lookup", `x${bad}`, `--${bad}`],
        [forged]
      ]) {
        const ran = yield* run(words, { CACHE_DIR: "/nonexistent/cache" })
        assert.strictEqual(ran.code, 2, ran.err.slice(0, 200))
        assert.isBelow(ran.err.length, 3000)
        assert.strictEqual(ran.err.split("\n").length, 2)
        isHarmless(ran, "argument")
      }
    })
  )

  it.live("with a secret are not repeated", () =>
    Effect.gen(function* () {
      const [user, password] = ["gebruiker", "wachtwoord"]
      const server = ["register", "--url", "http://provider.test:5100"]
      const urls = [
        `http://${user}:${password}@127.0.0.1:1`,
        `http://:${password}@127.0.0.1:1`,
        `http://${user}@127.0.0.1:1`
      ]
      const lines = [
        ...urls.map((url) => [...server, "--plex-url", url, "--token", token]),
        ...urls.map((url) => [...server, "--plex-url", "http://127.0.0.1:1", "--plex-url", url, "--token", token]),
        ...urls.map((url) => [...server, `--plex-urll=${url}`, "--token", token]),
        [...server, "--plex-url", "http://127.0.0.1:1", "--token", "x", "--token", token],
        [...server, "--plex-url", "http://127.0.0.1:1", `--tokenn=${token}`],
        [...server, "--plex-url", "http://127.0.0.1:1", "--token", `${token} ${token}`]
      ]
      for (const line of lines) {
        const { code, err, out } = yield* run(line)
        assert.strictEqual(code, 2, line.join(" "))
        for (const secret of [user, password, token]) assert.notInclude(err + out, secret, line.join(" "))
      }
    })
  )
})
