/** Looking over the whole folder: by name and size only, for a full cache holds ten thousand files. */
import { Array as Arr, Chunk, Clock, Duration, Effect } from "effect"
import * as Fs from "node:fs/promises"
import * as Path from "node:path"
import { attempt, isRealFolder, unlink } from "./Disk.ts"
import * as EntryPath from "./EntryPath.ts"

/** Files of one folder that are looked at together: what is known of each is large for a moment. */
const together = 16

/** How long files that nobody wants any more are left alone: another process may be busy with them. */
const temporaryLife = Duration.toMillis("1 hour")
const asideLife = Duration.toMillis("7 days")

interface Leftover {
  readonly path: string
  readonly goodUntil: number
}

/** An entry's file. */
export interface Seen {
  readonly name: string
  readonly bytes: number
  /** When it was used last, in milliseconds. */
  readonly modified: number
}

/**
 * Looks over the folder: tells of every entry as it is seen, in no order, and answers the files to be swept in time. What cannot
 * be looked at, or is gone by then, is left out.
 */
export const scan = Effect.fn("Scan.scan")(function* (directory: string, tell: (entry: Seen) => void) {
  const leftovers: Array<Leftover> = []

  const look = (folder: string, names: ReadonlyArray<string>, isEntry: (name: string) => boolean) => {
    // `lstat` tells links from what they point at: linked files are not ours.
    const lookAt = (name: string) => {
      const path = `${folder}${Path.sep}${name}`
      return Fs.lstat(path).then((stat) => {
        const { mtimeMs, size } = stat
        if (!stat.isFile()) return
        if (isEntry(name)) tell({ name, bytes: size, modified: mtimeMs })
        else if (EntryPath.isTemporary(name)) leftovers.push({ path, goodUntil: mtimeMs + temporaryLife })
        else if (EntryPath.isAside(name)) leftovers.push({ path, goodUntil: mtimeMs + asideLife })
      })
    }
    return Effect.forEach(
      Chunk.chunksOf(Chunk.fromIterable(names), together),
      (some) => Effect.promise(() => Promise.allSettled(Chunk.toReadonlyArray(some).map(lookAt))),
      { discard: true }
    )
  }

  const [shards, others] = Arr.partition(yield* list(directory), (name) => !EntryPath.isShard(name))
  yield* look(directory, others, EntryPath.isFlat)
  yield* Effect.forEach(
    shards,
    Effect.fnUntraced(function* (shard) {
      const folder = Path.join(directory, shard)
      if (!(yield* Effect.orElseSucceed(isRealFolder(folder), () => false))) return
      yield* look(folder, yield* list(folder), (name) => EntryPath.isInShard(name, shard))
    }),
    { discard: true }
  )
  return leftovers
})

/** Removes what killed processes left half written, and damaged files that nobody came to look at. */
export const sweep = Effect.fn("Scan.sweep")(function* (leftovers: ReadonlyArray<Leftover>) {
  const now = yield* Clock.currentTimeMillis
  const old = leftovers.filter((leftover) => leftover.goodUntil < now)
  yield* Effect.forEach(old, ({ path }) => Effect.ignore(unlink(path)), { concurrency: 8, discard: true })
})

/** Names alone: with what kind each is, they would take several times the memory. */
const list = (folder: string): Effect.Effect<ReadonlyArray<string>> =>
  Effect.orElseSucceed(
    attempt(() => Fs.readdir(folder)),
    () => []
  )
