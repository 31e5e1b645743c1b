/**
 * Sees to it that Plex shows what VPRO wrote. One pass goes over all titles of the libraries that ask us: what nobody has looked up yet, or
 * not for long, is looked up, and a title of which Plex shows another text than the one that is here is refreshed.
 */
import { Chunk, Effect, Either, Option, Ref, Stream } from "effect"
import type { PlexItem, PlexSection } from "../../ports/PlexServerPort.ts"
import { describe } from "../describe/Describe.ts"
import { features } from "../describe/Features.ts"
import { freshness } from "../describe/Kept.ts"
import { mostOpenInARow, quiet } from "../describe/Quiet.ts"
import { Unsettled } from "../describe/Unsettled.ts"
import { summaryOf } from "../plex/Item.ts"
import type { CacheEntry } from "../values/CacheEntry.ts"
import { heldFor } from "./Held.ts"
import { ourTitles } from "./OurTitles.ts"
import { shortOf } from "./RefreshDue.ts"
import { refreshed } from "./Refreshing.ts"
import type { RefreshOutcome } from "./RefreshOutcome.ts"

/** What a pass has come to, so far. */
export interface PassSums {
  /** Titles of the libraries that ask us, and how many of them were gone through. */
  readonly titles: number
  readonly done: number
  /** Titles that were looked up: nothing was known of them, or what was known was too old. */
  readonly lookedUp: number
  /** Titles that are left open since a source failed. */
  readonly open: number
  /** Titles with a text here, by what became of them. */
  readonly refreshes: Readonly<Record<RefreshOutcome, number>>
}

export const noSums: PassSums = {
  titles: 0,
  done: 0,
  lookedUp: 0,
  open: 0,
  refreshes: { asked: 0, shown: 0, locked: 0, lately: 0, gone: 0, rejected: 0 }
}

/** Look-ups of a pass at the same time: the sources are for people. */
const atATime = 2

/** What a pass remembers of a title while hours of look-ups may go by: not its text. */
interface Title {
  readonly key: string
  readonly section: PlexSection
  readonly item: PlexItem
  /** The text that Plex shows, in short. */
  readonly shown: number | undefined
}

const titleOf = (section: PlexSection, item: PlexItem): ReadonlyArray<Title> =>
  item.key === undefined
    ? []
    : [
        {
          key: item.key,
          section,
          item: { ...item, summary: undefined },
          shown: item.summary === undefined ? undefined : shortOf(item.summary)
        }
      ]

const titles = Stream.runCollect(Stream.mapConcat(ourTitles, ({ item, section }) => titleOf(section, item)))

/** What is here for a title by now. `open` is a title of which a failing source left open whether there is a text. */
type Held =
  | { readonly _tag: "Known"; readonly entry: CacheEntry | undefined; readonly lookedUp: boolean }
  | { readonly _tag: "Open" }

const known = (entry: CacheEntry | undefined, lookedUp: boolean): Held => ({ _tag: "Known", entry, lookedUp })
const open: Held = { _tag: "Open" }

/** Looks a title up if what is here is too old; what is open already is looked up by others as soon as its source is well. */
const held = Effect.fn("Sync.held")(function* ({ item, section }: Title, mayAsk: boolean) {
  const kept = yield* heldFor(section, item)
  if (Option.isNone(kept)) return known(undefined, false)
  const { entry, meant, ratingKey } = kept.value
  if (meant.isNone || (entry !== undefined && (yield* (yield* freshness)(entry)))) return known(entry, false)
  if (!mayAsk || (yield* (yield* Unsettled).isOpen(meant.key))) return entry === undefined ? open : known(entry, false)
  yield* quiet
  const found = yield* Effect.either(describe(ratingKey))
  if (Either.isLeft(found) || Option.isNone(found.right)) return open
  const { from, entry: told } = found.right.value
  return from === "incomplete" ? open : known(told, from === "lookup")
})

const counted = (sums: PassSums, outcome: RefreshOutcome | undefined): PassSums =>
  outcome === undefined ? sums : { ...sums, refreshes: { ...sums.refreshes, [outcome]: sums.refreshes[outcome] + 1 } }

/** One pass. `sums` tells meanwhile how far it is. */
export const pass = Effect.fn("Sync.pass")(function* (sums: Ref.Ref<PassSums>) {
  const all = yield* titles
  yield* Ref.set(sums, { ...noSums, titles: Chunk.size(all) })
  const openInARow = yield* Ref.make(0)
  const one = Effect.fnUntraced(function* (title: Title) {
    const now = yield* held(title, (yield* Ref.get(openInARow)) < mostOpenInARow)
    if (now._tag === "Open") {
      yield* Ref.update(openInARow, (count) => count + 1)
      return yield* Ref.update(sums, (before) => ({ ...before, done: before.done + 1, open: before.open + 1 }))
    }
    if (now.lookedUp) yield* Ref.set(openInARow, 0)
    const text = summaryOf(now.entry, yield* features)
    const outcome: RefreshOutcome | undefined =
      text === undefined
        ? undefined
        : title.shown === shortOf(text)
          ? "shown"
          : yield* refreshed({ item: title.key, text }, { byHand: false })
    yield* Ref.update(sums, (before) =>
      counted({ ...before, done: before.done + 1, lookedUp: before.lookedUp + (now.lookedUp ? 1 : 0) }, outcome)
    )
  })
  yield* Effect.forEach(all, one, { concurrency: atATime, discard: true })
  return yield* Ref.get(sums)
})
