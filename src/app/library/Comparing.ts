/** Compares what Plex shows with what is kept here, title by title. Only Plex is asked, and nothing is changed. */
import { Chunk, Data, Effect, Option, Stream } from "effect"
import { features } from "../../domain/describe/Features.ts"
import { Unsettled } from "../../domain/describe/Unsettled.ts"
import { type AgentUse, agentUse } from "../../domain/library/AgentUse.ts"
import { heldFor } from "../../domain/library/Held.ts"
import { type Searchable, titleOf } from "../../domain/library/LibraryTitle.ts"
import { isLocked } from "../../domain/library/Standing.ts"
import { mostLibrary } from "../../domain/text/Bounds.ts"
import { CachePort } from "../../ports/CachePort.ts"
import {
  mostDetails,
  type PlexItem,
  type PlexSection,
  type PlexServerError,
  PlexServerPort
} from "../../ports/PlexServerPort.ts"

/** A library, and whether Plex asks us about it. */
export interface Compared {
  readonly section: PlexSection
  readonly use: AgentUse
}

/** Plex lists more than any library holds. */
export class TooManyTitles extends Data.TaggedError("TooManyTitles") {
  override get message() {
    return `Plex lists more than ${mostLibrary} titles`
  }
}

/** Files that are read at the same time: Plex and people read them meanwhile. */
const concurrency = 4

/** Titles that become known at once. */
const portion = 4 * mostDetails

/** A server of before there were agents of this kind does not know them. */
const orNone = <A>(asked: Effect.Effect<ReadonlyArray<A>, PlexServerError>) =>
  Effect.catchIf(
    asked,
    ({ reason }) => reason === "Missing" || reason === "Rejected",
    () => Effect.succeed<ReadonlyArray<A>>([])
  )

/** These libraries, each with the place that we have in its agent. */
export const withUse = Effect.fn("Comparing.withUse")(function* (sections: ReadonlyArray<PlexSection>) {
  const plex = yield* PlexServerPort
  const agents = yield* orNone(plex.agents)
  const providers = yield* orNone(plex.providers)
  return sections.map((section): Compared => ({ section, use: agentUse(section, agents, providers) }))
})

/** How one title stands, but for its lock. */
export const standingIn = Effect.fnUntraced(function* ({ section, use }: Compared, item: PlexItem) {
  const kept = Option.getOrUndefined(yield* heldFor(section, item))
  const isOpen = kept !== undefined && (yield* (yield* Unsettled).isOpen(kept.meant.key))
  return titleOf(section, item, kept, { use, features: yield* features, isOpen })
})

/** Which of the titles that wait have their text locked: Plex tells it only of those that it is asked for by their numbers. */
const withLocks = Effect.fn("Comparing.withLocks")(function* (titles: ReadonlyArray<Searchable>) {
  const { details } = yield* PlexServerPort
  const keys = titles.flatMap(({ key, standing }) => (standing === "waiting" && key !== undefined ? [key] : []))
  const locked = new Set<string>()
  for (const some of Chunk.chunksOf(Chunk.fromIterable(keys), mostDetails))
    for (const item of yield* details(Chunk.toReadonlyArray(some))) if (isLocked(item.locked)) locked.add(item.key)
  return locked.size === 0
    ? titles
    : titles.map((title) => (title.key !== undefined && locked.has(title.key) ? { ...title, locked: true } : title))
})

/** A cache that is not asked for what it does not hold: most of a library may never have been looked up. */
const quick = Effect.flatMap(CachePort, (cache) =>
  Effect.map(cache.mayHold, (mayHold) =>
    CachePort.of({ ...cache, peek: (key) => (mayHold(key) ? cache.peek(key) : Effect.succeedNone) })
  )
)

/** The titles of these libraries, some at a time. */
export const titlesOf = (libraries: ReadonlyArray<Compared>) =>
  Stream.unwrap(
    Effect.map(Effect.all([PlexServerPort, quick]), ([{ items }, cache]) =>
      Stream.fromIterable(libraries).pipe(
        Stream.flatMap((library) => Stream.map(items(library.section), (item) => [library, item] as const)),
        Stream.zipWithIndex,
        Stream.mapEffect(
          ([[library, item], at]) =>
            at < mostLibrary
              ? // Spans of tens of thousands of titles would tell nobody anything.
                standingIn(library, item).pipe(Effect.provideService(CachePort, cache), Effect.withTracerEnabled(false))
              : new TooManyTitles(),
          { concurrency }
        ),
        Stream.grouped(portion),
        Stream.mapEffect((some) => withLocks(Chunk.toReadonlyArray(some)))
      )
    )
  )
