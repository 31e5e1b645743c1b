/**
 * A small file of the cache folder that is in memory too, since every answer asks for what it holds. Whether it has changed is looked at once
 * a second at most: a command may run beside the service.
 */
import { Clock, Duration, Effect, Option, Ref } from "effect"
import * as Path from "node:path"
import { ageOf } from "../../domain/values/Elapsed.ts"
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

const lookEvery = Duration.toMillis("1 second")

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
  /** What it holds, in which state of the file, and when that was looked at last. */
  const known = yield* Ref.make({ stamp: "", value: none, lookedAt: Number.NEGATIVE_INFINITY })
  const know = (stamp: string, value: A) => Ref.update(known, (before) => ({ ...before, stamp, value }))
  const turn = yield* Effect.makeSemaphore(1)

  const look = Effect.gen(function* () {
    const stamp = yield* Disk.stampOf(path)
    if ((yield* Ref.get(known)).stamp === stamp) return
    const reading = yield* Disk.read(directory, path)
    if (reading._tag === "Absent") return yield* know(stamp, none)
    if (reading._tag === "Forbidden")
      return yield* Effect.logWarning(`${path} cannot be read (${reading.code}): the ${holds} in it do not hold`)
    const kept = reading._tag === "Text" ? yield* decode(reading.text) : Option.none()
    if (Option.isNone(kept)) {
      yield* Effect.logWarning(`${path} does not hold ${holds}; it is put aside, and they begin anew`)
      yield* Disk.moveAside(path)
      return yield* know("", none)
    }
    yield* know(stamp, kept.value)
  }).pipe(
    Effect.catchAll(({ message }) => Effect.logWarning(`${path} cannot be read: ${message}`)),
    turn.withPermits(1)
  )
  const value = Effect.map(Ref.get(known), ({ value }) => value)
  yield* look
  /** Whoever comes while another one looks gets what was known. `Effect.cachedWithTTL` would take a lock for each answer. */
  const now = Effect.flatMap(Clock.currentTimeMillis, (time) =>
    Effect.flatten(
      Ref.modify(known, (state) =>
        ageOf(state.lookedAt, time) < lookEvery
          ? [Effect.succeed(state.value), state]
          : [Effect.zipRight(look, value), { ...state, lookedAt: time }]
      )
    )
  )

  const file: WatchedFile<A> = {
    now,
    latest: Effect.zipRight(look, value),
    write: (value) =>
      Effect.gen(function* () {
        yield* Disk.write(directory, path, yield* encode(value), mode)
        yield* know(yield* Disk.stampOf(path), value)
      }).pipe(turn.withPermits(1))
  }
  return file
})
