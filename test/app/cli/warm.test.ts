/** `warm`: a library looked up ahead, stopped and gone on with, and served by the service afterwards. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Fiber, Schema } from "effect"
import * as Fs from "node:fs/promises"
import { everything, searched, titleOf, word, year } from "../../resilience/world.ts"
import { type Library, type Listed, plex, token } from "../../stand-ins/plex.ts"
import { type Asked, standIn, until } from "../../stand-ins/server.ts"
import { leadingTo, nothing, onlyItem, service, type Sources } from "../stage.ts"
import { run, started, world } from "./stage.ts"

const film = (at: number): Listed => ({
  title: titleOf(word(at)),
  year,
  guid: `plex://movie/5d7768${at}`,
  ...(at % 2 === 0 ? { Guid: [{ id: `imdb://tt70000${10 + at}` }, { id: `tmdb://${100 + at}` }] } : {}),
  Media: [{ Part: [{ file: `/films/${titleOf(word(at))} (${year})/film.mkv` }] }]
})
const odd: ReadonlyArray<Listed> = [
  { title: '=1+1, "dijk"\nzonder einde', year },
  { title: "Дамба у моря" },
  { title: "1917", year: 2019 },
  { title: "  " }
]
const libraries: ReadonlyArray<Library> = [
  {
    key: "1",
    title: "Films",
    type: "movie",
    folders: ["/films"],
    items: [...Array.from({ length: 12 }, (_, at) => film(at)), ...odd]
  },
  { key: "2", title: "Series", type: "show", items: [{ title: "Reeks zonder bladzijde", year }] },
  { key: "3", title: "Muziek", type: "artist", items: [] }
]
const count = 17

const known: Sources = ({ body, headers, url }) =>
  url.startsWith("/poms/") ? everything("poms", { path: url, body, headers }) : undefined

const words = (url: string, ...more: ReadonlyArray<string>) => ["warm", "--plex-url", url, "--token", token, ...more]

const Report = Schema.parseJson(
  Schema.Struct({
    sums: Schema.Struct({
      titles: Schema.Int,
      done: Schema.Int,
      lookedUp: Schema.Int,
      known: Schema.Int,
      open: Schema.Int,
      text: Schema.Int
    }),
    titles: Schema.Array(Schema.Struct({ title: Schema.String, from: Schema.String, text: Schema.Boolean }))
  })
)
const sumsOf = (text: string) => Schema.decodeUnknownSync(Report)(text)

/** Titles that POMS was asked for. */
const askedFor = (asked: ReadonlyArray<Asked>) =>
  new Set(
    asked
      .filter(({ url }) => url.startsWith("/poms/"))
      .map(({ body, headers, url }) => searched({ path: url, body, headers }))
  )

