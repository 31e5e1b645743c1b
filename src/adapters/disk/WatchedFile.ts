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
  /**
   * What it holds; a change by another process is seen within a second. While it cannot be read, what was known of it. The very same value as
   * long as the file has not changed.
   */
  readonly now: Effect.Effect<A>
  /** What it holds at this moment, for whoever is going to change it: what cannot be read must not be written over. */
  readonly latest: Effect.Effect<A, Disk.DiskError>
  readonly write: (value: A) => Effect.Effect<void, Disk.DiskError>
}

const lookEvery = Duration.toMillis("1 second")

/** What is known of the file. */
interface Known<A> {
  readonly value: A
  /** Of which state of the file it is; none when that is not known. */
  readonly stamp: string | undefined
  /** When it was looked at last, in milliseconds since 1970. */
  readonly lookedAt: number
  /** Why it could not be read the last time. */
  readonly told: string | undefined
}

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
  const known = yield* Ref.make<Known<A>>({
    stamp: undefined,
    value: none,
    lookedAt: Number.NEGATIVE_INFINITY,
    told: undefined
  })
  const know = (stamp: string | undefined, value: A) =>
    Ref.update(known, ({ lookedAt }) => ({ stamp, value, lookedAt, told: undefined }))
  const turn = yield* Effect.makeSemaphore(1)

  const look = Effect.gen(function* () {
    const stamp = yield* Disk.stampOf(path)
    if ((yield* Ref.get(known)).stamp === stamp) return
    const reading = yield* Disk.read(directory, path)
    if (reading._tag === "Absent") return yield* know(stamp, none)
    if (reading._tag === "Forbidden")
      return yield* new Disk.DiskError({ code: reading.code, cause: `${path} may not be read by this user` })
    const kept = reading._tag === "Text" ? yield* decode(reading.text) : Option.none()
    if (Option.isNone(kept)) {
      yield* Effect.logWarning(`${path} does not hold ${holds}; it is put aside, and they begin anew`)
      yield* Disk.moveAside(path)
      return yield* know(undefined, none)
    }
    yield* know(stamp, kept.value)
  }).pipe(turn.withPermits(1))
  /** Tells once why it cannot be read. */
  const quietly = Effect.catchAll(look, (error) =>
    Effect.flatMap(
      Ref.modify(known, (state) => [state.told !== error.message, { ...state, told: error.message }]),
      (isNew) => (isNew ? Effect.logWarning(`the ${holds} cannot be read: ${error.message}`) : Effect.void)
    )
  )
  const value = Effect.map(Ref.get(known), ({ value }) => value)
  yield* quietly
  /** Whoever comes while another one looks gets what was known. `Effect.cachedWithTTL` would take a lock for each answer. */
  const now = Effect.flatMap(Clock.currentTimeMillis, (time) =>
    Effect.flatten(
      Ref.modify(known, (state) =>
        ageOf(state.lookedAt, time) < lookEvery
          ? [Effect.succeed(state.value), state]
          : [Effect.zipRight(quietly, value), { ...state, lookedAt: time }]
      )
    )
  )

  const file: WatchedFile<A> = {
    now,
    latest: Effect.zipRight(look, value),
    write: (value) =>
      Effect.gen(function* () {
        yield* Disk.write(directory, path, yield* encode(value), mode)
        // Its stamp by now may be that of another process, whose change is then read as any other.
        yield* know(undefined, value)
      }).pipe(turn.withPermits(1))
  }
  return file
})
