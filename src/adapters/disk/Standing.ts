/** How a folder stands: whose it is, and how much room is left. */
import { Effect } from "effect"
import * as Fs from "node:fs/promises"
import { attempt, type DiskError } from "./Disk.ts"

export interface Standing {
  /** Bytes that this user may still write. */
  readonly free: number
  /** The number of the user whose folder it is. */
  readonly owner: number
}

/** The number of the user whose process this is; systems without such numbers tell none. */
export const user: Effect.Effect<number | undefined> = Effect.sync(() => process.getuid?.())

export const standing = (path: string): Effect.Effect<Standing, DiskError> =>
  Effect.zipWith(
    attempt(() => Fs.stat(path)),
    attempt(() => Fs.statfs(path)),
    ({ uid }, { bavail, bsize }) => ({ free: bavail * bsize, owner: uid })
  )
