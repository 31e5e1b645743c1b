/** The figures of the libraries day by day, in a file of the cache folder. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import * as Fs from "node:fs/promises"
import * as Path from "node:path"
import * as HistoryFile from "../../../src/app/HistoryFile.ts"
import { HistoryStore } from "../../../src/app/library/HistoryStore.ts"
import { type LibraryHistory, noHistory } from "../../../src/domain/library/LibraryHistory.ts"
import { folder } from "../../stand-ins/folder.ts"

const history: LibraryHistory = {
  server: "Zolder",
  libraries: [{ library: "1", points: [{ day: "2026-01-05", titles: 40, shown: 27, waiting: 3 }] }]
}
const storeIn = (directory: string) => Effect.provide(HistoryStore, HistoryFile.layer(directory))

describe("the figures of the libraries", () => {
  it.scoped("are there after a restart", () =>
    Effect.gen(function* () {
      const directory = yield* folder
      assert.deepStrictEqual(yield* (yield* storeIn(directory)).read, noHistory)
      yield* (yield* storeIn(directory)).keep(history)
      assert.deepStrictEqual(yield* (yield* storeIn(directory)).read, history)
    })
  )

  it.scoped.each([
    { what: "is cut off", text: '{"server":"Zolder","libr' },
    { what: "is none of ours", text: "[1, 2]" },
    { what: "has a day that is none", text: '{"server":"Z","libraries":[{"library":"1","points":[{"day":"ooit"}]}]}' }
  ])("begin anew when the file $what", ({ text }) =>
    Effect.gen(function* () {
      const directory = yield* folder
      yield* Effect.promise(() => Fs.writeFile(Path.join(directory, "library-history.json"), text))
      const store = yield* storeIn(directory)
      assert.deepStrictEqual(yield* store.read, noHistory)
      yield* store.keep(history)
      assert.deepStrictEqual(yield* store.read, history)
    })
  )

  it.scoped("say so when they cannot be kept", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip((yield* storeIn("/proc/nowhere")).keep(history))
      assert.strictEqual(error._tag, "HistoryStoreError")
    })
  )
})