describe("a library", () => {
  it.scopedLive("is looked up once; the report adds up", () =>
    Effect.gen(function* () {
      const { asked, variables } = yield* world(known)
      const { changes, url } = yield* plex({ libraries, atMost: 5, untold: true })
      const first = yield* run(words(url, "--json"), variables)
      assert.strictEqual(first.code, 0, first.err)
      const { sums, titles } = sumsOf(first.out)
      // One has no title to ask for, which running again does not change.
      assert.deepStrictEqual(sums, { titles: count, done: count, lookedUp: 16, known: 0, open: 0, text: 12 })
      assert.deepStrictEqual(
        titles.map(({ title }) => title),
        libraries.flatMap(({ items }) => items.map(({ title = "" }) => title))
      )
      const before = asked.length
      const second = yield* run(words(url, "--json"), variables)
      assert.deepStrictEqual(sumsOf(second.out).sums, { ...sums, lookedUp: 0, known: 16 })
      assert.strictEqual(asked.length, before)
      assert.deepStrictEqual(changes(), [])
      assert.notInclude(first.out + first.err + second.out + second.err, token)
    })
  )

  it.scopedLive("may be stopped: what was done is kept, and only the rest is looked up next time", () =>
    Effect.gen(function* () {
      // POMS answers for some titles, then never again.
      let answering = 5
      const { asked, variables } = yield* world((request) => known(request))
      const { url } = yield* plex({ libraries })
      const stalling = yield* standIn((request) => {
        const reply = known(request)
        return reply === undefined || answering-- > 0 ? (reply ?? nothing(request)) : undefined
      })
      const first = started(words(url), { ...variables, ...leadingTo(stalling.url), CACHE_DIR: variables.CACHE_DIR })
      const fiber = yield* Effect.fork(first.effect)
      // Four are looked up at a time: all of them wait now.
      yield* until(Effect.sync(() => askedFor(stalling.requests).size === 9))
      const exit = yield* Fiber.interrupt(fiber)
      assert.isTrue(Exit.isInterrupted(exit))
      assert.include(first.written.err(), "stopped; running this again continues from here\n5 of 17 titles")
      assert.strictEqual(first.written.out(), "")

      const second = yield* run(words(url, "--json"), variables)
      assert.strictEqual(second.code, 0, second.err)
      const { sums } = sumsOf(second.out)
      assert.deepStrictEqual(sums, { titles: count, done: count, lookedUp: 11, known: 5, open: 0, text: 12 })
      const done = [...askedFor(stalling.requests)].slice(0, 5)
      for (const title of done) assert.notInclude(askedFor(asked), title)
    })
  )

  it.scopedLive("is then served by the service at once, whichever ids Plex tells it", () =>
    Effect.gen(function* () {
      const { asked, cache, variables } = yield* world(known)
      const { url } = yield* plex({ libraries })
      assert.strictEqual((yield* run(words(url), variables)).code, 0)
      const before = asked.length
      const {
        ask,
        asked: askedByService,
        match
      } = yield* service(() => undefined, {
        CACHE_URL: "",
        CACHE_DIR: cache,
        POMS_CACHE_FILE: `${cache}/credentials.json`
      })
      for (let at = 0; at < 12; at++) {
        const { Guid = [], guid, title } = film(at)
        const filename = `${title} (${year})/film.mkv`
        for (const told of [Guid[0]?.id, guid, undefined]) {
          const request = { type: 1, title, year, filename, ...(told === undefined ? {} : { guid: told }) }
          const { ratingKey } = onlyItem(yield* match("/movies", request))
          const given = yield* ask(`/movies/library/metadata/${ratingKey}`)
          assert.strictEqual(given.headers["x-cache"], "hit", `${title}, ${told}`)
          assert.include(onlyItem(given).summary, "dijkwachter")
        }
      }
      assert.strictEqual(asked.length, before)
      assert.deepStrictEqual(askedByService, [])
    })
  )

  it.scopedLive("with two films of one name and year keeps them apart", () =>
    Effect.gen(function* () {
      const twin = (id: string): Listed => ({ title: "dijk baba", year, Guid: [{ id }] })
      const { cache, variables } = yield* world(known)
      const items = [twin("imdb://tt7000001"), twin("imdb://tt7000002")]
      const { url } = yield* plex({ libraries: [{ key: "1", title: "Films", type: "movie", items }] })
      assert.strictEqual((yield* run(words(url), variables)).code, 0)
      const { out } = yield* run(["cache", "list", "--json"], { ...variables, CACHE_DIR: cache })
      for (const id of ["tt7000001", "tt7000002"]) assert.include(out, `vpro-dijk-baba-2011-${id}-m`)
      assert.notInclude(out, "vpro-dijk-baba-2011-none-m")
    })
  )

  it.scopedLive("makes a table that spreadsheets read and do not run", () =>
    Effect.gen(function* () {
      const { variables } = yield* world(known)
      const { url } = yield* plex({ libraries })
      const { out } = yield* run(words(url, "--csv"), variables)
      const lines = out.split("\r\n")
      assert.strictEqual(lines.length, count + 1)
      assert.strictEqual(lines[0], "section,kind,title,year,ratingKey,from,text,kijkwijzer,reason,foundTitle,page")
      assert.match(
        lines[1] ?? "",
        /^Films,film,dijk \w+,2011,vpro-dijk-\w+-2011-tt7000010-m,lookup,true,,,dijk \w+,https:\/\/[^,]+$/
      )
      assert.include(out, `Films,film,"'=1+1, ""dijk""\nzonder einde",2011,`)
    })
  )

  it.scopedLive("may be looked up in part, by name or number", () =>
    Effect.gen(function* () {
      const { variables } = yield* world(known)
      const { url } = yield* plex({ libraries, older: true })
      for (const section of ["series", "2"])
        assert.strictEqual(sumsOf((yield* run(words(url, "--section", section, "--json"), variables)).out).sums.done, 1)
      const { code, err } = yield* run(words(url, "--section", "Muziek"), variables)
      assert.strictEqual(code, 2)
      assert.include(err, 'there are "Films", "Series"')
    })
  )
})

describe("nothing is looked up for nothing", () => {
  it.scopedLive("where it could not be kept", () =>
    Effect.gen(function* () {
      const { asked, cache, variables } = yield* world(known)
      const { url } = yield* plex({ libraries })
      const file = `${cache}/file`
      yield* Effect.promise(() => Fs.writeFile(file, ""))
      for (const more of [{ CACHE_DIR: file }, { CACHE_DIR: "/proc/nowhere" }, { CACHE_URL: "memory:" }]) {
        const { code, err, out } = yield* run(words(url), { ...variables, ...more })
        assert.strictEqual(code, 1, err)
        assert.strictEqual(out, "")
        assert.match(err, /CACHE_(?:DIR|URL)[^\n]*\n$/)
      }
      assert.deepStrictEqual(asked, [])
    })
  )

  it.scopedLive("while the sources are down: it gives up, and says that running again goes on", () =>
    Effect.gen(function* () {
      const { variables } = yield* world(({ url }) => (url.startsWith("/poms/") ? { body: "{" } : undefined))
      const items = Array.from({ length: 60 }, (_, at) => film(at))
      const { url } = yield* plex({ libraries: [{ key: "1", title: "Films", type: "movie", items }] })
      const { code, err, out } = yield* run(words(url, "--json"), variables)
      assert.strictEqual(code, 1)
      assert.include(err, "gave up")
      const { sums } = sumsOf(out)
      assert.isBelow(sums.done, 30)
      assert.strictEqual(sums.open, sums.done)
    })
  )

  it.scopedLive("in a cache that is too small: it says so", () =>
    Effect.gen(function* () {
      const { variables } = yield* world(known)
      const { url } = yield* plex({ libraries })
      const { err } = yield* run(words(url), { ...variables, CACHE_MAX_ENTRIES: "20" })
      assert.include(err, "these 17 titles need up to 23 cache entries, and the cache holds 20")
    })
  )
})

describe("progress", () => {
  it.scopedLive("is a bar for who looks on, and nothing of it stays", () =>
    Effect.gen(function* () {
      const { variables } = yield* world(known)
      const { url } = yield* plex({ libraries })
      const seen = yield* run(words(url), variables, { live: true })
      assert.match(seen.err, /\[#+\.*\] \d+\/17, \d+ with a text/)
      assert.strictEqual(seen.err.slice(-5), "\r\u001b[2K")
      // A longer one would go on in a second line of this terminal, and stay there.
      for (const line of seen.err.split("\r\u001b[2K")) assert.isBelow(line.length, 60)
      assert.notInclude((yield* run(words(url), variables)).err, "\u001b")
    })
  )
})
