/** How old the texts in the folder are: known of what was read, and learnt of the rest little by little. */
import { Duration, Effect, Option } from "effect"
import { type Aged, type CachePort } from "../../../ports/CachePort.ts"
import type { DiskError } from "../../disk/Disk.ts"
import type { LeastRecentlyUsed } from "../LeastRecentlyUsed.ts"
import * as EntryPath from "./EntryPath.ts"

/** After a start so many files are read at each call, until it is known of all of them how old their texts are. */
const learntAtOnce = 1000

/** Files that are read together. */
const together = 8

interface Folder {
  readonly index: LeastRecentlyUsed
  /** Is over when every file is in the index. */
  readonly scanned: Effect.Effect<void>
  /** Reads a file, and tells the index how old its text is. */
  readonly readEntry: (name: string, key: string | undefined) => Effect.Effect<Option.Option<unknown>, DiskError>
  readonly keyOf: (name: string, named: EntryPath.NamedKey) => Effect.Effect<string | undefined, DiskError>
}

/** Texts of a folder by their age, as the port wants them. */
export const make = ({ index, keyOf, readEntry, scanned }: Folder) =>
  Effect.fn("Ages.aged")(function* ({ before, usedAfter }: Parameters<CachePort["Type"]["aged"]>[0]) {
    // Before that, hardly any file is known.
    yield* scanned
    yield* Effect.forEach(
      index.unread(learntAtOnce),
      (name) =>
        Effect.tap(readEntry(name, EntryPath.namedKey(name).key), (found) =>
          // What cannot be read is not tried each time.
          Option.isNone(found) ? index.learn(name, Number.POSITIVE_INFINITY) : undefined
        ),
      { concurrency: together, discard: true }
    )
    const found = yield* Effect.forEach(index.aged(before, Duration.toMillis(usedAfter)), ({ name, since }) =>
      Effect.map(keyOf(name, EntryPath.namedKey(name)), (key): ReadonlyArray<Aged> =>
        key === undefined ? [] : [{ key, since }]
      )
    )
    return found.flat()
  })
