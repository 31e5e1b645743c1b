/** Whether somebody has said that the service may refresh titles in Plex by itself: a file in the cache folder. */
import { Effect, Option, Schema } from "effect"
import * as Path from "node:path"
import { JsonText } from "../../domain/text/Json.ts"
import * as Disk from "../disk/Disk.ts"

const Choice = Schema.Struct({ on: Schema.Boolean })
const decode = Schema.decodeOption(JsonText(Choice))

const pathIn = (directory: string) => Path.join(directory, "plex-sync.json")

/** Whether somebody has said yes. What cannot be read is no yes. */
export const read = Effect.fn("SyncChoice.read")(function* (directory: string) {
  const reading = yield* Disk.read(directory, pathIn(directory))
  return reading._tag === "Text" && Option.exists(decode(reading.text), ({ on }) => on)
})

/** Keeps the choice. */
export const keep = (directory: string, on: boolean) =>
  Disk.write(directory, pathIn(directory), `${JSON.stringify({ on })}\n`)
