/** The file that keeps a proven pair, as the older Python system wrote it. */
import { DateTime, Effect, Option, Redacted, Schema } from "effect"
import * as Path from "node:path"
import { JsonText } from "../../../domain/text/Json.ts"
import type { Credentials } from "../../../ports/CredentialPort.ts"
import * as Disk from "../../disk/Disk.ts"

const Value = Schema.Redacted(Schema.NonEmptyTrimmedString)

const Stored = Schema.Struct({
  api_key: Value,
  api_secret: Value,
  fetched_at: Schema.optional(Schema.NullOr(Schema.String)),
  source: Schema.optional(Schema.NullOr(Schema.String))
})
const decode = Schema.decodeOption(JsonText(Stored))
const encode = Schema.encode(Schema.parseJson(Stored, { space: 2 }))

/** The pair in the file, if there is one. A damaged file is reported without its contents: they may be half a secret. */
export const read = Effect.fn("PairFile.read")(function* (file: string) {
  const reading = yield* Effect.either(Disk.readNamed(file))
  if (reading._tag === "Left") return yield* unusable(reading.left.code)
  const found = reading.right
  if (found._tag === "Absent") return Option.none<Credentials>()
  if (found._tag !== "Text") return yield* unusable(inTheWay(found))
  const stored = decode(found.text)
  if (Option.isNone(stored)) return yield* unusable("it holds no pair")
  return Option.some<Credentials>({ key: stored.value.api_key, secret: stored.value.api_secret, source: "file" })
})

const inTheWay = (reading: Exclude<Disk.Reading, { readonly _tag: "Absent" | "Text" }>): string =>
  reading._tag === "Forbidden" ? `it may not be read (${reading.code})` : reading.why

const unusable = (why: string) =>
  Effect.logWarning(`the credentials file cannot be used, ${why}; going on without it`).pipe(
    Effect.as(Option.none<never>())
  )

/**
 * Writes the pair as a whole or not at all, readable by its owner only. What may not be read, or is no file of ours (a device, a
 * pipe), is left as it is.
 */
export const write = Effect.fn("PairFile.write")(function* (file: string, pair: Credentials) {
  const before = yield* Disk.readNamed(file)
  if (before._tag === "Forbidden" || (before._tag === "Damaged" && !before.ours))
    return yield* new Disk.DiskError({ code: "EEXIST", cause: inTheWay(before) })
  const text = yield* Effect.orDie(
    encode({
      api_key: Redacted.make(Redacted.value(pair.key)),
      api_secret: Redacted.make(Redacted.value(pair.secret)),
      fetched_at: DateTime.formatIso(yield* DateTime.now).replace(/Z$/, "+00:00"),
      source: pair.source
    })
  )
  return yield* Disk.write(Path.dirname(Path.resolve(file)), Path.resolve(file), text, 0o600)
})
