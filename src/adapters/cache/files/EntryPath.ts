/** Where an entry lies on disk, and what a file name tells of its key. */
import { createHash } from "node:crypto"
import * as Path from "node:path"
import { isKey } from "../EntryKey.ts"

const digestOf = (key: string): string => createHash("sha256").update(key).digest("hex")
const safeKeyOf = (key: string): string => key.replace(/[^A-Za-z0-9_-]/g, "_")

/** The file of a key by its name, and the names that earlier versions may have left one under, in the order of trust. */
export interface EntryNames {
  readonly file: string
  readonly older: ReadonlyArray<string>
}

/**
 * The names for a key that `isKey` lets through. The first is the one by which the Python system finds a file since its version
 * 3.1.0, so that a folder can be handed back to it. Ours had a longer one for a while; version 3.0.0 had the key alone.
 */
export const namesOf = (key: string): EntryNames => {
  const digest = digestOf(key)
  const safeKey = safeKeyOf(key)
  return {
    file: `${safeKey.slice(0, 80)}_${digest.slice(0, 12)}.json`,
    older: [`${safeKey.slice(0, 100)}_${digest.slice(0, 16)}.json`, `${key}.json`]
  }
}

/** The folder in the cache folder that a name says its file is in; none for flat files. */
const shardOf = (name: string): string | undefined =>
  /_([0-9a-f]{2})(?:[0-9a-f]{14}|[0-9a-f]{10})\.json$/.exec(name)?.[1]

/** Whether a file of that name lies right in the cache folder. */
export const liesFlat = (name: string): boolean => shardOf(name) === undefined

/** Where a file of that name lies. */
export const pathOf = (directory: string, name: string): string => {
  const shard = shardOf(name)
  return shard === undefined ? Path.join(directory, name) : Path.join(directory, shard, name)
}

/** Whether a folder in the cache folder is one that holds entries. */
export const isShard = (name: string): boolean => /^[0-9a-f]{2}$/.test(name)

/** What a file name tells: the key, or the beginning of one that was cut. */
export interface NamedKey {
  readonly start: string
  readonly key: string | undefined
}

/** Whether a name in a shard is that of an entry that belongs there, and not of a foreign file. */
export const isInShard = (name: string, shard: string): boolean =>
  /^vpro-[a-z0-9-]{1,95}_(?:[0-9a-f]{16}|[0-9a-f]{12})\.json$/.test(name) && shardOf(name) === shard

/** What the name of an entry's file tells. */
export const namedKey = (name: string): NamedKey => {
  if (liesFlat(name)) {
    const key = name.slice(0, -".json".length)
    return { start: key, key }
  }
  const end = name.lastIndexOf("_")
  const start = name.slice(0, end)
  const hash = name.slice(end + 1, -".json".length)
  return { start, key: digestOf(start).startsWith(hash) ? start : undefined }
}

/** Whether a name is that of a flat file of version 3.0.0 and not of a foreign one, such as the credentials. */
export const isFlat = (name: string): boolean => name.endsWith(".json") && isKey(name.slice(0, -".json".length))

/** Whether a name is that of a file that a killed process, of this or of the older system, may have left half written. */
export const isTemporary = (name: string): boolean => /^(vpro-|\.probe-).*\.tmp$/.test(name)

/** Whether a name is that of a damaged file put aside. */
export const isAside = (name: string): boolean => /^vpro-.*\.json\.bad$/.test(name)
