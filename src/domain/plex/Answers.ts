/** The answers to Plex: one function per route, for whoever speaks HTTP around it. */
import { Data, type Duration, Effect, Either, Option } from "effect"
import { TitleMemoryPort } from "../../ports/TitleMemoryPort.ts"
import { describe, type Description, keepUnder, recall, stillHolds } from "../describe/Describe.ts"
import { onlyLooking } from "../describe/Kept.ts"
import { type Meant, Overrides } from "../describe/Overrides.ts"
import { features, keyStyle, unchanged } from "../describe/Features.ts"
import { holding } from "../describe/Holding.ts"
import type { CacheEntry } from "../values/CacheEntry.ts"
import type { Hints } from "../values/Hints.ts"
import { candidates } from "../lookup/Candidates.ts"
import { Policy } from "../describe/Policy.ts"
import { decodeRatingKey, encodeRatingKey } from "../keys/RatingKey.ts"
import { decodeSeriesKey, type SeriesKey } from "../keys/SeriesKey.ts"
import { type Origin, Witness } from "../describe/Witness.ts"
import { imageContainer, itemContainer, type Page, pageContainer, trim, type Trimming } from "./Container.ts"
import { imagesOf, type Item, itemOf } from "./Item.ts"
import { candidateItem, hintItem } from "./MatchItem.ts"
import { broughtKey } from "./BroughtKey.ts"
import { hintsOf, type MatchRequest, ownKey } from "./MatchRequest.ts"
import { plexTypes, type Provider } from "./Provider.ts"
import { matchedSeasons, rememberShow, seriesChildren, seriesItem, seriesMatch } from "./SeriesAnswers.ts"
import { Untold } from "./Untold.ts"

/**
 * - `Answered`: with where the facts came from, when they were looked for
 * - `NotServed`: the request asks this provider for something it does not serve
 * - `Unknown`: a key that this provider never issued
 * - `Unavailable`: there may be something, but it cannot be told
 */
export type Answer = Data.TaggedEnum<{
  Answered: {
    readonly body: object
    readonly from?: Origin | undefined
    /** Whether the very same answer would be given again; it then counts as given. Absent when only asking anew tells. */
    readonly again?: Effect.Effect<boolean> | undefined
    /** How long from then on nothing else would be answered; `None` when it is to be asked anew each time. Absent when nobody can tell. */
    readonly holdsFor?: Effect.Effect<Option.Option<Duration.Duration>> | undefined
    /** Where a part of a list begins, and how long the whole list is. */
    readonly page?: { readonly start: number; readonly total: number } | undefined
  }
  NotServed: { readonly reason: string }
  Unknown: object
  Unavailable: { readonly reason: string; readonly retryAfter?: number | undefined }
}>
export const Answer = Data.taggedEnum<Answer>()

const answered = (body: object, from?: Origin): Answer => Answer.Answered({ body, from })

/** Says it when what there is to tell was left open. */
const orUntold = <R>(answer: Effect.Effect<Answer, Untold, R>): Effect.Effect<Answer, never, R> =>
  Effect.catchTag(answer, "Untold", ({ message, retryAfter }) =>
    Effect.succeed(Answer.Unavailable({ reason: message, retryAfter }))
  )

/** The key under which Plex will ask for a match from now on; the title is remembered with it when it is the key's own. */
const keyFor = Effect.fn("Answers.keyFor")(function* (provider: Provider, request: MatchRequest, hints: Hints) {
  const style = yield* keyStyle
  const given = yield* broughtKey(provider, request, hints)
  const ratingKey = Option.match(given, { onNone: () => encodeRatingKey(hints, style), onSome: ({ key }) => key })
  const memory = yield* TitleMemoryPort
  const isOwn = Option.match(given, { onNone: () => true, onSome: ({ claim }) => claim === "own" })
  const remembered = isOwn ? memory.remember(ratingKey, hints.title) : Effect.void
  yield* remembered
  return { ratingKey, remembered, brought: Option.isSome(given) }
})

/** Looks up, before Plex asks, what it will ask for after such a match; `None` when the match has no title. */
export const describeAhead = Effect.fn("Answers.describeAhead")(function* (provider: Provider, request: MatchRequest) {
  const hints = hintsOf(request, provider.kind)
  if (Option.isNone(hints)) return Option.none<Description>()
  const { ratingKey } = yield* keyFor(provider, request, hints.value)
  return yield* describe(ratingKey)
})

