/** Where what sources told lies on disk: in a folder of its own in the cache folder, which is not one that holds answers. */
import * as Path from "node:path"

export { isShard } from "./EntryPath.ts"

/** The folder in the cache folder. */
export const folder = "works"

/** The file of a record by its name, which begins with that of the folder it is in. */
export const fileOf = (name: string): string => `${name}.json`

/** The name of the record in a file. */
export const nameIn = (file: string): string => file.slice(0, -".json".length)

/** Where the record of that name lies. */
export const pathOf = (directory: string, name: string): string => Path.join(directory, name.slice(0, 2), fileOf(name))

/** Whether a file in a shard is that of a record that belongs there. */
export const isInShard = (file: string, shard: string): boolean =>
  /^[0-9a-f]{32}\.json$/.test(file) && file.startsWith(shard)

/** No record lies flat. */
export const isFlat = (): boolean => false

/** Whether a file is one that a killed process may have left half written. */
export const isTemporary = (file: string): boolean => /^[0-9a-f]{32}\.json\.[0-9a-f-]{36}\.tmp$/.test(file)

/** Damaged records are not kept. */
export const isAside = (): boolean => false
