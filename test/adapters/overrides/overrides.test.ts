/** The owner's decisions on pages, in memory and in a file. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Logger, LogLevel, Option, TestClock } from "effect"
import * as Fs from "node:fs/promises"
import * as Path from "node:path"
import * as OverrideFile from "../../../src/adapters/overrides/OverrideFile.ts"
import * as OverrideMemory from "../../../src/adapters/overrides/OverrideMemory.ts"
import { VproId, Year } from "../../../src/domain/values/Media.ts"
import { overrideContract } from "../../contract/overrides.ts"
import { folder } from "../../stand-ins/folder.ts"
import { hints } from "../../stand-ins/works.ts"

overrideContract("memory", Effect.map(OverrideMemory.make, Effect.succeed))
overrideContract("file", Effect.map(folder, OverrideFile.make))

const one = { kind: "film" as const, title: "De dijk", year: Year.make(2011), page: VproId.make(7), at: 1 }
const asked = hints("De dijk", 2011)

describe("in a file", () => {
  it.scoped("what a command decides beside the service holds within a second", () =>
    Effect.gen(function* () {
      const directory = yield* folder
      const [service, command] = [yield* OverrideFile.make(directory), yield* OverrideFile.make(directory)]
      assert.isTrue(Option.isNone(yield* service.find(asked)))
      yield* command.keep(one)
      yield* TestClock.adjust("1 second")
      assert.strictEqual(Option.getOrThrow(yield* service.find(asked)).page, 7)
      yield* service.keep({ ...one, title: "De duinen", at: 2 })
      assert.lengthOf(yield* command.all, 2)
    })
  )

  it.scoped("a damaged file begins anew, and is kept aside for whoever wants to look", () =>
    Effect.gen(function* () {
      const directory = yield* folder
      const path = Path.join(directory, "overrides.json")
      yield* Effect.promise(() => Fs.writeFile(path, '{"overrides":[{"kind":"fi'))
      const port = yield* OverrideFile.make(directory)
      assert.deepStrictEqual(yield* port.all, [])
      yield* port.keep(one)
      assert.lengthOf(yield* port.all, 1)
      assert.include(yield* Effect.promise(() => Fs.readFile(`${path}.bad`, "utf8")), '"fi')
    }).pipe(Logger.withMinimumLogLevel(LogLevel.None))
  )

  it.scoped("what cannot be written is a failure, and does not hold", () =>
    Effect.gen(function* () {
      const directory = Path.join(yield* folder, "file")
      yield* Effect.promise(() => Fs.writeFile(directory, ""))
      const port = yield* OverrideFile.make(directory)
      const error = yield* Effect.flip(port.keep(one))
      assert.include(error.message, "cannot be kept")
      assert.isTrue(Option.isNone(yield* port.find(asked)))
    }).pipe(Logger.withMinimumLogLevel(LogLevel.None))
  )
})