/** Keeps what was found ahead for the answer to another match of the same title too. */
export const keepAhead = Effect.fn("Answers.keepAhead")(function* (
  provider: Provider,
  request: MatchRequest,
  found: Description
) {
  const hints = hintsOf(request, provider.kind)
  if (Option.isNone(hints)) return
  const { ratingKey } = yield* keyFor(provider, request, hints.value)
  if (ratingKey !== found.ratingKey) yield* keepUnder(ratingKey, found)
})

/** What is kept of a title, and the key under which Plex asks for it. */
export interface Kept {
  readonly ratingKey: string
  readonly hints: Hints
  /** Under which key that is kept, and what the owner decided on it. */
  readonly meant: Meant
  /** However old; none where it was never looked up, or has been evicted since. */
  readonly entry: CacheEntry | undefined
}

/**
 * What is kept for such a match, as `describeAhead` would find it: asks no source, remembers no title, and marks nothing as used. A guid of
 * ours names the key: Plex asks by it for what it has matched, whatever else it says. `None` when the match has no title.
 */
export const keptFor = Effect.fnUntraced(function* (provider: Provider, request: MatchRequest) {
  const style = yield* keyStyle
  const own = Option.filterMap(ownKey(provider, request.guid), (key) =>
    Option.map(decodeRatingKey(key), (decoded) => [key, decoded] as const)
  )
  const asked = Option.orElse(own, () =>
    Option.map(hintsOf(request, provider.kind), (hints) => [encodeRatingKey(hints, style), hints] as const)
  )
  if (Option.isNone(asked)) return Option.none<Kept>()
  const [ratingKey, decoded] = asked.value
  return Option.some<Kept>({ ratingKey, ...(yield* recall(ratingKey, decoded)) })
}, onlyLooking)

/**
 * A match. An automatic one is answered from what Plex said alone, at once; one by hand asks the sources and lists up to
 * ten pages, best first. Only a request for the children of a show or a season, or one that names an episode by its day, may wait for
 * them, for a few seconds.
 */
export const matchAnswer = Effect.fn("Answers.match")(function* (provider: Provider, request: MatchRequest) {
  if (!provider.types.some((type) => type === request.type))
    return Answer.NotServed({ reason: `type ${request.type} is not served here, only ${provider.types.join(", ")}` })
  if (request.type === plexTypes.season || request.type === plexTypes.episode) {
    const item = yield* seriesMatch(provider, request)
    return answered(itemContainer(provider, trimmed(Option.toArray(item), request)))
  }
  const hints = hintsOf(request, provider.kind)
  if (Option.isNone(hints)) return answered(itemContainer(provider, []))
  const policy = yield* Policy
  if (request.manual === true) {
    const decided = yield* (yield* Overrides).find({ ...hints.value, vpro: undefined })
    const found = yield* candidates(hints.value, policy.lookup, Option.getOrUndefined(decided)?.page)
    yield* (yield* Witness).listed(found.trace)
    const items = found.decisions.map((decision) => candidateItem(provider, hints.value, decision))
    return answered(itemContainer(provider, trimmed(items, request)))
  }
  const sameSwitches = yield* unchanged
  const { brought, ratingKey, remembered } = yield* keyFor(provider, request, hints.value)
  yield* (yield* Witness).matched({ ratingKey, request })
  if (provider.kind === "series") yield* rememberShow(hints.value, ratingKey)
  const item = hintItem(provider, ratingKey, hints.value)
  if (provider.kind === "series" && request.includeChildren === true) {
    const whole = withChildren(item, yield* matchedSeasons(provider, ratingKey, hints.value))
    return answered(itemContainer(provider, trimmed([whole], request)))
  }
  return Answer.Answered({
    body: itemContainer(provider, trimmed([item], request)),
    // What a show is asked by is remembered too, and for longer than an answer stays hot. Whether a key that was brought stands depends
    // on what is kept under it by then.
    again: brought || provider.kind === "series" ? undefined : Effect.zipRight(remembered, sameSwitches)
  })
})

const trimmed = (items: ReadonlyArray<Item>, trimming: Trimming) => items.map((item) => trim(item, trimming))

const withChildren = (item: Item, children: ReadonlyArray<Item>): Item => ({
  ...item,
  Children: { size: children.length, Metadata: children }
})

