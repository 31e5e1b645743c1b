/** Which ratings in Plex are ours, in memory and in files. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Logger, LogLevel } from "effect"
import * as Fs from "node:fs/promises"
import * as Path from "node:path"
import * as RatedFiles from "../../../src/adapters/plex/RatedFiles.ts"
import * as RatedMemory from "../../../src/adapters/plex/RatedMemory.ts"
import { ratedContract } from "../../contract/rated.ts"
import { folder } from "../../stand-ins/folder.ts"

ratedContract("memory", Effect.map(RatedMemory.make, Effect.succeed))
ratedContract("files", Effect.map(folder, RatedFiles.make))

describe("in files", () => {
  it.scoped("what cannot be written is a failure, so that no rating is changed", () =>
    Effect.gen(function* () {
      const directory = Path.join(yield* folder, "file")
      yield* Effect.promise(() => Fs.writeFile(directory, ""))
      const memory = yield* RatedFiles.make(directory)
      assert.include((yield* Effect.flip(memory.note("1", { ours: 8 }))).message, "could not be written")
    })
  )

  it.scoped("a damaged file begins anew, and is kept aside for whoever wants to look", () =>
    Effect.gen(function* () {
      const directory = yield* folder
      const memory = yield* RatedFiles.make(directory)
      yield* memory.note("1", { ours: 8 })
      const place = Path.join(directory, "plex-ratings")
      const [name = ""] = yield* Effect.promise(() => Fs.readdir(place))
      yield* Effect.promise(() => Fs.writeFile(Path.join(place, name), '{"1":{"ours":80}}'))
      assert.isUndefined((yield* memory.all).get("1"))
      yield* memory.note("1", { ours: 7 })
      assert.deepStrictEqual(
        (yield* Effect.promise(() => Fs.readdir(place))).toSorted(),
        [name, `${name}.bad`].toSorted()
      )
    }).pipe(Logger.withMinimumLogLevel(LogLevel.None))
  )
})
