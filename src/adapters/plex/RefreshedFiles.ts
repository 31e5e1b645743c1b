/** `RefreshedPort` in the cache folder, spread over a few files. */
import { Clock, Effect, Layer, Option, Record } from "effect"
import { isRemembered } from "../../domain/library/RefreshDue.ts"
import { mostLibrary } from "../../domain/text/Bounds.ts"
import { Refreshed, RefreshedError, RefreshedPort } from "../../ports/RefreshedPort.ts"
import type * as Disk from "../disk/Disk.ts"
import * as Spread from "../disk/Spread.ts"

const files = 64
/** Of one file: twice what a library of the largest size comes to. */
const mostItems = Math.ceil((2 * mostLibrary) / files)

/** What still says something, without the oldest of what is too much. */
const kept = (times: Readonly<Record<string, Refreshed>>, now: number) => {
  const some = Record.toEntries(times).filter(([, last]) => isRemembered(last, now))
  return some.length < mostItems
    ? some
    : some.toSorted(([, one], [, other]) => other.at - one.at).slice(0, mostItems - 1)
}

const failed = (operation: RefreshedError["operation"], item: string) => (cause: Disk.DiskError) =>
  new RefreshedError({ operation, item, cause })

/** The times that are noted in a folder. */
export const make = Effect.fn("RefreshedFiles.make")(function* (directory: string) {
  const spread = yield* Spread.make({
    directory,
    folder: "plex-refreshed",
    schema: Refreshed,
    files,
    mostItems,
    about: "refreshes in Plex"
  })
  return RefreshedPort.of({
    last: (item) =>
      Effect.zipWith(spread.near(item), Clock.currentTimeMillis, (times, now) =>
        Option.filter(Record.get(times, item), (last) => isRemembered(last, now))
      ).pipe(Effect.mapError(failed("last", item))),
    note: (item, refreshed) =>
      Effect.flatMap(Clock.currentTimeMillis, (now) =>
        spread.change(item, (times) =>
          Record.fromEntries([...kept(Record.remove(times, item), now), [item, refreshed]])
        )
      ).pipe(Effect.mapError(failed("note", item)))
  })
})

/** The times that are noted in the cache folder. */
export const layer = (directory: string): Layer.Layer<RefreshedPort> => Layer.effect(RefreshedPort, make(directory))
