/**
 * Stories in the cache folder, so that an update forgets nothing. They lie in files of some hundred kilobytes, the latest of which is
 * written anew until it is full; a name tells when a file was begun and how many stories it holds. Processes that share a folder have files
 * of their own.
 */
import { Clock, DateTime, Duration, Effect, Layer, Option, Ref, Schema } from "effect"
import { randomUUID } from "node:crypto"
import * as Fs from "node:fs/promises"
import * as Path from "node:path"
import * as Disk from "../adapters/disk/Disk.ts"
import { JsonText } from "../domain/text/Json.ts"
import { KeptTrace, PlexCalls } from "./observe/KeptTrace.ts"
import { StoryStore, StoryStoreError } from "./observe/StoryStore.ts"

/** What the folder holds at most. */
export const storyBounds = { stories: 2000, files: 300, bytes: 32 * 1024 * 1024 }

/** Bytes above which no story is added to a file. */
const fullFile = 400 * 1024
/** A story that is larger is not written: no file would be read that holds it. */
const largest = 500 * 1024

const folder = "stories"
const callsFile = "plex.json"

/** When it was begun, a name of its own, and how many stories it holds. */
const named = /^(\d{8}T\d{9})-([0-9a-f]{8})-(\d{1,4})\.json$/
const isTemporary = (name: string) => /^[\w-]+\.json\.[0-9a-f-]{36}\.tmp$/.test(name)

const decodeStories = Schema.decodeOption(JsonText(Schema.Array(KeptTrace)))
const encodeStory = Schema.encode(Schema.parseJson(KeptTrace))
const decodeCalls = Schema.decodeOption(JsonText(PlexCalls))
const encodeCalls = Schema.encode(Schema.parseJson(PlexCalls))

const temporaryLife = Duration.toMillis("1 hour")

const textIn = (place: string, name: string) =>
  Disk.read(place, Path.join(place, name)).pipe(
    Effect.map((reading) => (reading._tag === "Text" ? reading.text : "")),
    Effect.orElseSucceed(() => "")
  )

/** The last calls of Plex that were written down in this folder; none where there is nothing that can be read. */
export const callsIn = (directory: string): Effect.Effect<PlexCalls> =>
  Effect.map(textIn(Path.join(directory, folder), callsFile), (text) => Option.getOrElse(decodeCalls(text), () => ({})))

const namesIn = (place: string) =>
  Disk.attempt(() => Fs.readdir(place)).pipe(
    Effect.catchIf(Disk.isAbsent, () => Effect.succeed<ReadonlyArray<string>>([]))
  )

/** The files of stories, the latest first. */
const filesIn = (place: string) =>
  Effect.map(namesIn(place), (all) => all.filter((name) => named.test(name)).toSorted((a, b) => (a < b ? 1 : -1)))

/** Of a story how it ended: the rest need not be taken apart. */
const Ended = Schema.Struct({
  ratingKey: Schema.optional(Schema.String),
  at: Schema.DateTimeUtc,
  trace: Schema.Struct({ ending: Schema.Struct({ outcome: Schema.String }) })
})
const decodeEnded = Schema.decodeOption(JsonText(Schema.Array(Ended)))

/**
 * The keys that Plex asked for and whose last look-up was left open by a failing source, as far as the stories in this folder tell; with the
 * time of that look-up. Processes that share the folder write files side by side, so that the times decide.
 */
export const openIn = Effect.fn("StoryFiles.openIn")(
  function* (directory: string) {
    const place = Path.join(directory, folder)
    const last = new Map<string, { readonly at: DateTime.Utc; readonly isOpen: boolean }>()
    for (const name of yield* filesIn(place))
      for (const { at, ratingKey, trace } of Option.getOrElse(decodeEnded(yield* textIn(place, name)), () => [])) {
        const known = ratingKey === undefined ? undefined : last.get(ratingKey)
        if (ratingKey !== undefined && (known === undefined || DateTime.lessThanOrEqualTo(known.at, at)))
          last.set(ratingKey, { at, isOpen: trace.ending.outcome === "incomplete" })
      }
    return new Map([...last].flatMap(([key, { at, isOpen }]) => (isOpen ? [[key, at] as const] : [])))
  },
  Effect.orElseSucceed(() => new Map<string, DateTime.Utc>())
)

/** The file that is being filled. */
interface Open {
  readonly name: string
  readonly texts: ReadonlyArray<string>
  readonly bytes: number
}

const bytesOf = (text: string) => Buffer.byteLength(text)

