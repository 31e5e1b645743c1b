/** Where an entry lies on disk, and what a file name tells of its key. */
import { createHash } from "node:crypto"
import * as Path from "node:path"
import { isKey } from "../shared/CacheKey.ts"

const digestOf = (key: string): string => createHash("sha256").update(key).digest("hex")
const safeKeyOf = (key: string): string => key.replace(/[^A-Za-z0-9_-]/g, "_")

/** The file of a key, and the places where older systems may have left one, in the order of trust. */
export interface EntryPaths {
  readonly file: string
  readonly older: ReadonlyArray<string>
}

/** The places of a key that `isKey` lets through. */
export const pathsOf = (directory: string, key: string): EntryPaths => {
  const digest = digestOf(key)
  const safeKey = safeKeyOf(key)
  const shard = Path.join(directory, digest.slice(0, 2))
  return {
    file: Path.join(shard, `${safeKey.slice(0, 100)}_${digest.slice(0, 16)}.json`),
    older: [
      Path.join(shard, `${safeKey.slice(0, 80)}_${digest.slice(0, 12)}.json`),
      Path.join(directory, `${key}.json`)
    ]
  }
}

/** Whether a folder in the cache folder is one that holds entries. */
export const isShard = (name: string): boolean => /^[0-9a-f]{2}$/.test(name)

/** What a name in a shard tells: the key, or the beginning of one that was cut. `undefined` for a foreign file. */
export const keyInShard = (name: string): { readonly start: string; readonly key: string | undefined } | undefined => {
  const [, start, hash] = /^(vpro-[a-z0-9-]{1,95})_([0-9a-f]{16}|[0-9a-f]{12})\.json$/.exec(name) ?? []
  if (start === undefined || hash === undefined) return undefined
  return { start, key: digestOf(start).startsWith(hash) ? start : undefined }
}

/** The key of a flat file of version 3.0.0; `undefined` for a foreign file, such as the credentials. */
export const keyOfFlat = (name: string): string | undefined => {
  const key = name.endsWith(".json") ? name.slice(0, -".json".length) : ""
  return isKey(key) ? key : undefined
}

/** Whether a name is that of a file that a killed process, of this or of the older system, may have left half written. */
export const isTemporary = (name: string): boolean => /^(vpro-|\.probe-).*\.tmp$/.test(name)

/** Whether a name is that of a damaged file put aside. */
export const isAside = (name: string): boolean => /^vpro-.*\.json\.bad$/.test(name)
