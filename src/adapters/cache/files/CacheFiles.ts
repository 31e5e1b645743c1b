/**
 * `CachePort` on files: one JSON file per entry, in the same folder and form as the older Python system. Still one subject, long as it is: every
 * operation here keeps the folder and the one index of it in step. What needs no index stands in files beside this one.
 */
import { Clock, Deferred, Effect, Layer, Option } from "effect"
import * as Path from "node:path"
import * as BoundedMap from "../../../domain/values/BoundedMap.ts"
import { renewableSince } from "../../../domain/values/CacheEntry.ts"
import { CacheError, type CacheListing, CachePort } from "../../../ports/CachePort.ts"
import * as CacheCounts from "../CacheCounts.ts"
import { checked } from "../EntryKey.ts"
import * as LeastRecentlyUsed from "../LeastRecentlyUsed.ts"
import { listingOf } from "../Listing.ts"
import * as Recent from "../RecentEntries.ts"
import * as Disk from "../../disk/Disk.ts"
import { user } from "../../disk/Standing.ts"
import * as Trouble from "../../disk/Trouble.ts"
import * as EntryJson from "../EntryJson.ts"
import * as Ages from "./Ages.ts"
import * as EntryPath from "./EntryPath.ts"
import * as Scan from "./Scan.ts"

export interface Options {
  readonly directory: string
  readonly maxEntries: number
  readonly maxBytes: number
}

type Operation = CacheError["operation"]

/** Beyond these the oldest are told of once more. */
const mostLeft = 1000

type Found = EntryJson.Decoded & { readonly name: string; readonly text: string; readonly bytes: number }

