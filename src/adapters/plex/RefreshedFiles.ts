/**
 * `RefreshedPort` in the cache folder. The items are spread over a few files, so that a note writes little. They are read each time: a
 * command may run beside the service.
 */
import { Clock, Effect, Hash, Layer, Option, Record, Schema } from "effect"
import * as Path from "node:path"
import { isRemembered } from "../../domain/library/RefreshDue.ts"
import { mostLibrary } from "../../domain/text/Bounds.ts"
import { JsonText } from "../../domain/text/Json.ts"
import { Refreshed, RefreshedError, RefreshedPort } from "../../ports/RefreshedPort.ts"
import * as Disk from "../disk/Disk.ts"

const folder = "plex-refreshed"
const files = 64
/** Of one file: twice what a library of the largest size comes to. */
const mostItems = Math.ceil((2 * mostLibrary) / files)

const Times = Schema.Record({ key: Schema.String, value: Refreshed })
const decode = Schema.decodeOption(JsonText(Times, 5 * mostItems))
const encode = Schema.encode(Schema.parseJson(Times))

const fileOf = (item: string) => `${(Math.abs(Hash.string(item)) % files).toString().padStart(2, "0")}.json`

/** What still says something, without the oldest of what is too much. */
const kept = (times: Readonly<Record<string, Refreshed>>, now: number) => {
  const some = Record.toEntries(times).filter(([, last]) => isRemembered(last, now))
  return some.length < mostItems
    ? some
    : some.toSorted(([, one], [, other]) => other.at - one.at).slice(0, mostItems - 1)
}

/** The times that are noted in a folder. */
export const make = Effect.fn("RefreshedFiles.make")(function* (directory: string) {
  const turn = yield* Effect.makeSemaphore(1)
  const pathOf = (item: string) => Path.join(directory, folder, fileOf(item))

  const read = Effect.fnUntraced(function* (item: string) {
    const path = pathOf(item)
    const reading = yield* Disk.read(directory, path)
    const times = reading._tag === "Text" ? decode(reading.text) : Option.none()
    if (Option.isNone(times) && reading._tag !== "Absent") {
      yield* Effect.logWarning(`what ${path} says of refreshes in Plex cannot be read, and begins anew`)
      yield* Disk.moveAside(path)
    }
    return Option.getOrElse(times, () => ({}))
  })
  const failed = (operation: RefreshedError["operation"], item: string) => (cause: Disk.DiskError) =>
    new RefreshedError({ operation, item, cause })

  return RefreshedPort.of({
    last: (item) =>
      Effect.zipWith(read(item), Clock.currentTimeMillis, (times, now) =>
        Option.filter(Record.get(times, item), (last) => isRemembered(last, now))
      ).pipe(Effect.mapError(failed("last", item))),
    note: (item, refreshed) =>
      Effect.gen(function* () {
        const now = yield* Clock.currentTimeMillis
        const others = Record.remove(yield* read(item), item)
        const text = yield* Effect.orDie(encode(Record.fromEntries([...kept(others, now), [item, refreshed]])))
        yield* Disk.write(directory, pathOf(item), text)
      }).pipe(turn.withPermits(1), Effect.mapError(failed("note", item)))
  })
})

/** The times that are noted in the cache folder. */
export const layer = (directory: string): Layer.Layer<RefreshedPort> => Layer.effect(RefreshedPort, make(directory))
