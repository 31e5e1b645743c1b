/** By which Plex tells this installation from others: made once, and kept in the cache folder. */
import { Effect, Option, Schema } from "effect"
import { randomUUID } from "node:crypto"
import * as Path from "node:path"
import * as Disk from "../disk/Disk.ts"

const file = "plex-client-id"

const decode = Schema.decodeOption(Schema.compose(Schema.Trim, Schema.UUID))

/**
 * The client identifier of this installation. Where it cannot be kept it is another one next time, and Plex lists one more device: no
 * reason to do without Plex.
 */
export const clientId = Effect.fn("Installation.clientId")(function* (directory: string) {
  const path = Path.join(directory, file)
  const kept = Effect.map(Disk.read(directory, path), (reading) =>
    reading._tag === "Text" ? decode(reading.text) : Option.none()
  )
  const made = Effect.gen(function* () {
    yield* Disk.write(directory, path, `${randomUUID()}\n`)
    // Of two processes that make one at the same time, the last has written it.
    return yield* kept
  })
  return yield* kept.pipe(
    Effect.flatMap(Option.match({ onSome: Effect.succeedSome, onNone: () => made })),
    Effect.catchAll((error) =>
      Effect.as(
        Effect.logDebug(`the client identifier for Plex is not kept in ${directory}: ${error.message}`),
        Option.none<string>()
      )
    ),
    Effect.map(Option.getOrElse(() => randomUUID()))
  )
})
