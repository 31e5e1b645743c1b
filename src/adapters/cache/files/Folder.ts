/** Reading a cache folder that belongs to somebody else, such as the older Python system: nothing in it is changed. */
import { Data, Effect, Option, Stream } from "effect"
import * as Path from "node:path"
import type { CacheEntry } from "../../../domain/values/CacheEntry.ts"
import * as Disk from "../../disk/Disk.ts"
import * as EntryJson from "../EntryJson.ts"
import { kindOf } from "../EntryKey.ts"
import * as EntryPath from "./EntryPath.ts"
import * as Scan from "./Scan.ts"

/** A file of the folder by its path within, and what it holds; no entry when it is damaged, or may not be read. */
export interface FolderFile {
  readonly file: string
  readonly forbidden: boolean
  readonly held: Option.Option<{ readonly key: string; readonly entry: CacheEntry }>
}

/** The folder cannot be read. */
export class FolderError extends Data.TaggedError("FolderError")<{ readonly folder: string; readonly code: string }> {
  override get message() {
    return `${this.folder} cannot be read (${this.code})`
  }
}

/** Files that are read together. */
const concurrency = 8

/** The files that should hold entries, the least recently used first; `None` when there is no such folder. */
export const read = Effect.fn("Folder.read")(function* (folder: string) {
  const directory = Path.resolve(folder)
  const failed = ({ code }: Disk.DiskError) => new FolderError({ folder, code })
  if (!(yield* Effect.mapError(Disk.isFolder(directory), failed))) return Option.none()
  const entries: Array<Scan.FileSeen> = []
  yield* Scan.scan(directory, (seen) => void entries.push(seen))
  entries.sort((a, b) => a.modified - b.modified)
  const files = Stream.mapEffect(
    Stream.fromIterable(entries),
    ({ name }) => {
      const named = EntryPath.namedKey(name)
      const path = EntryPath.pathOf(directory, name)
      return Effect.map(Effect.mapError(Disk.read(directory, path), failed), (reading): FolderFile => ({
        file: Path.relative(directory, path),
        forbidden: reading._tag === "Forbidden",
        held:
          reading._tag === "Text"
            ? Option.flatMap(EntryJson.decode(reading.text, kindOf(named.start)), (decoded) => {
                const key = named.key ?? decoded.key
                return key === undefined || (decoded.key ?? key) !== key || !key.startsWith(named.start)
                  ? Option.none()
                  : Option.some({ key, entry: decoded.entry })
              })
            : Option.none()
      }))
    },
    { concurrency }
  )
  return Option.some({ count: entries.length, files })
})
