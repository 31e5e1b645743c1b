/** The owner's choices of pages in a file that a person names: what `GET /overrides` and `override list --json` gave. */
import { Data, Effect } from "effect"
import * as Disk from "../../adapters/disk/Disk.ts"
import { readJson } from "../../domain/text/Json.ts"
import { mostOverrides, Overrides } from "../../domain/values/Override.ts"

/** There is no such file, or it holds none: why, in a few words. */
export class OverridesInError extends Data.TaggedError("OverridesInError")<{ readonly message: string }> {}

const because = (message: string) => new OverridesInError({ message })
const decode = readJson(Overrides, 20 * mostOverrides)

export const read = Effect.fn("OverridesIn.read")(function* (file: string) {
  const reading = yield* Effect.mapError(Disk.readNamed(file), ({ message }) => because(message))
  if (reading._tag === "Absent") return yield* because("there is no such file")
  if (reading._tag === "Forbidden") return yield* because("it may not be read")
  if (reading._tag === "Damaged") return yield* because(reading.why)
  return (yield* Effect.mapError(decode(reading.text), ({ message }) => because(message))).overrides
})
