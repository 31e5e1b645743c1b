/** The text of a file that a person names, or in a few words why there is none. */
import { Data, Effect } from "effect"
import * as Disk from "../../adapters/disk/Disk.ts"

export class NamedFileError extends Data.TaggedError("NamedFileError")<{ readonly message: string }> {}

const because = (message: string) => new NamedFileError({ message })

export const read = Effect.fn("NamedFile.read")(function* (
  file: string,
  most?: number
): Effect.fn.Return<string, NamedFileError> {
  const reading = yield* Effect.mapError(Disk.readNamed(file, most), ({ message }) => because(message))
  if (reading._tag === "Absent") return yield* because("there is no such file")
  if (reading._tag === "Forbidden") return yield* because("it may not be read")
  if (reading._tag === "Damaged") return yield* because(reading.why)
  return reading.text
})
