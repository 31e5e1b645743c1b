/** What was chosen on the page, in a file of the cache folder; it may hold a key, so that only its owner can read it. */
import { Effect, Either, Layer, Option, Ref, Schema } from "effect"
import * as Path from "node:path"
import * as Disk from "../adapters/disk/Disk.ts"
import * as WatchedFile from "../adapters/disk/WatchedFile.ts"
import { JsonText } from "../domain/text/Json.ts"
import type { SettingsShape } from "./Settings.ts"
import { cache as cacheVariables } from "./settings/CacheVariables.ts"
import { chosenIn, type ChosenNow, noChoices, noneChosen } from "./settings/Switchable.ts"
import { over, Switches, switchedWith } from "./settings/Switches.ts"

const name = "switches.json"

const decode = Schema.decodeOption(JsonText(Schema.Record({ key: Schema.String, value: Schema.Unknown })))

/** The file, or this process where nothing is to be on disk. */
export const layer = (settings: SettingsShape): Layer.Layer<Switches> =>
  Layer.effect(
    Switches,
    Effect.gen(function* () {
      const none = yield* switchedWith(settings, noChoices)
      if (settings.cache.kind === "memory") {
        const known = yield* Ref.make(none)
        return yield* over(settings, { now: known, latest: known, write: (next) => Ref.set(known, next) })
      }
      const file = yield* WatchedFile.make({
        directory: settings.cacheDirectory,
        name,
        mode: 0o600,
        holds: "choices of settings",
        decode: (text) =>
          Effect.transposeMapOption(decode(text), (given) =>
            Effect.gen(function* () {
              const { choices, faults } = yield* chosenIn(given)
              for (const { message } of faults) yield* Effect.logWarning(`what ${name} says does not hold: ${message}`)
              return yield* switchedWith(settings, choices)
            })
          ),
        encode: ({ choices }) => Effect.succeed(`${JSON.stringify(choices, null, 1)}\n`),
        none
      })
      return yield* over(settings, file)
    })
  )

/** What was chosen in the cache folder of the environment, for whoever only tells of it, and why the file cannot be read if it cannot. */
export const chosenNow = Effect.gen(function* () {
  const nothing: ChosenNow = { ...noneChosen, unreadable: undefined }
  if ((yield* cacheVariables.cacheUrl) === "memory") return nothing
  const directory = (yield* cacheVariables.cacheDirectory.forgiving).value
  const path = Path.join(directory, name)
  const unreadable = (why: string): ChosenNow => ({ ...nothing, unreadable: `${path} ${why}` })
  const reading = yield* Effect.either(Disk.read(directory, path))
  if (Either.isLeft(reading)) return unreadable(`cannot be read: ${reading.left.message}`)
  if (reading.right._tag === "Absent") return nothing
  if (reading.right._tag === "Forbidden") return unreadable("may not be read by this user")
  const told = reading.right._tag === "Text" ? decode(reading.right.text) : Option.none()
  if (Option.isNone(told)) return unreadable("does not hold choices of settings")
  return { ...(yield* chosenIn(told.value)), unreadable: undefined } satisfies ChosenNow
}).pipe(Effect.orElseSucceed((): ChosenNow => ({ ...noneChosen, unreadable: undefined })))
