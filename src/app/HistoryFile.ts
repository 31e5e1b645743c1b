/** The figures of the libraries in a file of the cache folder. */
import { Effect, Layer, Option, Schema } from "effect"
import * as Path from "node:path"
import * as Disk from "../adapters/disk/Disk.ts"
import { LibraryHistory, noHistory } from "../domain/library/LibraryHistory.ts"
import { JsonText } from "../domain/text/Json.ts"
import { HistoryStore, HistoryStoreError } from "./library/HistoryStore.ts"

const file = "library-history.json"

const decode = Schema.decodeOption(JsonText(LibraryHistory))
const encode = Schema.encode(Schema.parseJson(LibraryHistory))

/** A file that is damaged, or none of ours, counts as none: the figures begin anew. */
export const layer = (directory: string): Layer.Layer<HistoryStore> => {
  const path = Path.join(directory, file)
  return Layer.succeed(HistoryStore, {
    read: Disk.read(directory, path).pipe(
      Effect.map((reading) => (reading._tag === "Text" ? decode(reading.text) : Option.none())),
      Effect.map(Option.getOrElse(() => noHistory)),
      Effect.orElseSucceed(() => noHistory)
    ),
    keep: (history) =>
      Effect.flatMap(Effect.orDie(encode(history)), (text) => Disk.write(directory, path, text)).pipe(
        Effect.mapError(({ message }) => new HistoryStoreError({ message }))
      )
  })
}
