/** The owner's decisions which page of VPRO belongs to a title: made, taken back, and brought to Plex at once. */
import { Clock, Data, Effect, Option } from "effect"
import { describe, recall } from "../../domain/describe/Describe.ts"
import { features, keyStyle } from "../../domain/describe/Features.ts"
import { onlyLooking } from "../../domain/describe/Kept.ts"
import { Policy } from "../../domain/describe/Policy.ts"
import { decodeRatingKey, encodeRatingKey } from "../../domain/keys/RatingKey.ts"
import { type AgentUse, asksUs } from "../../domain/library/AgentUse.ts"
import { providerOf } from "../../domain/library/LibraryMatch.ts"
import { heldText } from "../../domain/library/HeldText.ts"
import { type Searchable, titleOf } from "../../domain/library/LibraryTitle.ts"
import { matchedAnew, refreshedAnew } from "../../domain/library/Refreshing.ts"
import { candidates } from "../../domain/lookup/Candidates.ts"
import { readTyped } from "../../domain/lookup/Typed.ts"
import { guidOf } from "../../domain/plex/Item.ts"
import type { Hints } from "../../domain/values/Hints.ts"
import type { VproId } from "../../domain/values/Media.ts"
import type { Override } from "../../domain/values/Override.ts"
import { OverridePort } from "../../ports/OverridePort.ts"
import { PlexServerPort } from "../../ports/PlexServerPort.ts"
import { Connected } from "../plex/Connected.ts"
import { LibraryView } from "./LibraryView.ts"

/**
 * What became of it in Plex.
 * - `refreshing`: Plex asks anew for the title
 * - `matched`: Plex had it from somebody else, and has it from us now
 * - `locked`: somebody has locked the text in Plex, so that Plex keeps its own
 * - `notThere`: it is in no library that asks us, or none was compared yet
 * - `notConnected`: no Plex server is connected
 * - `failed`: Plex could not be asked
 */
export type Applied = "refreshing" | "matched" | "locked" | "notThere" | "notConnected" | "failed"

export interface InPlex {
  readonly plex: Applied
  readonly problem: string | undefined
}

/** Why a decision was not made. */
export class NotDecided extends Data.TaggedError("NotDecided")<{
  readonly reason: "BadKey" | "NoSuchPage"
  readonly message: string
}> {}

const decodedOf = (ratingKey: string) =>
  Effect.mapError(
    decodeRatingKey(ratingKey),
    () => new NotDecided({ reason: "BadKey", message: "that is not a rating key" })
  )

/** What Plex asks by that key, with the whole title where it is remembered. */
const askedBy = Effect.fnUntraced(function* (ratingKey: string) {
  const decoded = yield* decodedOf(ratingKey)
  return { decoded, hints: (yield* onlyLooking(recall(ratingKey, decoded))).hints }
})

/** The pages that a person could mean for what Plex asks by a key: by its own title and ids, or by what that person types. */
export const choices = Effect.fn("Repairing.choices")(function* (ratingKey: string, query: string) {
  const { hints } = yield* askedBy(ratingKey)
  const { isOne: _, ...typed } = readTyped(query, hints.kind)
  const wanted: Hints =
    query.trim() === "" ? { ...hints, vpro: undefined } : { ...typed, kind: hints.kind, year: typed.year ?? hints.year }
  return yield* candidates(wanted, (yield* Policy).lookup)
})

/** The page under the key that Fix Match would give it: that VPRO has it, and what it is called. Unknown while a source fails. */
const pageOf = Effect.fnUntraced(function* (decoded: Hints, page: VproId) {
  const found = yield* Effect.option(describe(encodeRatingKey({ ...decoded, vpro: page }, yield* keyStyle)))
  const told = Option.flatten(found)
  if (Option.isNone(told) || told.value.from === "incomplete") return undefined
  const { entry } = told.value
  if (entry?.status === "found" && entry.vpro === page) return entry.title === "" ? undefined : entry.title
  return yield* new NotDecided({ reason: "NoSuchPage", message: `VPRO has no page ${page} of a ${decoded.kind}` })
})

