/** `rating`: VPRO's marks in the connected Plex, given and taken back. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { movies } from "../../../src/domain/plex/Provider.ts"
import { folder } from "../../stand-ins/folder.ts"
import { plex, token } from "../../stand-ins/plex.ts"
import { run } from "./stage.ts"

describe("rating", () => {
  it.scopedLive("is off until somebody wants it, and tells what it came to", () =>
    Effect.gen(function* () {
      const CACHE_DIR = yield* folder
      const items = [{ ratingKey: "7", title: "De dijk", year: 2011 }]
      const server = yield* plex({
        libraries: [{ key: "1", title: "Films", type: "movie", agent: movies.identifier, items }]
      })
      const variables = { CACHE_DIR, PLEX_URL: server.url, PLEX_TOKEN: token }
      const before = yield* run(["rating", "status"], variables)
      assert.strictEqual(before.out, "Plex does not show VPRO's marks.\n", before.err)
      const on = yield* run(["rating", "on"], variables)
      assert.strictEqual(on.code, 0, on.err)
      assert.include(on.out, "1 title: without a mark of VPRO")
      assert.include((yield* run(["rating", "status"], variables)).out, "Plex shows VPRO's marks.")
      assert.include((yield* run(["rating", "off"], variables)).out, "Plex does not show VPRO's marks.")
      assert.deepStrictEqual(server.changes(), [])
    })
  )

  it.scopedLive("says what is wrong", () =>
    Effect.gen(function* () {
      const CACHE_DIR = yield* folder
      assert.strictEqual((yield* run(["rating", "maybe"], { CACHE_DIR })).code, 2)
      const nobody = yield* run(["rating", "on"], { CACHE_DIR })
      assert.strictEqual(nobody.code, 1)
      assert.include(nobody.err, "no Plex server is connected")
      const variable = yield* run(["rating", "on"], { CACHE_DIR, PLEX_RATING: "off" })
      assert.include(variable.err, "PLEX_RATING says so")
    })
  )
})