/** Opens the cache. Never fails: a folder that cannot be used shows in `probe` and in each operation. */
export const make = Effect.fn("CacheFiles.make")(function* (options: Options) {
  const directory = Path.resolve(options.directory)
  /** What is known of the files without looking. */
  const index = LeastRecentlyUsed.make()
  const scanned = yield* Deferred.make<void>()
  const recent = Recent.make()
  const counts = yield* CacheCounts.make

  /** For each scan under way, what was forgotten since it began: what it saw before that is not to come back. */
  const scans = new Set<Set<string>>()

  const forget = (name: string) => {
    index.forget(name)
    recent.forget(name)
    for (const gone of scans) gone.add(name)
  }

  const pathOf = (name: string) => EntryPath.pathOf(directory, name)

  const namesOf = (operation: Operation, key: string) =>
    Effect.map(checked(operation, key), () => EntryPath.namesOf(key))

  /** Files that are of no use and lie where they lay: each is told of once. With the system's word for those that may not be read. */
  const left = BoundedMap.make<string, string | undefined>({ entries: mostLeft })

  const damage = Effect.fnUntraced(function* (name: string, why: string) {
    forget(name)
    const known = left.has(name)
    const went = yield* Disk.moveAside(pathOf(name))
    if (went) left.remove(name)
    else left.put(name, undefined)
    if (known) return
    yield* counts.damaged(went ? "damaged cache file moved aside" : "damaged cache file, which cannot be moved aside", {
      file: name,
      why
    })
  })

  const leave = Effect.fnUntraced(function* (name: string, code: string) {
    recent.forget(name)
    const known = left.get(name) !== undefined
    left.put(name, code)
    if (known) return
    yield* Effect.logWarning("a cache file may not be read, and is left where it is").pipe(
      Effect.annotateLogs({ file: name, code })
    )
  })

  /**
   * The entry in one file. A file that holds none is moved out of the way, unless it is the credentials. One that may not be read
   * may hold an entry that another user can read: it is left where it is.
   */
  const readEntry = Effect.fnUntraced(function* (name: string, key: string | undefined) {
    const reading = yield* Disk.read(directory, pathOf(name))
    if (reading._tag === "Damaged") {
      yield* damage(name, reading.why)
      return Option.none<Found>()
    }
    if (reading._tag === "Forbidden") {
      yield* leave(name, reading.code)
      return Option.none<Found>()
    }
    if (reading._tag === "Absent") {
      left.remove(name)
      forget(name)
      return Option.none<Found>()
    }
    const decoded = EntryJson.decodeUnder(key, reading.text)
    if (Option.isSome(decoded)) {
      left.remove(name)
      index.learn(name, renewableSince(decoded.value.entry))
      return Option.some({ ...decoded.value, name, text: reading.text, bytes: reading.bytes })
    }
    if (!holdsCredentials(reading.text)) yield* damage(name, "no entry of that key")
    return Option.none<Found>()
  })

  const find = Effect.fnUntraced(function* (names: EntryPath.EntryNames, key: string) {
    for (const name of [names.file, ...names.older]) {
      const found = yield* readEntry(name, key)
      if (Option.isSome(found)) return found
    }
    return Option.none<Found>()
  })

  /** Removes a file, never through a link. A flat one might be credentials under an unusual name: it is read first. */
  const discard = Effect.fnUntraced(function* (name: string) {
    const path = pathOf(name)
    if (EntryPath.liesFlat(name)) {
      const reading = yield* Disk.read(directory, path)
      if (reading._tag === "Forbidden" || (reading._tag === "Text" && holdsCredentials(reading.text))) return false
    } else if (!(yield* Disk.isRealFolder(Path.dirname(path)))) return false
    forget(name)
    return yield* Disk.unlink(path)
  })

  const evict = Effect.suspend(() => {
    const excess = index.takeExcess(options.maxEntries, options.maxBytes)
    return Effect.zipRight(
      counts.evicted(excess.length),
      Effect.forEach(excess, (name) => Effect.ignore(discard(name)), { concurrency: 8, discard: true })
    )
  })

  /** Makes the index agree with the folder: other processes write and remove files too. */
  const rescan = Effect.fnUntraced(function* () {
    const known = index.names()
    const seen = new Set<string>()
    const before = index.size()
    const gone = new Set<string>()
    scans.add(gone)
    const upkeep = yield* Scan.scan(directory, ({ bytes, modified, name }) => {
      if (known.length > 0) seen.add(name)
      if (!gone.has(name)) index.add(name, { bytes, lastUsed: modified })
    }).pipe(Effect.ensuring(Effect.sync(() => scans.delete(gone))))
    if (index.size() > before) index.sort(yield* Clock.currentTimeMillis)
    // One that was not seen may have been written since.
    const missing = known.filter((name) => !seen.has(name))
    yield* Effect.forEach(
      missing,
      (name) =>
        Effect.map(
          // What cannot be looked at now may well be there.
          Effect.orElseSucceed(Disk.isFile(pathOf(name)), () => true),
          (there) => {
            if (!there) index.forget(name)
          }
        ),
      { concurrency: 8, discard: true }
    )
    return upkeep
  })

  const look = Effect.fn("CacheFiles.get")(function* (key: string) {
    const names = yield* namesOf("get", key)
    const found = yield* find(names, key).pipe(Effect.mapError(failed("get", key)))
    if (Option.isNone(found)) return Option.none()
    const now = yield* Clock.currentTimeMillis
    const { bytes, name, text } = found.value
    const entry = recent.readAs(key, text) ?? found.value.entry
    index.put(name, { bytes, lastUsed: now, since: renewableSince(entry) })
    // Before anything can yield: callers that read at the same time get the same object.
    recent.put(key, { place: name, text, entry }, now)
    yield* Disk.touch(pathOf(name), now)
    return Option.some(entry)
  })

  const keeping = yield* Trouble.make(
    `answers cannot be kept in ${directory}`,
    `answers are kept in ${directory} again`
  )

  const set: CachePort["Type"]["set"] = Effect.fn("CacheFiles.set")(function* (key, entry) {
    const names = yield* namesOf("set", key)
    yield* Effect.gen(function* () {
      const previous = Option.getOrUndefined(yield* find(names, key))
      const inTheWay = left.get(names.file)
      if (inTheWay !== undefined)
        return yield* new Disk.DiskError({ code: inTheWay, cause: "the file of the key may not be read" })
      const text = EntryJson.encode(key, entry, previous?.fields)
      const bytes = Buffer.byteLength(text)
      if (bytes > Disk.maxFileBytes) return yield* new Disk.DiskError({ code: "EFBIG", cause: "entry too large" })
      yield* Disk.write(directory, pathOf(names.file), text).pipe(
        Effect.tapBoth({
          onFailure: ({ code }) =>
            Effect.flatMap(user, (user) => keeping.wrong({ code, ...(user === undefined ? {} : { user }) })),
          onSuccess: () => keeping.well
        }),
        Effect.mapError(failed("set", key, true))
      )
      const now = yield* Clock.currentTimeMillis
      index.put(names.file, { bytes, lastUsed: now, since: renewableSince(entry) })
      recent.forget(names.file)
      // What lies under an earlier name is older from now on, and would be found again when this file is gone.
      yield* Effect.forEach(names.older, (name) => Effect.ignore(discard(name)), { discard: true })
      if (yield* Deferred.isDone(scanned)) yield* evict
    }).pipe(Effect.catchTag("DiskError", failed("set", key)))
  })

  const remove = Effect.fn("CacheFiles.remove")(function* (key: string) {
    const names = yield* namesOf("remove", key)
    const removed = yield* Effect.forEach([names.file, ...names.older], discard).pipe(
      Effect.mapError(failed("remove", key))
    )
    return removed.includes(true)
  })

  /** The key of a file; it is read when its name holds only the beginning of the key. */
  const keyOf = (name: string, named: EntryPath.NamedKey) =>
    named.key === undefined
      ? Effect.map(readEntry(name, undefined), (found) => Option.getOrUndefined(found)?.key)
      : Effect.succeed(named.key)

  const peek: CachePort["Type"]["peek"] = Effect.fn("CacheFiles.peek")(function* (key) {
    const found = yield* find(yield* namesOf("get", key), key).pipe(Effect.mapError(failed("get", key)))
    return Option.map(found, ({ entry }) => entry)
  })

  /** By the index, after one look at the folder: what others write later is not seen. */
  const mayHold: CachePort["Type"]["mayHold"] = Effect.map(Effect.suspend(rescan), () => (key) => {
    const { file, older } = EntryPath.namesOf(key)
    return [file, ...older].some((name) => index.get(name) !== undefined)
  })

  const agesOf = Ages.make({ index, keyOf, readEntry, scanned: Deferred.await(scanned) })
  const aged: CachePort["Type"]["aged"] = (which) => Effect.mapError(agesOf(which), failed("list"))

  const removeMatching = Effect.fn("CacheFiles.removeMatching")(function* (part: string) {
    yield* rescan()
    const removed = yield* Effect.forEach(
      index.names(),
      (name) => {
        const named = EntryPath.namedKey(name)
        return named.start.includes(part)
          ? discard(name)
          : Effect.flatMap(keyOf(name, named), (key) =>
              key?.includes(part) === true ? discard(name) : Effect.succeed(false)
            )
      },
      { concurrency: 8 }
    ).pipe(Effect.mapError(failed("clear")))
    return removed.filter((gone) => gone).length
  })

  const list: CachePort["Type"]["list"] = Effect.fn("CacheFiles.list")(function* ({ part, limit }) {
    yield* rescan()
    const listed = new Map<string, CacheListing>()
    for (const name of index.names().toReversed()) {
      if (listed.size >= limit) break
      const named = EntryPath.namedKey(name)
      if (named.key !== undefined && !named.key.includes(part)) continue
      const found = Option.getOrUndefined(
        yield* readEntry(name, named.key).pipe(Effect.mapError(failed("list", named.key)))
      )
      const key = named.key ?? found?.key
      if (found === undefined || key?.includes(part) !== true || listed.has(key)) continue
      listed.set(key, listingOf(key, found.entry, index.get(name)?.lastUsed ?? 0))
    }
    return [...listed.values()]
  })

  // A large folder takes a while to look over: requests are answered meanwhile, and nothing is evicted.
  yield* rescan().pipe(
    Effect.flatMap(Scan.sweep),
    Effect.ensuring(Deferred.succeed(scanned, undefined)),
    Effect.zipRight(evict),
    Effect.forkScoped
  )
  return CachePort.of({
    get: recent.before(look),
    peek,
    mayHold,
    aged,
    set,
    remove,
    removeMatching,
    list,
    stats: Effect.map(Deferred.await(scanned), () => ({
      kind: "files" as const,
      entries: index.size(),
      bytes: index.bytes(),
      maxEntries: options.maxEntries,
      maxBytes: options.maxBytes,
      ...counts.now()
    })),
    probe: Disk.probe(directory).pipe(Effect.mapError(failed("probe")), Effect.withSpan("CacheFiles.probe"))
  })
})

/** The cache in a folder, for as long as the program runs. */
export const layer = (options: Options): Layer.Layer<CachePort> => Layer.scoped(CachePort, make(options))

const failed =
  (operation: Operation, key?: string, logged = false) =>
  ({ code, cause }: Disk.DiskError): CacheError =>
    new CacheError({
      operation,
      reason: code === "ENOSPC" || code === "EDQUOT" ? "Full" : "Unavailable",
      ...(key === undefined ? {} : { key }),
      ...(code === undefined ? {} : { code }),
      ...(logged ? { logged } : {}),
      cause
    })

const holdsCredentials = (text: string): boolean => /"api_(key|secret)"\s*:/.test(text)