/** Has Plex take a title as it is told now. */
const inPlex = Effect.fn("Repairing.inPlex")(function* (title: Searchable, use: AgentUse) {
  const { key, kind, library, ratingKey } = title
  if (key === undefined || ratingKey === undefined || !asksUs(use)) return "notThere" as const
  const provider = providerOf(kind)
  const guid = guidOf(provider, kind === "film" ? "movie" : "show", ratingKey)
  const outcome = yield* title.elsewhere
    ? matchedAnew(key, { guid, name: title.title, year: title.year })
    : refreshedAnew({ item: key, text: Option.getOrElse(yield* heldText(ratingKey), () => "") })
  const [item] = yield* (yield* PlexServerPort).details([key])
  const decoded = decodeRatingKey(ratingKey)
  if (item !== undefined && Option.isSome(decoded)) {
    const kept = yield* onlyLooking(recall(ratingKey, decoded.value))
    const known = { use, features: yield* features, isOpen: false }
    yield* (yield* LibraryView).replace([titleOf({ key: library, kind }, item, { ratingKey, ...kept }, known)])
  }
  return outcome === "gone" ? ("notThere" as const) : outcome
})

/** How long a person waits for the first comparison; what it has come to by then is what is known. */
const comparingTime = "15 seconds"

/** The same for all titles that are meant; of several what says most. */
const applied = Effect.fn("Repairing.applied")(function* (isMeant: (title: Searchable) => boolean) {
  const connected = yield* Connected
  const server = yield* Effect.option(connected.server)
  if (Option.isNone(Option.flatten(server))) return { plex: "notConnected", problem: undefined } satisfies InPlex
  const view = yield* LibraryView
  // After a start the libraries may not have been compared yet.
  if (Option.isNone(yield* view.current))
    yield* Effect.timeoutOption(Effect.zipRight(view.look, view.settled), comparingTime)
  const comparison = yield* view.current
  const uses = new Map(
    Option.match(comparison, { onNone: () => [], onSome: ({ libraries }) => libraries }).map(({ key, use }) => [
      key,
      use
    ])
  )
  const titles = Option.match(comparison, { onNone: () => [], onSome: ({ titles }) => titles }).filter(isMeant)
  const done = yield* Effect.either(
    connected.asking(
      Effect.forEach(titles, (title) => inPlex(title, uses.get(title.library) ?? "untold")),
      "10 seconds"
    )
  )
  if (done._tag === "Left") return { plex: "failed", problem: done.left.message } satisfies InPlex
  const outcomes = new Set(done.right)
  const order = ["matched", "refreshing", "locked"] as const
  return { plex: order.find((one) => outcomes.has(one)) ?? "notThere", problem: undefined } satisfies InPlex
})

/** What the owner decides: a page, or that there is none. */
export interface Decided {
  readonly ratingKey: string
  /** Plex's number of the title, when it is one of several. */
  readonly item?: string | undefined
  readonly page: VproId | undefined
}

/** Keeps the decision, and has Plex take it. The page is looked up first, so that Plex gets it at once. */
export const decide = Effect.fn("Repairing.decide")(function* ({ item, page, ratingKey }: Decided) {
  const { decoded, hints } = yield* askedBy(ratingKey)
  const pageTitle = page === undefined ? undefined : yield* pageOf(decoded, page)
  const { imdb, kind, plex, title, tmdb, tvdb, vpro: over, year } = hints
  const at = yield* Clock.currentTimeMillis
  const override: Override = { kind, title, year, imdb, tmdb, tvdb, plex, page, pageTitle, over, at }
  yield* (yield* OverridePort).keep(override)
  yield* Effect.logInfo(
    page === undefined
      ? `the owner says that VPRO has no page of "${hints.title}"`
      : `the owner chose page ${page} for "${hints.title}"`
  ).pipe(Effect.annotateLogs({ ratingKey }))
  const told = yield* applied((title) => title.ratingKey === ratingKey && (item === undefined || title.key === item))
  return { override, ...told }
})

/** Takes a decision back; `None` when there is none of that name. */
export const undo = Effect.fn("Repairing.undo")(function* (id: string) {
  const removed = yield* (yield* OverridePort).remove(id)
  if (Option.isNone(removed)) return Option.none<InPlex>()
  yield* Effect.logInfo(`the owner's choice for "${removed.value.title}" was taken back`)
  return Option.some(yield* applied(({ override }) => override?.id === id))
})
