/** `cache import FOLDER`: takes over what the older Python system, or another instance, has kept. */
import { Args, Options } from "@effect/cli"
import { Effect, Option, Stream } from "effect"
import { isNewer } from "../../domain/values/CacheEntry.ts"
import { CachePort } from "../../ports/CachePort.ts"
import { visible } from "../Visible.ts"
import { failed } from "./CommandFailure.ts"
import { Output } from "./Output.ts"
import { type FolderError, type FolderFile, preparedToKeep, readFolder } from "./Prepared.ts"
import { commandOf } from "./Arguments.ts"

const options = {
  "dry-run": Options.boolean("dry-run").pipe(Options.withDescription("Only show what would be imported."))
}

const folder = Args.text({ name: "FOLDER" }).pipe(Args.withDescription("A cache folder; nothing in it is changed."))

interface Sums {
  readonly added: number
  readonly renewed: number
  /** What is kept here is as new, or newer. */
  readonly kept: number
  readonly damaged: ReadonlyArray<string>
  readonly forbidden: ReadonlyArray<string>
}

const none: Sums = { added: 0, renewed: 0, kept: 0, damaged: [], forbidden: [] }

const inWords = ({ added, damaged, forbidden, kept, renewed }: Sums, read: number, dry: boolean): string =>
  [
    `${read} ${read === 1 ? "file" : "files"} read${dry ? "; this was a dry run, nothing was changed" : ""}`,
    `${added} ${dry ? "would be added" : "added"}`,
    `${renewed} newer than the cached entry, ${dry ? "would be replaced" : "replaced"}`,
    `${kept} skipped, since the cached entry is as new or newer`,
    `${damaged.length} damaged, not read${damaged.length === 0 ? "" : ":"}`,
    ...damaged.map((file) => `  ${visible(file)}`),
    ...(forbidden.length === 0
      ? []
      : [`${forbidden.length} without permission to read:`, ...forbidden.map((file) => `  ${visible(file)}`)])
  ].join("\n")

/** Takes a folder over: an entry is replaced only by a newer one. */
const takeOver = Effect.fn("CacheImport.takeOver")(function* (
  files: Stream.Stream<FolderFile, FolderError>,
  dry: boolean
) {
  const cache = yield* CachePort
  // Listing does not count as use, as reading one by one would.
  const known = new Map(
    (yield* cache.list({ part: "", limit: Number.MAX_SAFE_INTEGER })).map(({ entry, key }) => [key, entry.fetchedAt])
  )
  return yield* Stream.runFoldEffect(files, none, (sums, { file, forbidden, held }) =>
    Effect.gen(function* () {
      if (forbidden) return { ...sums, forbidden: [...sums.forbidden, file] }
      if (Option.isNone(held)) return { ...sums, damaged: [...sums.damaged, file] }
      const { entry, key } = held.value
      const before = known.get(key)
      if (before !== undefined && !(yield* isNewer(entry.fetchedAt, before))) return { ...sums, kept: sums.kept + 1 }
      if (!dry) yield* cache.set(key, entry)
      known.set(key, entry.fetchedAt)
      return before === undefined ? { ...sums, added: sums.added + 1 } : { ...sums, renewed: sums.renewed + 1 }
    })
  )
})

export const command = commandOf(
  "import",
  "Import the entries of another cache folder, such as that of the Python system. Of two entries for one key, the newer stays.",
  { ...options, folder },
  ({ "dry-run": dry, folder }) =>
    Effect.gen(function* () {
      const { print } = yield* Output
      const found = yield* readFolder(folder)
      if (Option.isNone(found)) return yield* failed(`there is no folder ${folder}`)
      if (found.value.count === 0) return yield* failed(`${folder} contains no cache entries`)
      const sums = yield* takeOver(found.value.files, dry)
      return yield* print(inWords(sums, found.value.count, dry))
    }).pipe(preparedToKeep)
)
