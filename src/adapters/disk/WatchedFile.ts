/**
 * A small file of the cache folder that is in memory too, since every answer asks for what it holds. Whether it has changed is looked at once
 * a second at most: a command may run beside the service.
 */
import { Clock, Duration, Effect, Option, Ref } from "effect"
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
  /** The text that it was made of; none where there is no file. */
  readonly text: string | undefined
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
    text: undefined,
    value: none,
    lookedAt: Number.NEGATIVE_INFINITY,
    told: undefined
  })
  const know = (stamp: string | undefined, text: string | undefined, value: A) =>
    Ref.update(known, ({ lookedAt, told }) => ({ stamp, text, value, lookedAt, told }))
  const turn = yield* Effect.makeSemaphore(1)

  const look = Effect.gen(function* () {
    const stamp = yield* Disk.stampOf(path)
    const before = yield* Ref.get(known)
    if (before.stamp === stamp) return
    const reading = yield* Disk.read(directory, path)
    if (reading._tag === "Absent") return yield* know(stamp, undefined, none)
    if (reading._tag === "Forbidden") return yield* unusable(reading.code, "may not be read by this user")
    if (reading._tag === "Text") {
      const { text } = reading
      // What this process has written itself is the same still.
      if (text === before.text) return yield* know(stamp, text, before.value)
      const kept = yield* decode(text)
      if (Option.isSome(kept)) return yield* know(stamp, text, kept.value)
    }
    if (!(yield* Disk.moveAside(path))) return yield* unusable("UNKNOWN", `does not hold ${holds}`)
    yield* Effect.logWarning(`${path} does not hold ${holds}; it was put aside, and they begin anew`)
    yield* know(undefined, undefined, none)
  }).pipe(turn.withPermits(1))
  const unusable = (code: string, why: string) => new Disk.DiskError({ code, cause: `${path} ${why}` })
  const tell = (message: string | undefined) =>
    Ref.modify(known, (state) => [message !== undefined && state.told !== message, { ...state, told: message }])
  /** Tells once why it cannot be read. */
  const quietly = Effect.matchEffect(look, {
    onFailure: ({ message }) =>
      Effect.flatMap(tell(message), (isNew) =>
        isNew ? Effect.logWarning(`the ${holds} cannot be read: ${message}`) : Effect.void
      ),
    onSuccess: () => tell(undefined)
  })
  const value = Effect.map(Ref.get(known), ({ value }) => value)
  yield* quietly
  /** Whoever comes while another one looks gets what was known. `Effect.cachedWithTTL` would take a lock for each answer. */
  const now = Effect.flatMap(Clock.currentTimeMillis, (time) =>
    Effect.flatten(
      Ref.modify(known, (state) =>
        // A clock that was set back says nothing of when that was.
        time >= state.lookedAt && time - state.lookedAt < lookEvery
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
        const text = yield* encode(value)
        yield* Disk.write(directory, path, text, mode)
        // Its stamp by now may be that of another process, whose change is then read like every other.
        yield* know(undefined, text, value)
      }).pipe(turn.withPermits(1))
  }
  return file
})
