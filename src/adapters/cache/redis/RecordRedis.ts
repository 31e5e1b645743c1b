/** `MemoryPort` on a Redis or Valkey server: one string per record, which expires there, and books of what is kept. */
import { Clock, Effect, Option } from "effect"
import * as RecordKeeping from "../RecordKeeping.ts"
import * as RecordText from "../RecordText.ts"
import { Redis } from "./Redis.ts"
import * as Scripts from "./Scripts.ts"

export interface Options {
  readonly maxEntries: number
  readonly maxBytes: number
}

/** Records that are removed in one go: the server does nothing else meanwhile. */
const batch = 500

/** A memory that replicas share. Without the server nothing is known and nothing kept, but for what was seen a moment ago. */
export const make = Effect.fn("RecordRedis.make")(function* ({ maxBytes, maxEntries }: Options) {
  const redis = yield* Redis
  const { keys: books, used } = Scripts.booksOf(redis.name, "work", "works:")
  let bytes = 0

  const remove = (names: ReadonlyArray<string>) =>
    redis.run("clear", (client) => Scripts.run(client, Scripts.remove, books, names))

  const read = Effect.fnUntraced(function* (name: string) {
    const now = yield* Clock.currentTimeMillis
    const answer = yield* redis.run("recall", (client) => Scripts.run(client, Scripts.get, books, [name, now]))
    const text = Scripts.decodeText(answer)
    if (text === null) return Option.none()
    const record = RecordText.decodeUnder(name, text)
    if (Option.isNone(record)) yield* remove([name])
    return record
  })

  const write = Effect.fnUntraced(function* (name: string, record: RecordText.MemoryRecord) {
    const now = yield* Clock.currentTimeMillis
    const text = RecordText.encode(record)
    yield* redis.run("remember", (client) =>
      Scripts.run(client, Scripts.set, books, [
        name,
        text,
        Buffer.byteLength(text),
        Math.max(1, Math.ceil(record.life)),
        now,
        maxEntries,
        maxBytes,
        Scripts.mostEvicted
      ])
    )
  })

  const clear = Effect.gen(function* () {
    for (;;) {
      const names = yield* redis.run("clear", (client) => client.zrange(used, 0, batch - 1))
      if (names.length === 0) return
      yield* remove(names)
    }
  })

  const size = Effect.map(
    redis.run("stats", (client) => Scripts.run(client, Scripts.stats, books, [])),
    (answer) => {
      bytes = Scripts.decodeStats(answer)[1]
    }
  )

  return yield* RecordKeeping.make({
    // The connection itself tells of a server that is gone.
    read: (name) => Effect.orElseSucceed(read(name), () => Option.none()),
    write: (name, record) => Effect.ignoreLogged(write(name, record)),
    clear: Effect.ignoreLogged(clear),
    size: Effect.map(Effect.ignore(size), () => bytes)
  })
})
