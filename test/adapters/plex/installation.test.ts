/** The name by which Plex tells this installation from others. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { clientId } from "../../../src/adapters/plex/Installation.ts"
import { folder } from "../../stand-ins/folder.ts"

describe("the client identifier", () => {
  it.scoped("is made once, and is another one in another folder", () =>
    Effect.gen(function* () {
      const [one, other] = [yield* folder, yield* folder]
      const first = yield* clientId(one)
      assert.match(first, /^[0-9a-f-]{36}$/)
      assert.strictEqual(yield* clientId(one), first)
      assert.notStrictEqual(yield* clientId(other), first)
    })
  )

  it.scoped("is made anew when the file holds something else, and is there without a folder too", () =>
    Effect.gen(function* () {
      const path = yield* folder
      writeFileSync(join(path, "plex-client-id"), "x\r\ny: z")
      const made = yield* clientId(path)
      assert.match(made, /^[0-9a-f-]{36}$/)
      assert.strictEqual(yield* clientId(path), made)
      writeFileSync(join(path, "no folder"), "")
      assert.match(yield* clientId(join(path, "no folder")), /^[0-9a-f-]{36}$/)
    })
  )
})
