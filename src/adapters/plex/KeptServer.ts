/** The Plex server that somebody connected, in the cache folder, readable by its owner only. */
import { Effect, Option, Redacted, Schema } from "effect"
import * as Path from "node:path"
import { JsonText } from "../../domain/text/Json.ts"
import * as Disk from "../disk/Disk.ts"

const file = "plex-server.json"

const KeptServer = Schema.Struct({
  name: Schema.String,
  url: Schema.NonEmptyString,
  /** By which the server tells who it is. */
  id: Schema.optionalWith(Schema.NonEmptyString, { exact: true }),
  token: Schema.Redacted(Schema.NonEmptyTrimmedString)
})

/** A server, and the token for it. */
export type KeptServer = typeof KeptServer.Type

const decode = Schema.decodeOption(JsonText(KeptServer))
const encode = Schema.encode(Schema.parseJson(KeptServer, { space: 2 }))

const pathIn = (directory: string) => Path.join(directory, file)

/** The server that was connected; none where none is, or where the file is none of ours. */
export const read = Effect.fn("KeptServer.read")(function* (directory: string) {
  const reading = yield* Disk.read(directory, pathIn(directory))
  return reading._tag === "Text" ? decode(reading.text) : Option.none<KeptServer>()
})

/** Keeps a server in the place of the one before it. */
export const keep = Effect.fn("KeptServer.keep")(function* (directory: string, server: KeptServer) {
  const text = yield* Effect.orDie(encode({ ...server, token: Redacted.make(Redacted.value(server.token)) }))
  yield* Disk.write(directory, pathIn(directory), text, 0o600)
})

/** Forgets it; whether there was one. */
export const forget = (directory: string) => Disk.unlink(pathIn(directory))
