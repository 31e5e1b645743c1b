/** `sync`: Plex kept up to date by itself, chosen on the command line. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { movies } from "../../../src/domain/plex/Provider.ts"
import { everything, keyOf, textOf, titleOf, word, year } from "../../resilience/world.ts"
import { folder } from "../../stand-ins/folder.ts"
import { plex, token } from "../../stand-ins/plex.ts"
import type { Sources } from "../stage.ts"
import { run, world } from "./stage.ts"

const known: Sources = ({ body, headers, url }) =>
  url.startsWith("/poms/") ? everything("poms", { path: url, body, headers }) : undefined

const film = (at: number, summary: string) => ({
  ratingKey: String(100 + at),
  title: titleOf(word(at)),
  year,
  guid: `${movies.identifier}://movie/${keyOf(word(at))}`,
  summary
})

describe("sync", () => {
  it.scopedLive("is off at first; switched on it begins with a pass, and goes on until it is switched off", () =>
    Effect.gen(function* () {
      const { variables } = yield* world(known)
      const items = [film(0, textOf(titleOf(word(0)))), film(1, "A keeper sees the water.")]
      const server = yield* plex({
        libraries: [{ key: "1", title: "Films", type: "movie", agent: movies.identifier, items }]
      })
      const own = { ...variables, PLEX_URL: server.url, PLEX_TOKEN: token }
      assert.strictEqual((yield* run(["sync", "status"], own)).out, "Plex is not kept up to date by itself.\n")
      const early = yield* run(["sync", "now"], own)
      assert.strictEqual(early.code, 1)
      assert.include(early.err, "`sync on` switches that on")
      const on = yield* run(["sync", "on"], own)
      assert.strictEqual(on.code, 0, on.err)
      assert.include(on.out, "2 titles compared: 2 looked up, 1 refreshed in Plex, 0 left open by a failing source")
      assert.include(on.out, "Plex is kept up to date by itself.")
      assert.deepStrictEqual(server.refreshedItems(), ["101"])
      // At most once a day.
      const again = yield* run(["sync", "now"], own)
      assert.include(again.out, "2 titles compared: 0 looked up, 0 refreshed in Plex")
      assert.strictEqual((yield* run(["sync", "off"], own)).out, "Plex is not kept up to date by itself.\n")
      assert.deepStrictEqual(server.refreshedItems(), ["101"])
    })
  )

  it.scopedLive("says what is wrong", () =>
    Effect.gen(function* () {
      const CACHE_DIR = yield* folder
      assert.include(
        (yield* run(["sync", "maybe"], { CACHE_DIR })).err,
        "WHAT: one of on, off, now, status is expected"
      )
      const nobody = yield* run(["sync", "on"], { CACHE_DIR })
      assert.strictEqual(nobody.code, 1)
      assert.include(nobody.err, "no Plex server is connected")
      const variable = yield* run(["sync", "on"], { CACHE_DIR, PLEX_SYNC: "off" })
      assert.strictEqual(variable.code, 1)
      assert.include(variable.err, "PLEX_SYNC says so")
      const told = yield* run(["sync", "status"], { CACHE_DIR, PLEX_SYNC: "on" })
      assert.strictEqual(told.out, "Plex is kept up to date by itself, as PLEX_SYNC says.\n")
    })
  )
})
