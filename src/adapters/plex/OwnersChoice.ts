/** Whether somebody has said that the service may do something in Plex by itself: a file in the cache folder for each such thing. */
import { Effect, Option, Schema } from "effect"
import * as Path from "node:path"
import { JsonText } from "../../domain/text/Json.ts"
import * as Disk from "../disk/Disk.ts"

/** What may be chosen: that Plex is kept up to date, and that it shows VPRO's mark. */
export type Chosen = "sync" | "rating"

const Choice = Schema.Struct({ on: Schema.Boolean })
const decode = Schema.decodeOption(JsonText(Choice))

const pathIn = (directory: string, what: Chosen) => Path.join(directory, `plex-${what}.json`)

/** Whether somebody has said yes. What cannot be read is no yes. */
export const read = Effect.fn("OwnersChoice.read")(function* (directory: string, what: Chosen) {
  const reading = yield* Disk.read(directory, pathIn(directory, what))
  return reading._tag === "Text" && Option.exists(decode(reading.text), ({ on }) => on)
})

/** Keeps the choice. */
export const keep = (directory: string, what: Chosen, on: boolean) =>
  Disk.write(directory, pathIn(directory, what), `${JSON.stringify({ on })}\n`)
