/**
 * A small file of the cache folder that is in memory too, since every answer asks for what it holds. Whether it has changed is looked at once
 * a second at most: a command may run beside the service.
 */
import { Effect, Option, Ref } from "effect"
import * as Path from "node:path"
import * as Disk from "./Disk.ts"

export interface WatchedFileOptions<A> {
  readonly directory: string
  readonly name: string
  /** What it holds, for people: "choices of pages". */
  readonly holds: string
  /** What a text means; none where it means nothing. */
  readonly decode: (text: string) => Effect.Effect<Option.Option<A>>
  readonly encode: (value: A) => Effect.Effect<string>
  /** What holds while there is no file. */
  readonly none: A
  /** Who may read it: `0o600` for what holds a secret. */
  readonly mode?: number
}

export interface WatchedFile<A> {
  /** What it holds; a change by another process is seen within a second. The very same value as long as the file has not changed. */
  readonly now: Effect.Effect<A>
  /** The same, looked at anew: for whoever is going to change it. */
  readonly latest: Effect.Effect<A>
  readonly write: (value: A) => Effect.Effect<void, Disk.DiskError>
}

const lookedAt = "1 second"

/** A file that cannot be read now may be read later: until then what was known holds. One that is damaged is put aside. */
export const make = Effect.fn("WatchedFile.make")(function* <A>({
  decode,
  directory,
  encode,
  holds,
  mode,
  name,
  none
}: WatchedFileOptions<A>) {
  const path = Path.join(directory, name)
  /** With which state of the file it is. */
  const known = yield* Ref.make({ stamp: "", value: none })
  const turn = yield* Effect.makeSemaphore(1)

  const look = Effect.gen(function* () {
    const stamp = yield* Disk.stampOf(path)
    if ((yield* Ref.get(known)).stamp === stamp) return
    const reading = yield* Disk.read(directory, path)
    if (reading._tag === "Absent") return yield* Ref.set(known, { stamp, value: none })
    if (reading._tag === "Forbidden")
      return yield* Effect.logWarning(`${path} cannot be read (${reading.code}): the ${holds} in it do not hold`)
    const kept = reading._tag === "Text" ? yield* decode(reading.text) : Option.none()
    if (Option.isNone(kept)) {
      yield* Effect.logWarning(`${path} does not hold ${holds}; it is put aside, and they begin anew`)
      yield* Disk.moveAside(path)
      return yield* Ref.set(known, { stamp: "", value: none })
    }
    yield* Ref.set(known, { stamp, value: kept.value })
  }).pipe(
    Effect.catchAll(({ message }) => Effect.logWarning(`${path} cannot be read: ${message}`)),
    turn.withPermits(1)
  )
  const looked = yield* Effect.cachedWithTTL(look, lookedAt)
  const value = Effect.map(Ref.get(known), ({ value }) => value)

  const file: WatchedFile<A> = {
    now: Effect.zipRight(looked, value),
    latest: Effect.zipRight(look, value),
    write: (value) =>
      Effect.gen(function* () {
        yield* Disk.write(directory, path, yield* encode(value), mode)
        yield* Ref.set(known, { stamp: yield* Disk.stampOf(path), value })
      }).pipe(turn.withPermits(1))
  }
  return file
})
