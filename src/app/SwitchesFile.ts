/** What was chosen on the page, in a file of the cache folder; it may hold a key, so that only its owner can read it. */
import { Effect, Layer, Option, Ref, Schema } from "effect"
import * as Path from "node:path"
import * as Disk from "../adapters/disk/Disk.ts"
import * as WatchedFile from "../adapters/disk/WatchedFile.ts"
import { JsonText } from "../domain/text/Json.ts"
import type { SettingsShape } from "./Settings.ts"
import { cache as cacheVariables } from "./settings/CacheVariables.ts"
import { type Chosen, Choices, noChoices, noneChosen, usableOf } from "./settings/Switchable.ts"
import { over, Switches, switchedWith } from "./settings/Switches.ts"

const name = "switches.json"

const decode = Schema.decodeOption(JsonText(Choices))
const encode = Schema.encode(Schema.parseJson(Choices, { space: 1 }))

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
      return yield* Effect.flatMap(
        WatchedFile.make({
          directory: settings.cacheDirectory,
          name,
          mode: 0o600,
          holds: "choices of settings",
          decode: (text) =>
            Effect.transposeMapOption(decode(text), (given) =>
              Effect.gen(function* () {
                const { choices, faults } = yield* usableOf(given)
                for (const fault of faults) yield* Effect.logWarning(`what ${name} says does not hold: ${fault}`)
                return yield* switchedWith(settings, choices)
              })
            ),
          encode: ({ choices }) => Effect.orDie(encode(choices)),
          none
        }),
        (file) => over(settings, file)
      )
    })
  )

/** What was chosen in the cache folder of the environment, for whoever only tells of it, and why that may not be all. */
export const chosenNow: Effect.Effect<Chosen> = Effect.gen(function* () {
  if ((yield* cacheVariables.cacheUrl) === "memory") return noneChosen
  const directory = (yield* cacheVariables.cacheDirectory.forgiving).value
  const path = Path.join(directory, name)
  const reading = yield* Disk.read(directory, path)
  if (reading._tag === "Absent") return noneChosen
  const told = reading._tag === "Text" ? decode(reading.text) : Option.none()
  if (Option.isNone(told)) return { choices: noChoices, faults: [`${path} cannot be read: ${whyNot(reading)}`] }
  return yield* usableOf(told.value)
}).pipe(Effect.orElseSucceed(() => noneChosen))

const whyNot = (reading: Disk.Reading): string => {
  if (reading._tag === "Damaged") return reading.why
  return reading._tag === "Forbidden" ? "another user owns it" : "it does not hold choices"
}
