/** Looks titles of Plex up ahead, under the keys that Plex will ask for: for the command, and for the page. */
import { Chunk, Data, Duration, Effect, Either, Option, Stream } from "effect"
import type { Description } from "../../domain/describe/Describe.ts"
import { lesserOf, matchOf, providerOf } from "../../domain/library/LibraryMatch.ts"
import { describeAhead, keepAhead } from "../../domain/plex/Answers.ts"
import { mostLibrary } from "../../domain/text/Bounds.ts"
import { comparisonForm } from "../../domain/titles/Comparison.ts"
import { type PlexItem, type PlexSection, PlexServerPort } from "../../ports/PlexServerPort.ts"
import { TooManyTitles } from "./Comparing.ts"

/** Plex did not come to the end of its titles. */
export class TooSlow extends Data.TaggedError("TooSlow") {
  override get message() {
    return `Plex did not list its titles within ${Duration.format(longestListing)}`
  }
}

/** Enough to keep the rate limits busy; more would only wait for them. */
export const concurrency = 4
/** Thousands of titles take a minute; a server that takes an hour does not mean to end. */
export const longestListing = Duration.hours(1)
/** A server that repairs its database is busy for minutes; what it has listed by then is not asked for again. */
export const mostBusy = Duration.minutes(10)

export interface WarmTitle {
  readonly section: PlexSection
  readonly item: PlexItem
  /** Whether no other title of the library has this name and year. */
  readonly single: boolean
}

const nameOf = (section: PlexSection, { title, year }: PlexItem) =>
  `${section.kind} ${year ?? ""} ${comparisonForm(title)}`

/** All titles at once: Plex may change the library while hours of look-ups go by. */
export const titlesIn = Effect.fn("Warm.titlesIn")(function* (sections: ReadonlyArray<PlexSection>) {
  const { items } = yield* PlexServerPort
  const found = yield* Stream.fromIterable(sections).pipe(
    // What Plex shows would take most of the memory, and nobody looks at it.
    Stream.flatMap((section) =>
      Stream.map(items(section), (item) => ({ section, item: { ...item, summary: undefined } }))
    ),
    Stream.take(mostLibrary + 1),
    Stream.runCollect,
    Effect.timeoutFail({ duration: longestListing, onTimeout: () => new TooSlow() })
  )
  if (Chunk.size(found) > mostLibrary) return yield* new TooManyTitles()
  const all = Chunk.toReadonlyArray(found)
  const times = new Map<string, number>()
  for (const { item, section } of all) {
    const name = nameOf(section, item)
    times.set(name, (times.get(name) ?? 0) + 1)
  }
  return all.map((one): WarmTitle => ({ ...one, single: times.get(nameOf(one.section, one.item)) === 1 }))
})

/**
 * - `Described`: what is known of the title now
 * - `Untitled`: Plex has no title for it
 * - `Failed`: there was too much to do
 */
export type Warmed = Data.TaggedEnum<{
  Described: { readonly found: Description }
  Untitled: {}
  Failed: { readonly message: string }
}>
export const Warmed = Data.taggedEnum<Warmed>()

/** What is fresh in the cache costs one read of a file; everything else is looked up and kept. */
export const warmed = Effect.fn("Warm.warmed")(function* ({ item, section, single }: WarmTitle) {
  const provider = providerOf(section.kind)
  const asked = yield* Effect.either(describeAhead(provider, matchOf(section, item)))
  if (Either.isLeft(asked)) return Warmed.Failed({ message: asked.left.message })
  if (Option.isNone(asked.right)) return Warmed.Untitled()
  const found = asked.right.value
  // Of two of one name it would be unknown which is meant.
  if (single)
    yield* Effect.forEach(lesserOf(item), (lesser) => keepAhead(provider, matchOf(section, lesser), found), {
      discard: true
    })
  return Warmed.Described({ found })
})

/** How many places in the cache these take: many titles have several, with their ids and without. */
export const placesOf = (titles: ReadonlyArray<WarmTitle>): number =>
  titles.reduce((sum, { item, single }) => sum + 1 + (single ? lesserOf(item).length : 0), 0)
