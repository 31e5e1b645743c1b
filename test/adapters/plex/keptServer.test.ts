/** The server that was connected, as it lies in the cache folder. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Option, Redacted } from "effect"
import { statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as KeptServer from "../../../src/adapters/plex/KeptServer.ts"
import { folder } from "../../stand-ins/folder.ts"

const server = { name: "Thuis", url: "http://192.168.1.10:32400", token: Redacted.make("secret-Qw8") }

describe("the server that was connected", () => {
  it.scoped("is kept for its owner alone, until it is forgotten", () =>
    Effect.gen(function* () {
      const path = yield* folder
      assert.isTrue(Option.isNone(yield* KeptServer.read(path)))
      yield* KeptServer.keep(path, server)
      assert.strictEqual(statSync(join(path, "plex-server.json")).mode & 0o777, 0o600)
      const found = Option.getOrThrow(yield* KeptServer.read(path))
      assert.deepStrictEqual([found.name, found.url, Redacted.value(found.token)], ["Thuis", server.url, "secret-Qw8"])
      assert.isTrue(yield* KeptServer.forget(path))
      assert.isFalse(yield* KeptServer.forget(path))
      assert.isTrue(Option.isNone(yield* KeptServer.read(path)))
    })
  )

  it.scoped("is none where the file holds something else", () =>
    Effect.gen(function* () {
      const path = yield* folder
      for (const text of ["", "{}", "null", '{"name":"a","url":"","token":"b"}', "\u0000"]) {
        writeFileSync(join(path, "plex-server.json"), text)
        assert.isTrue(Option.isNone(yield* KeptServer.read(path)), text)
      }
    })
  )
})
