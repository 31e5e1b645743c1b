/** `MemoryPort` on a store that takes a while: what is new is written in the background, and what is in use is at hand. */
import { Clock, Duration, Effect, Option } from "effect"
import { mostMemoryKey, mostRemembered } from "../../domain/text/Bounds.ts"
import * as BoundedMap from "../../domain/values/BoundedMap.ts"
import { weightOf } from "../../domain/values/Weight.ts"
import { MemoryPort } from "../../ports/MemoryPort.ts"
import { holds, type MemoryRecord, nameOf } from "./RecordText.ts"

/** Where records are kept. Nothing here fails: what cannot be done is in the log, and as if it were not there. */
export interface RecordStore {
  /** The record of this name, also one that no longer holds. Marks it as used. */
  readonly read: (name: string) => Effect.Effect<Option.Option<MemoryRecord>>
  /** Keeps a record. May drop the least recently used ones. */
  readonly write: (name: string, record: MemoryRecord) => Effect.Effect<void>
  readonly clear: Effect.Effect<void>
  /** Bytes of all records. */
  readonly size: Effect.Effect<number>
}

/** How long a record that was seen is believed to be there still: another process may have cleared the cache. */
const believed = Duration.toMillis("1 minute")

/** Records that are at hand, and records that wait until they are written: beyond these the oldest are not kept. */
const atHand: BoundedMap.Bounds = { entries: 1000, bytes: 4 * 1024 * 1024 }
const mostWaiting: BoundedMap.Bounds = { entries: 1000, bytes: 8 * 1024 * 1024 }
/** Writes at the same time. */
const together = 4
/** So long a service that ends waits for what is not written yet. */
const patience = Duration.seconds(3)

/** A memory in this store; what it was given is written by the time its scope is closed. */
export const make = Effect.fn("RecordKeeping.make")(function* (store: RecordStore) {
  const scope = yield* Effect.scope
  const turns = yield* Effect.makeSemaphore(together)
  const recent = BoundedMap.make<string, { readonly record: MemoryRecord; readonly at: number }>(atHand)
  const waiting = BoundedMap.make<string, MemoryRecord>(mostWaiting)

  const see = (name: string, record: MemoryRecord, at: number) => recent.put(name, { record, at }, weightOf(record))

  const near = (name: string, now: number): MemoryRecord | undefined => {
    const seen = recent.use(name)
    return waiting.get(name) ?? (seen !== undefined && Math.abs(now - seen.at) < believed ? seen.record : undefined)
  }

  const written = (name: string) =>
    Effect.suspend(() => {
      const record = waiting.get(name)
      if (record === undefined) return Effect.void
      return Effect.map(store.write(name, record), () => {
        if (waiting.get(name) === record) waiting.remove(name)
      })
    }).pipe(turns.withPermits(1))

  // Those who are writing when the scope closes are stopped before this, and what they have not written yet is written here.
  yield* Effect.addFinalizer(() =>
    Effect.suspend(() =>
      Effect.forEach([...waiting.keys()], written, { concurrency: "unbounded", discard: true })
    ).pipe(
      // A disk that hangs is not waited for.
      Effect.disconnect,
      Effect.timeoutOption(patience),
      Effect.interruptible
    )
  )

  return MemoryPort.of({
    recall: Effect.fn("RecordKeeping.recall")(function* (key) {
      const now = yield* Clock.currentTimeMillis
      const name = nameOf(key)
      const known = near(name, now)
      const record = known === undefined ? yield* store.read(name) : Option.some(known)
      if (Option.isNone(record)) return Option.none()
      if (known === undefined) see(name, record.value, now)
      return holds(record.value, now) ? Option.some(record.value.text) : Option.none()
    }),
    remember: Effect.fn("RecordKeeping.remember")(function* (key, text, life) {
      if (key.length > mostMemoryKey || text.length > mostRemembered) return
      const at = yield* Clock.currentTimeMillis
      const name = nameOf(key)
      const record = { key, at, life: Duration.toMillis(life), text }
      see(name, record, at)
      waiting.put(name, record, weightOf(record))
      yield* Effect.forkIn(written(name), scope)
    }),
    clear: Effect.suspend(() => {
      for (const name of waiting.keys()) waiting.remove(name)
      for (const name of recent.keys()) recent.remove(name)
      return store.clear
    }).pipe(turns.withPermits(together)),
    size: store.size
  })
})
