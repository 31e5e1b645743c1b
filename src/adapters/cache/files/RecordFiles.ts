/** `MemoryPort` on files: one JSON file per record, in a folder of its own in the cache folder. */
import { Clock, Deferred, Effect, Layer, Option } from "effect"
import * as Path from "node:path"
import { MemoryPort } from "../../../ports/MemoryPort.ts"
import * as Disk from "../../disk/Disk.ts"
import * as Trouble from "../../disk/Trouble.ts"
import * as LeastRecentlyUsed from "../LeastRecentlyUsed.ts"
import * as RecordKeeping from "../RecordKeeping.ts"
import * as RecordText from "../RecordText.ts"
import * as RecordPath from "./RecordPath.ts"
import * as Scan from "./Scan.ts"

export interface Options {
  /** The cache folder. */
  readonly directory: string
  readonly maxEntries: number
  readonly maxBytes: number
}

/** Files that are removed together. */
const concurrency = 8

/** Opens the memory. Never fails: in a folder that cannot be used nothing is remembered, and the log says so once. */
export const make = Effect.fn("RecordFiles.make")(function* ({ directory, maxBytes, maxEntries }: Options) {
  const root = Path.join(Path.resolve(directory), RecordPath.folder)
  const index = LeastRecentlyUsed.make()
  const scanned = yield* Deferred.make<void>()
  const trouble = yield* Trouble.make("what references of works told cannot be kept, or read")

  const pathOf = (name: string) => RecordPath.pathOf(root, name)

  const told = ({ code }: Disk.DiskError) => trouble.wrong({ code })

  /** Removes a file, never through a link in the place of its folder. */
  const discard = (name: string) =>
    Effect.suspend(() => {
      index.forget(name)
      const path = pathOf(name)
      return Effect.ignore(
        Effect.if(Disk.isRealFolder(Path.dirname(path)), {
          onTrue: () => Disk.unlink(path),
          onFalse: () => Effect.succeed(false)
        })
      )
    })

  const discardAll = (names: ReadonlyArray<string>) => Effect.forEach(names, discard, { concurrency, discard: true })

  const evict = Effect.suspend(() => discardAll(index.takeExcess(maxEntries, maxBytes)))

  const scan = Effect.gen(function* () {
    const upkeep = yield* Scan.scan(
      root,
      ({ bytes, modified, name }) => index.add(RecordPath.nameIn(name), { bytes, lastUsed: modified }),
      RecordPath
    )
    index.sort(yield* Clock.currentTimeMillis)
    return upkeep
  })

  const damaged = Effect.fnUntraced(function* (name: string, why: string) {
    yield* Effect.logDebug("damaged record of what a reference told, removed").pipe(
      Effect.annotateLogs({ file: RecordPath.fileOf(name), why })
    )
    yield* discard(name)
    return Option.none<RecordText.MemoryRecord>()
  })

  const read = Effect.fnUntraced(function* (name: string) {
    const reading = yield* Disk.read(root, pathOf(name))
    if (reading._tag === "Damaged") return yield* damaged(name, reading.why)
    if (reading._tag !== "Text") {
      index.forget(name)
      return Option.none()
    }
    const record = RecordText.decodeUnder(name, reading.text)
    if (Option.isNone(record)) return yield* damaged(name, "no record of that name")
    const now = yield* Clock.currentTimeMillis
    index.put(name, { bytes: reading.bytes, lastUsed: now })
    yield* Disk.touch(pathOf(name), now)
    return record
  })

  const write = Effect.fnUntraced(function* (name: string, record: RecordText.MemoryRecord) {
    const text = RecordText.encode(record)
    yield* Disk.write(root, pathOf(name), text)
    yield* trouble.well
    index.put(name, { bytes: Buffer.byteLength(text), lastUsed: yield* Clock.currentTimeMillis })
    if (yield* Deferred.isDone(scanned)) yield* evict
  })

  // A large folder takes a while to look over: works are recalled meanwhile, and nothing is evicted.
  yield* scan.pipe(
    Effect.flatMap(Scan.sweep),
    Effect.ensuring(Deferred.succeed(scanned, undefined)),
    Effect.zipRight(evict),
    Effect.forkScoped
  )
  return yield* RecordKeeping.make({
    read: (name) => Effect.catchAll(read(name), (error) => Effect.as(told(error), Option.none())),
    write: (name, record) => Effect.catchAll(write(name, record), told),
    // Other processes write too: what they wrote goes as well.
    clear: Effect.zipRight(
      scan,
      Effect.suspend(() => discardAll(index.names()))
    ),
    size: Effect.map(Deferred.await(scanned), index.bytes)
  })
})

/** The memory in a folder, for as long as the program runs. */
export const layer = (options: Options): Layer.Layer<MemoryPort> => Layer.scoped(MemoryPort, make(options))
