/** The former agents of libraries in a file of the cache folder. It is read each time: a command may run beside the service. */
import { Effect, Layer, Option, Record, Schema } from "effect"
import * as Path from "node:path"
import * as Disk from "../adapters/disk/Disk.ts"
import { mostLibraries } from "../domain/library/LibraryHistory.ts"
import { JsonText } from "../domain/text/Json.ts"
import { FormerAgent, FormerAgents, FormerAgentsError } from "./plex/FormerAgents.ts"

const file = "plex-former-agents.json"

const Known = Schema.Record({ key: Schema.String, value: FormerAgent })
const decode = Schema.decodeOption(JsonText(Known))
const encode = Schema.encode(Schema.parseJson(Known))

/** A file that is damaged, or none of ours, counts as none: a library then goes back under Plex's own agent. */
export const layer = (directory: string): Layer.Layer<FormerAgents> => {
  const path = Path.join(directory, file)
  const read = Disk.read(directory, path).pipe(
    Effect.map((reading) => (reading._tag === "Text" ? decode(reading.text) : Option.none())),
    Effect.map(Option.getOrElse((): typeof Known.Type => ({}))),
    Effect.orElseSucceed((): typeof Known.Type => ({}))
  )
  return Layer.succeed(FormerAgents, {
    of: (library) => Effect.map(read, (known) => Record.get(known, library)),
    note: (library, agent) =>
      Effect.gen(function* () {
        const others = Record.toEntries(Record.remove(yield* read, library)).slice(-(mostLibraries - 1))
        const text = yield* Effect.orDie(encode(Record.fromEntries([...others, [library, agent]])))
        yield* Disk.write(directory, path, text)
      }).pipe(Effect.mapError(({ message }) => new FormerAgentsError({ message })))
  })
}