const described = <R>(
  provider: Provider,
  ratingKey: string,
  /** Whether more than the description goes into the body. */
  more: boolean,
  body: (found: Description) => Effect.Effect<object, Untold, R>
) =>
  Effect.gen(function* () {
    if (!isIssued(provider, ratingKey)) return Answer.Unknown()
    // Before anything is made, so that no change of a switch is missed meanwhile.
    const again = yield* stillHolds
    const described = yield* Effect.either(describe(ratingKey))
    if (Either.isLeft(described))
      return Answer.Unavailable({ reason: described.left.message, retryAfter: described.left.retryAfter })
    const found = described.right
    const { whenUnsettled } = yield* features
    if (whenUnsettled === "unavailable" && Option.exists(found, ({ isUntold }) => isUntold)) return yield* new Untold()
    return Option.isNone(found)
      ? Answer.Unknown()
      : Answer.Answered({
          body: yield* body(found.value),
          from: found.value.from,
          again: more || found.value.from !== "hit" ? undefined : again(found.value),
          holdsFor: more ? undefined : (yield* holding)(found.value)
        })
  })

const isIssued = (provider: Provider, ratingKey: string) =>
  provider.kind === "series"
    ? Option.isSome(decodeSeriesKey(ratingKey))
    : Option.exists(decodeRatingKey(ratingKey), (hints) => hints.kind === provider.kind)

/**
 * What a client says about how it wants an item. The order of episodes is no part of it: we advertise none, so that any that is named was
 * left behind by another agent, and a show in the order of broadcast is better than one without seasons.
 */
export interface Wanted extends Trimming {
  readonly includeChildren?: string | undefined
}

/** Everything about one item; always exactly one item for a key that was issued. */
export const metadataAnswer = Effect.fn("Answers.metadata")(function* (
  provider: Provider,
  ratingKey: string,
  wanted: Wanted
) {
  const children = wanted.includeChildren === "1"
  const key = provider.kind === "series" ? decodeSeriesKey(ratingKey) : Option.none<SeriesKey>()
  if (Option.isSome(key) && key.value._tag !== "Show") {
    const item = yield* seriesItem(provider, key.value, children)
    return answered(itemContainer(provider, [trim(item, wanted)]))
  }
  return yield* described(provider, ratingKey, children, ({ hints, entry }) =>
    Effect.gen(function* () {
      const item = itemOf(provider, ratingKey, hints, entry, yield* features)
      const seasons = Option.isSome(key) && children ? yield* seriesChildren(provider, key.value, false) : undefined
      return itemContainer(provider, [trim(seasons === undefined ? item : withChildren(item, seasons), wanted)])
    })
  )
}, orUntold)

/** The pictures of one item; none when pictures are switched off. */
export const imagesAnswer = Effect.fn("Answers.images")(function* (provider: Provider, ratingKey: string) {
  const key = provider.kind === "series" ? decodeSeriesKey(ratingKey) : Option.none<SeriesKey>()
  if (Option.isSome(key) && key.value._tag !== "Show") {
    const item = yield* seriesItem(provider, key.value, false)
    return answered(imageContainer(provider, item.Image ?? []))
  }
  return yield* described(provider, ratingKey, false, ({ entry }) =>
    Effect.map(features, ({ images }) => imageContainer(provider, images ? imagesOf(entry) : []))
  )
}, orUntold)

/** Trailers are not ours to tell; Plex deletes the ones it has when it is told that there are none. */
export const extrasAnswer = Effect.fn("Answers.extras")(function* (provider: Provider, ratingKey: string) {
  if (!isIssued(provider, ratingKey)) return Answer.Unknown()
  const { extras } = yield* features
  return extras === "empty"
    ? answered(itemContainer(provider, []))
    : Answer.Unavailable({ reason: "this provider does not know extras; keep the ones you have" })
})

/** The seasons of a show, the episodes of a season, or, `grand`, all episodes of a show; a film has none. */
export const childrenAnswer = Effect.fn("Answers.children")(function* (
  provider: Provider,
  ratingKey: string,
  grand: boolean,
  page: Page,
  wanted: Wanted
) {
  if (!isIssued(provider, ratingKey)) return Answer.Unknown()
  const key = provider.kind === "series" ? decodeSeriesKey(ratingKey) : Option.none<SeriesKey>()
  if (Option.isNone(key)) return answered(itemContainer(provider, []))
  const items = yield* seriesChildren(provider, key.value, grand)
  return Answer.Answered({
    body: pageContainer(provider, trimmed(items, wanted), page),
    page: { start: page.start, total: items.length }
  })
}, orUntold)
