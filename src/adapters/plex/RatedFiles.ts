/** `RatedPort` in the cache folder, spread over a few files. */
import { Effect, Layer, Record } from "effect"
import { mostLibrary } from "../../domain/text/Bounds.ts"
import { Rated, RatedError, RatedPort } from "../../ports/RatedPort.ts"
import type * as Disk from "../disk/Disk.ts"
import * as Spread from "../disk/Spread.ts"

const files = 32

const failed = (operation: RatedError["operation"]) =>
  Effect.mapError((cause: Disk.DiskError) => new RatedError({ operation, cause }))

/** The ratings that are noted in a folder. */
export const make = Effect.fn("RatedFiles.make")(function* (directory: string) {
  const { all, change } = yield* Spread.make({
    directory,
    folder: "plex-ratings",
    schema: Rated,
    files,
    mostItems: Math.ceil((2 * mostLibrary) / files),
    about: "ratings in Plex"
  })
  return RatedPort.of({
    note: (item, rated) => change(item, (some) => ({ ...some, [item]: rated })).pipe(failed("note")),
    forget: (item) => change(item, Record.remove(item)).pipe(failed("forget")),
    all: all.pipe(failed("all"))
  })
})

/** The ratings that are noted in the cache folder. */
export const layer = (directory: string): Layer.Layer<RatedPort> => Layer.effect(RatedPort, make(directory))
