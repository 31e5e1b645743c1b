/** `OverridePort` as a file in the cache folder. */
import { Context, Effect, Layer, Option, Schema } from "effect"
import { indexOf } from "../../domain/describe/OverrideFor.ts"
import { Overrides } from "../../domain/describe/Overrides.ts"
import { JsonText } from "../../domain/text/Json.ts"
import * as Values from "../../domain/values/Override.ts"
import { OverridePort } from "../../ports/OverridePort.ts"
import * as WatchedFile from "../disk/WatchedFile.ts"
import { over } from "./OverrideStore.ts"

const decode = Schema.decodeOption(JsonText(Values.Overrides, 20 * Values.mostOverrides))
const encode = Schema.encode(Schema.parseJson(Values.Overrides, { space: 1 }))

const knownAs = (all: ReadonlyArray<Values.Override>) => ({ all, index: indexOf(all) })

export const make = Effect.fn("OverrideFile.make")(function* (directory: string) {
  const file = yield* WatchedFile.make({
    directory,
    name: "overrides.json",
    holds: "choices of pages",
    decode: (text) => Effect.succeed(Option.map(decode(text), ({ overrides }) => knownAs(overrides))),
    encode: ({ all }) => Effect.orDie(encode({ overrides: all })),
    none: knownAs([])
  })
  return yield* over({
    read: Effect.map(file.latest, ({ all }) => all),
    known: Effect.map(file.now, ({ all }) => all),
    write: (all) => file.write(knownAs(all)),
    find: (hints) => Effect.map(file.now, ({ index }) => Option.fromNullable(index.find(hints)))
  })
})

/** For those who keep decisions and for those who follow them. */
export const layer = (directory: string): Layer.Layer<OverridePort> =>
  Layer.effectContext(
    Effect.map(make(directory), (port) => Context.make(OverridePort, port).pipe(Context.add(Overrides, port)))
  )
