/** The file that keeps a proven pair, as the older Python system wrote it. */
import { type Error as PlatformError, FileSystem, Path } from "@effect/platform"
import { DateTime, Effect, Option, Redacted, Schema } from "effect"
import { randomUUID } from "node:crypto"
import { JsonText } from "../../domain/text/Json.ts"
import type { Credentials } from "../../ports/CredentialPort.ts"

const Value = Schema.Redacted(Schema.NonEmptyTrimmedString)

const Stored = JsonText(
  Schema.Struct({
    api_key: Value,
    api_secret: Value,
    fetched_at: Schema.optional(Schema.NullOr(Schema.String)),
    source: Schema.optional(Schema.NullOr(Schema.String))
  }),
  undefined,
  2
)

/** The pair in the file, if there is one. A damaged file is reported without its contents: they may be half a secret. */
export const read = Effect.fn("PairFile.read")(function* (file: string) {
  const fs = yield* FileSystem.FileSystem
  const text = yield* fs.readFileString(file).pipe(
    Effect.map(Option.some),
    Effect.catchAll((error) =>
      error._tag === "SystemError" && error.reason === "NotFound" ? Effect.succeedNone : unusable
    )
  )
  if (Option.isNone(text)) return Option.none<Credentials>()
  const stored = Schema.decodeOption(Stored)(text.value)
  if (Option.isNone(stored)) return yield* unusable
  return Option.some<Credentials>({ key: stored.value.api_key, secret: stored.value.api_secret, source: "file" })
})

const unusable = Effect.as(
  Effect.logWarning("the credentials file cannot be used; going on without it"),
  Option.none<never>()
)

/** Writes the pair as a whole or not at all, readable by its owner only. */
export const write = Effect.fn("PairFile.write")(function* (file: string, pair: Credentials) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const temporary = `${file}.${randomUUID()}.tmp`
  const text = yield* Effect.orDie(
    Schema.encode(Stored)({
      api_key: Redacted.make(Redacted.value(pair.key)),
      api_secret: Redacted.make(Redacted.value(pair.secret)),
      fetched_at: DateTime.formatIso(yield* DateTime.now).replace(/Z$/, "+00:00"),
      source: pair.source
    })
  )
  const fill: Effect.Effect<void, PlatformError.PlatformError> = Effect.scoped(
    Effect.gen(function* () {
      const handle = yield* fs.open(temporary, { flag: "wx", mode: 0o600 })
      yield* handle.writeAll(new TextEncoder().encode(text))
      yield* handle.sync
    })
  )
  yield* fs.makeDirectory(path.dirname(file), { recursive: true }).pipe(
    Effect.zipRight(fill),
    Effect.zipRight(fs.rename(temporary, file)),
    Effect.onError(() => Effect.ignore(fs.remove(temporary, { force: true }))),
    Effect.uninterruptible
  )
})