const make = (directory: string) =>
  Effect.gen(function* () {
    const place = Path.join(directory, folder)
    const pathOf = (name: string) => Path.join(place, name)
    const open = yield* Ref.make<Open | undefined>(undefined)
    const turn = yield* Effect.makeSemaphore(1)

    const names = namesIn(place)
    const files = filesIn(place)

    const textOf = (name: string) => textIn(place, name)
    /** The stories of a file, the latest first. */
    const storiesIn = (name: string) =>
      Effect.map(textOf(name), (text) => Option.getOrElse(decodeStories(text), () => []).toReversed())

    const evict = Effect.gen(function* () {
      let [stories, bytes] = [0, 0]
      for (const [at, name] of (yield* files).entries()) {
        const { size } = yield* Disk.attempt(() => Fs.lstat(pathOf(name)))
        stories += Number(named.exec(name)?.[3] ?? 0)
        bytes += size
        if (at >= storyBounds.files || bytes > storyBounds.bytes || stories > storyBounds.stories)
          yield* Disk.unlink(pathOf(name))
      }
    })

    const begun = Effect.map(DateTime.now, (now): Open => ({
      name: `${DateTime.formatIso(now).replace(/[-:.Z]/g, "")}-${randomUUID().slice(0, 8)}`,
      texts: [],
      bytes: 0
    }))

    const write = Effect.fnUntraced(function* (before: Open, more: ReadonlyArray<string>) {
      const texts = [...before.texts, ...more]
      const after = { ...before, texts, bytes: texts.reduce((sum, text) => sum + bytesOf(text), 0) }
      const nameOf = ({ name, texts }: Open) => `${name}-${texts.length}.json`
      yield* Disk.write(directory, pathOf(nameOf(after)), `[${texts.join(",\n")}]\n`)
      if (before.texts.length > 0) yield* Disk.unlink(pathOf(nameOf(before)))
      yield* Ref.set(open, after.bytes < fullFile ? after : undefined)
    })

    /** As many of them as go into one file. */
    const portion = (texts: ReadonlyArray<string>, bytes: number) => {
      let sum = bytes
      const end = texts.findIndex((text) => (sum += bytesOf(text)) > fullFile)
      return end < 0 ? texts.length : Math.max(1, end)
    }

    const add = Effect.fn("StoryFiles.add")(function* (stories: ReadonlyArray<KeptTrace>) {
      const texts = yield* Effect.orDie(Effect.forEach(stories, (story) => encodeStory(story)))
      let rest: ReadonlyArray<string> = texts.filter((text) => bytesOf(text) <= largest)
      while (rest.length > 0) {
        const before = (yield* Ref.get(open)) ?? (yield* begun)
        const count = portion(rest, before.bytes)
        yield* write(before, rest.slice(0, count))
        rest = rest.slice(count)
      }
      yield* evict
    }, turn.withPermits(1))

    const last = Effect.fn("StoryFiles.last")(function* (count: number) {
      const found = new Map<string, KeptTrace>()
      for (const name of yield* files)
        if (found.size < count)
          for (const story of yield* storiesIn(name))
            if (found.size < count && !found.has(story.requestId)) found.set(story.requestId, story)
      return [...found.values()]
    })

    const find = Effect.fn("StoryFiles.find")(function* (requestId: string) {
      for (const name of yield* files) {
        // Most files need not be taken apart.
        if (!(yield* textOf(name)).includes(JSON.stringify(requestId))) continue
        const story = (yield* storiesIn(name)).find(
          (one) => one.requestId === requestId || one.sharedBy.includes(requestId)
        )
        if (story !== undefined) return Option.some(story)
      }
      return Option.none<KeptTrace>()
    })

    /** What a killed process left half written; another may be busy with a younger one. */
    const sweep = Effect.gen(function* () {
      const now = yield* Clock.currentTimeMillis
      for (const name of (yield* names).filter(isTemporary)) {
        const { mtimeMs } = yield* Disk.attempt(() => Fs.lstat(pathOf(name)))
        if (mtimeMs < now - temporaryLife) yield* Disk.unlink(pathOf(name))
      }
    })
    yield* Effect.ignore(sweep)

    const told = ({ message }: Disk.DiskError) => new StoryStoreError({ message })
    return StoryStore.of({
      add: (stories) => Effect.mapError(add(stories), told),
      last: (count) => Effect.orElseSucceed(last(count), () => []),
      find: (requestId) => Effect.orElseSucceed(find(requestId), () => Option.none()),
      calls: callsIn(directory),
      keepCalls: (calls) =>
        Effect.flatMap(Effect.orDie(encodeCalls(calls)), (text) =>
          Effect.mapError(Disk.write(directory, pathOf(callsFile), text), told)
        )
    })
  })

/** Stories in a folder of their own in this one. */
export const layer = (directory: string): Layer.Layer<StoryStore> => Layer.effect(StoryStore, make(directory))
