/** What a source told, as it is written down: with its key, the time at which it was told, and how long it holds. */
import { Option, Schema } from "effect"
import { createHash } from "node:crypto"
import { JsonText } from "../../domain/text/Json.ts"
import { ageOf } from "../../domain/values/Elapsed.ts"

/** `at` is in milliseconds since 1970, `life` in milliseconds. */
const MemoryRecord = Schema.Struct({ key: Schema.String, at: Schema.Number, life: Schema.Number, text: Schema.String })
export type MemoryRecord = typeof MemoryRecord.Type

/** Values of a record, and some that a later version may add. */
const mostValues = 100

const Text = JsonText(MemoryRecord, mostValues)
const decodeText = Schema.decodeOption(Text)

export const encode = Schema.encodeSync(Text)

/** The record of that name in a text; none when there is another, or none. */
export const decodeUnder = (name: string, text: string): Option.Option<MemoryRecord> =>
  Option.filter(decodeText(text), ({ key }) => nameOf(key) === name)

/** What a record is kept under, whatever its key: 32 hexadecimal digits. */
export const nameOf = (key: string): string => createHash("sha256").update(key).digest("hex").slice(0, 32)

/** Whether a record still holds. */
export const holds = ({ at, life }: MemoryRecord, now: number): boolean => ageOf(at, now) < life
