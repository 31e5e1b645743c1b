/** Looking over the whole folder: by name and size only, for a full cache holds ten thousand files. */
import { Array as Arr, Chunk, Clock, Duration, Effect } from "effect"
import * as Fs from "node:fs/promises"
import * as Path from "node:path"
import { ageOf } from "../../../domain/values/Elapsed.ts"
import { attempt, isAbsent, isRealFolder, touch, unlink } from "../../disk/Disk.ts"
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

/** What is to be done about the files of a folder that was looked over. */
export interface Upkeep {
  readonly leftovers: ReadonlyArray<Leftover>
  /** Files of the future: until that has come they would count as used last, or as needed still. */
  readonly untimely: ReadonlyArray<string>
  /** How many files there are. */
  readonly count: number
}

/** How files are called in the folder that is looked over, and in its shards. */
export interface Naming {
  readonly isShard: (name: string) => boolean
  readonly isInShard: (name: string, shard: string) => boolean
  readonly isFlat: (name: string) => boolean
  readonly isTemporary: (name: string) => boolean
  readonly isAside: (name: string) => boolean
}

/** An entry's file. */
export interface FileSeen {
  readonly name: string
  readonly bytes: number
  /** When it was used last, in milliseconds. */
  readonly modified: number
}

/**
 * Looks over the folder: tells of every entry as it is seen, in no order, and answers the files to be swept in time. What cannot
 * be looked at, or is gone by then, is left out.
 */
export const scan = Effect.fn("Scan.scan")(function* (
  directory: string,
  tell: (entry: FileSeen) => void,
  naming: Naming = EntryPath
) {
  const leftovers: Array<Leftover> = []
  const untimely: Array<string> = []
  let count = 0
  const now = yield* Clock.currentTimeMillis

  const look = (folder: string, names: ReadonlyArray<string>, isEntry: (name: string) => boolean) => {
    // `lstat` tells links from what they point at: linked files are not ours.
    const lookAt = (name: string) => {
      const path = `${folder}${Path.sep}${name}`
      return Fs.lstat(path).then((stat) => {
        const { mtimeMs, size } = stat
        if (!stat.isFile()) return
        if (isEntry(name)) tell({ name, bytes: size, modified: mtimeMs })
        else if (naming.isTemporary(name)) leftovers.push({ path, goodUntil: mtimeMs + temporaryLife })
        else if (naming.isAside(name)) leftovers.push({ path, goodUntil: mtimeMs + asideLife })
        else return
        count += 1
        if (ageOf(mtimeMs, now) === Number.POSITIVE_INFINITY) untimely.push(path)
      })
    }
    return Effect.forEach(
      Chunk.chunksOf(Chunk.fromIterable(names), together),
      (some) => Effect.promise(() => Promise.allSettled(Chunk.toReadonlyArray(some).map(lookAt))),
      { discard: true }
    )
  }

  const [shards, others] = Arr.partition(yield* list(directory), (name) => !naming.isShard(name))
  yield* look(directory, others, naming.isFlat)
  yield* Effect.forEach(
    shards,
    Effect.fnUntraced(function* (shard) {
      const folder = Path.join(directory, shard)
      if (!(yield* Effect.orElseSucceed(isRealFolder(folder), () => false))) return
      yield* look(folder, yield* list(folder), (name) => naming.isInShard(name, shard))
    }),
    { discard: true }
  )
  return { leftovers, untimely, count } satisfies Upkeep
})

/**
 * Removes what killed processes left half written, and damaged files that nobody came to look at. A file of the future was used
 * now at the latest, and from now on its time says so; but when most of them are, it is our clock that is wrong.
 */
export const sweep = Effect.fn("Scan.sweep")(function* ({ count, leftovers, untimely }: Upkeep) {
  const now = yield* Clock.currentTimeMillis
  const old = leftovers.filter((leftover) => leftover.goodUntil < now)
  yield* Effect.forEach(old, ({ path }) => Effect.ignore(unlink(path)), { concurrency: 8, discard: true })
  if (2 * untimely.length <= count)
    yield* Effect.forEach(untimely, (path) => touch(path, now), { concurrency: 8, discard: true })
})

/** Names alone: with what kind each is, they would take several times the memory. */
const list = (folder: string): Effect.Effect<ReadonlyArray<string>> =>
  Effect.catchAll(
    attempt(() => Fs.readdir(folder)),
    (error) =>
      (isAbsent(error)
        ? Effect.void
        : Effect.logWarning("a folder of the cache cannot be looked over").pipe(
            Effect.annotateLogs({ folder, code: error.code })
          )
      ).pipe(Effect.as([]))
  )
