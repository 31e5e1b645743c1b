/** Looking over the whole folder: by name and size only, for a full cache holds ten thousand files. */
import { Chunk, Clock, Duration, Effect } from "effect"
import type { Dirent } from "node:fs"
import * as Fs from "node:fs/promises"
import * as Path from "node:path"
import { attempt, unlink } from "./Disk.ts"
import * as EntryPath from "./EntryPath.ts"

/** Files of one folder that are looked at together: what is known of each is large for a moment. */
const together = 64

/** How long files that nobody wants any more are left alone: another process may be busy with them. */
const temporaryLife = Duration.toMillis("1 hour")
const asideLife = Duration.toMillis("7 days")

interface Leftover {
  readonly path: string
  readonly goodUntil: number
}

interface Entry {
  readonly path: string
  readonly bytes: number
  /** When it was used last, in milliseconds. */
  readonly modified: number
}

/** What the folder holds: entries, the least recently used first, and files to be swept in time. */
export interface Scanned {
  readonly entries: ReadonlyArray<Entry>
  readonly leftovers: ReadonlyArray<Leftover>
}

/** Looks over the folder. What cannot be looked at, or is gone by then, is left out. */
export const scan = Effect.fn("Scan.scan")(function* (directory: string) {
  const top = yield* list(directory)
  const shards = top.filter((item) => item.isDirectory() && EntryPath.isShard(item.name))
  const entries: Array<Entry> = []
  const leftovers: Array<Leftover> = []

  const look = (folder: string, items: ReadonlyArray<Dirent>, isEntry: (name: string) => boolean) => {
    const names = items.filter((item) => item.isFile()).map(({ name }) => name)
    // `Dirent` and `lstat` tell links from what they point at: linked files are not ours.
    const lookAt = (name: string) => {
      const path = `${folder}${Path.sep}${name}`
      return Fs.lstat(path).then(({ mtimeMs, size }) => {
        if (isEntry(name)) entries.push({ path, bytes: size, modified: mtimeMs })
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

  yield* look(directory, top, EntryPath.isFlat)
  yield* Effect.forEach(
    shards.map((shard) => Path.join(directory, shard.name)),
    (folder) => Effect.flatMap(list(folder), (items) => look(folder, items, EntryPath.isInShard)),
    { concurrency: 2, discard: true }
  )
  entries.sort((a, b) => a.modified - b.modified)
  const scanned: Scanned = { entries, leftovers }
  return scanned
})

/** Removes what killed processes left half written, and damaged files that nobody came to look at. */
export const sweep = Effect.fn("Scan.sweep")(function* (leftovers: ReadonlyArray<Leftover>) {
  const now = yield* Clock.currentTimeMillis
  const old = leftovers.filter((leftover) => leftover.goodUntil < now)
  yield* Effect.forEach(old, ({ path }) => Effect.ignore(unlink(path)), { concurrency: 8, discard: true })
})

const list = (folder: string): Effect.Effect<ReadonlyArray<Dirent>> =>
  Effect.orElseSucceed(
    attempt(() => Fs.readdir(folder, { withFileTypes: true })),
    () => []
  )
