/** When Plex was asked to refresh what, in memory and in files. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Logger, LogLevel, Option, TestClock } from "effect"
import * as Fs from "node:fs/promises"
import * as Path from "node:path"
import * as RefreshedFiles from "../../../src/adapters/plex/RefreshedFiles.ts"
import * as RefreshedMemory from "../../../src/adapters/plex/RefreshedMemory.ts"
import { refreshedContract } from "../../contract/refreshed.ts"
import { folder } from "../../stand-ins/folder.ts"

refreshedContract("memory", Effect.map(RefreshedMemory.make, Effect.succeed))
refreshedContract("files", Effect.map(folder, RefreshedFiles.make))

const once = { at: 0, text: 5, times: 1 }
const noted = (directory: string) =>
  Effect.promise(async () => {
    const place = Path.join(directory, "plex-refreshed")
    const [name = ""] = await Fs.readdir(place)
    return Path.join(place, name)
  })

describe("in files", () => {
  it.scoped("what two programs note beside each other is known to both", () =>
    Effect.gen(function* () {
      const directory = yield* folder
      const [service, command] = [yield* RefreshedFiles.make(directory), yield* RefreshedFiles.make(directory)]
      yield* service.note("1", once)
      yield* command.note("1", { ...once, times: 2 })
      assert.deepStrictEqual(yield* service.last("1"), Option.some({ ...once, times: 2 }))
    })
  )

  it.scoped("a damaged file begins anew, and is kept aside for whoever wants to look", () =>
    Effect.gen(function* () {
      const directory = yield* folder
      const memory = yield* RefreshedFiles.make(directory)
      yield* memory.note("1", once)
      const file = yield* noted(directory)
      yield* Effect.promise(() => Fs.writeFile(file, '{"1":{"at":0,"te'))
      assert.isTrue(Option.isNone(yield* memory.last("1")))
      yield* memory.note("1", { ...once, times: 3 })
      assert.deepStrictEqual(yield* memory.last("1"), Option.some({ ...once, times: 3 }))
      assert.strictEqual(yield* Effect.promise(() => Fs.readFile(`${file}.bad`, "utf8")), '{"1":{"at":0,"te')
    }).pipe(Logger.withMinimumLogLevel(LogLevel.None))
  )

  it.scoped("what cannot be written is a failure, so that nothing is refreshed", () =>
    Effect.gen(function* () {
      const directory = yield* folder
      const memory = yield* RefreshedFiles.make(Path.join(directory, "file"))
      yield* Effect.promise(() => Fs.writeFile(Path.join(directory, "file"), ""))
      const error = yield* Effect.flip(memory.note("1", once))
      assert.strictEqual(error._tag, "RefreshedError")
      assert.include(error.message, "could not be written")
    })
  )

  it.scoped("the times of items that are long gone do not stay", () =>
    Effect.gen(function* () {
      const directory = yield* folder
      const memory = yield* RefreshedFiles.make(directory)
      yield* memory.note("1", once)
      yield* TestClock.adjust("61 days")
      yield* memory.note("1", { ...once, at: 61 * 86_400_000 })
      const file = yield* noted(directory)
      const text = yield* Effect.promise(() => Fs.readFile(file, "utf8"))
      assert.notInclude(text, '"at":0')
    })
  )
})
