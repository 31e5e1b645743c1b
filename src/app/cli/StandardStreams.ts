/** The standard streams where they are files: Node's own way takes a part that was written for the whole. */
import { fstatSync, writeSync } from "node:fs"

interface Standard {
  readonly fd: number
  readonly isTTY?: boolean
}

/** Whether a stream leads to a file or a device, and not to somebody who reads: no pipe, no socket, no terminal. */
export const isFile = ({ fd, isTTY }: Standard): boolean => {
  const stat = fstatSync(fd)
  return isTTY !== true && !stat.isFIFO() && !stat.isSocket()
}

/** Writes a text to its end, or tells why that cannot be: the disk is full, or the file may not grow. */
export const wholly =
  ({ fd }: Standard) =>
  (text: string, done: (error?: Error) => void): void => {
    try {
      for (let rest = Buffer.from(text); rest.length > 0;) rest = rest.subarray(writeSync(fd, rest))
    } catch (cause) {
      return done(cause instanceof Error ? cause : new Error("not written", { cause }))
    }
    done()
  }
