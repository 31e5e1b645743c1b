/**
 * `OverridePort` as a file in the cache folder. It is in memory too: every answer asks for it. Whether the file has changed is looked at
 * once a second at most, since a command may run beside the service.
 */
import { Context, Effect, Layer, Option, Ref, Schema } from "effect"
import * as Path from "node:path"
import { indexOf } from "../../domain/describe/OverrideFor.ts"
import { Overrides } from "../../domain/describe/Overrides.ts"
import { JsonText } from "../../domain/text/Json.ts"
import * as Values from "../../domain/values/Override.ts"
import { OverridePort } from "../../ports/OverridePort.ts"
import * as Disk from "../disk/Disk.ts"
import { over } from "./OverrideStore.ts"

const file = "overrides.json"

const decode = Schema.decodeOption(JsonText(Values.Overrides, 20 * Values.mostOverrides))
const encode = Schema.encode(Schema.parseJson(Values.Overrides, { space: 1 }))

interface Known {
  /** Which state of the file it is. */
  readonly stamp: string
  readonly all: ReadonlyArray<Values.Override>
  readonly index: ReturnType<typeof indexOf>
}

const knownAs = (stamp: string, all: ReadonlyArray<Values.Override>): Known => ({ stamp, all, index: indexOf(all) })

const lookedAt = "1 second"

export const make = Effect.fn("OverrideFile.make")(function* (directory: string) {
  const path = Path.join(directory, file)
  const known = yield* Ref.make(knownAs("", []))
  const turn = yield* Effect.makeSemaphore(1)

  /** Reads the file where it has changed. What cannot be read now may be read later: until then what was known holds. */
  const look = Effect.gen(function* () {
    const stamp = yield* Disk.stampOf(path)
    const before = yield* Ref.get(known)
    if (before.stamp === stamp) return
    const reading = yield* Disk.read(directory, path)
    if (reading._tag === "Absent") return yield* Ref.set(known, knownAs(stamp, []))
    if (reading._tag === "Forbidden")
      return yield* Effect.logWarning(
        `${path} cannot be read (${reading.code}): the owner's choices of pages do not hold`
      )
    const kept = reading._tag === "Text" ? decode(reading.text) : Option.none()
    if (Option.isNone(kept)) {
      yield* Effect.logWarning(`${path} does not hold choices of pages; it is put aside, and they begin anew`)
      yield* Disk.moveAside(path)
      return yield* Ref.set(known, knownAs("", []))
    }
    yield* Ref.set(known, knownAs(stamp, kept.value.overrides))
  }).pipe(
    Effect.catchAll(({ message }) => Effect.logWarning(`${path} cannot be read: ${message}`)),
    turn.withPermits(1)
  )
  const looked = yield* Effect.cachedWithTTL(look, lookedAt)

  return yield* over({
    // Who changes something begins with what is there now.
    read: Effect.zipRight(
      look,
      Effect.map(Ref.get(known), ({ all }) => all)
    ),
    write: (all) =>
      Effect.gen(function* () {
        const text = yield* Effect.orDie(encode({ overrides: all }))
        yield* Disk.write(directory, path, text)
        yield* Ref.set(known, knownAs(yield* Disk.stampOf(path), all))
      }).pipe(turn.withPermits(1)),
    find: (hints) =>
      Effect.zipRight(
        looked,
        Effect.map(Ref.get(known), ({ index }) => Option.fromNullable(index.find(hints)))
      )
  })
})

/** For those who keep decisions and for those who follow them. */
export const layer = (directory: string): Layer.Layer<OverridePort> =>
  Layer.effectContext(
    Effect.map(make(directory), (port) => Context.make(OverridePort, port).pipe(Context.add(Overrides, port)))
  )
