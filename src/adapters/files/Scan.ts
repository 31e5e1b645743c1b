/** Looking over the whole folder: by name and size only, for a full cache holds ten thousand files. */
import { Clock, Duration, Effect } from "effect"
import type { Dirent } from "node:fs"
import * as Fs from "node:fs/promises"
import * as Path from "node:path"
import { attempt, unlink } from "./Disk.ts"
import * as EntryPath from "./EntryPath.ts"
import type { Slot } from "./Index.ts"

/** Shards that are looked at together. */
const concurrency = 8

/** How long files that nobody wants any more are left alone: another process may be busy with them. */
const temporaryLife = Duration.toMillis("1 hour")
const asideLife = Duration.toMillis("7 days")

interface Leftover {
  readonly path: string
  readonly goodUntil: number
}

/** What the folder holds: entries, the least recently used first, and files to be swept in time. */
export interface Scanned {
  readonly entries: ReadonlyArray<readonly [path: string, slot: Slot]>
  readonly leftovers: ReadonlyArray<Leftover>
}

/** Looks over the folder. What cannot be looked at, or is gone by then, is left out. */
export const scan = Effect.fn("Scan.scan")(function* (directory: string) {
  const top = yield* list(directory)
  const shards = top.filter((item) => item.isDirectory() && EntryPath.isShard(item.name))
  const scanned: { entries: Array<readonly [string, Slot]>; leftovers: Array<Leftover> } = {
    entries: [],
    leftovers: []
  }

  const look = (folder: string, items: ReadonlyArray<Dirent>, told: (name: string) => Told | undefined) =>
    Effect.map(statsOf(folder, items), (files) => {
      for (const { name, path, bytes, modified } of files) {
        const names = told(name)
        if (names !== undefined) scanned.entries.push([path, { ...names, bytes, lastUsed: modified }])
        else if (EntryPath.isTemporary(name)) scanned.leftovers.push({ path, goodUntil: modified + temporaryLife })
        else if (EntryPath.isAside(name)) scanned.leftovers.push({ path, goodUntil: modified + asideLife })
      }
    })

  yield* look(directory, top, (name) => {
    const key = EntryPath.keyOfFlat(name)
    return key === undefined ? undefined : { start: key, key }
  })
  yield* Effect.forEach(
    shards.map((shard) => Path.join(directory, shard.name)),
    (folder) => Effect.flatMap(list(folder), (items) => look(folder, items, EntryPath.keyInShard)),
    { concurrency, discard: true }
  )
  scanned.entries.sort(([, a], [, b]) => a.lastUsed - b.lastUsed)
  return scanned satisfies Scanned
})

/** Removes what killed processes left half written, and damaged files that nobody came to look at. */
export const sweep = Effect.fn("Scan.sweep")(function* (leftovers: ReadonlyArray<Leftover>) {
  const now = yield* Clock.currentTimeMillis
  const old = leftovers.filter((leftover) => leftover.goodUntil < now)
  yield* Effect.forEach(old, ({ path }) => Effect.ignore(unlink(path)), { concurrency, discard: true })
})

type Told = Pick<Slot, "key" | "start">

const list = (folder: string): Effect.Effect<ReadonlyArray<Dirent>> =>
  Effect.orElseSucceed(
    attempt(() => Fs.readdir(folder, { withFileTypes: true })),
    () => []
  )

// `Dirent` and `lstat` tell links from what they point at: linked files are not ours.
const statsOf = (folder: string, items: ReadonlyArray<Dirent>) =>
  Effect.map(
    Effect.promise(() =>
      Promise.allSettled(
        items
          .filter((item) => item.isFile())
          .map(({ name }) => {
            const path = Path.join(folder, name)
            return Fs.lstat(path).then((stat) => ({ name, path, bytes: stat.size, modified: stat.mtimeMs }))
          })
      )
    ),
    (results) => results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []))
  )
