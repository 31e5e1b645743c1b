/** The answers to Plex: one function per route, for whoever speaks HTTP around it. */
import { Data, Effect, Option } from "effect"
import { TitleMemoryPort } from "../../ports/TitleMemoryPort.ts"
import { describe, type Description } from "../Describe.ts"
import { Features } from "../Features.ts"
import { candidates } from "../lookup/Candidates.ts"
import type { Trace } from "../lookup/Trace.ts"
import { Policy } from "../Policy.ts"
import { decodeRatingKey, encodeRatingKey } from "../RatingKey.ts"
import { imageContainer, itemContainer, trim, type Trimming } from "./Container.ts"
import { imagesOf, itemOf } from "./Item.ts"
import { candidateItem, hintItem } from "./MatchItem.ts"
import { hintsOf, type MatchRequest } from "./MatchRequest.ts"
import { plexTypes, type Provider } from "./Provider.ts"

/**
 * - `Answered`: with where the facts came from, when they were looked for
 * - `NotServed`: the request asks this provider for something it does not serve
 * - `Unknown`: a key that this provider never issued
 * - `Unavailable`: there may be something, but it cannot be told
 */
export type Answer = Data.TaggedEnum<{
  Answered: {
    readonly body: object
    readonly from?: Description["from"] | undefined
    /** The story of the look-up, when there was one. */
    readonly trace?: Trace | undefined
  }
  NotServed: { readonly reason: string }
  Unknown: object
  Unavailable: { readonly reason: string }
}>
export const Answer = Data.taggedEnum<Answer>()

const answered = (body: object, from?: Description["from"], trace?: Trace): Answer =>
  Answer.Answered({ body, from, trace })

/**
 * A match. An automatic one is answered from what Plex said alone, at once; one by hand asks the sources and lists up to
 * ten pages, best first. Seasons and episodes are told apart by their show, which lists no children.
 */
export const matchAnswer = Effect.fn("Answers.match")(function* (provider: Provider, request: MatchRequest) {
  if (!provider.types.some((type) => type === request.type))
    return Answer.NotServed({ reason: `type ${request.type} is not served here, only ${provider.types.join(", ")}` })
  const hints = hintsOf(request, provider.kind)
  if (Option.isNone(hints) || request.type === plexTypes.season || request.type === plexTypes.episode)
    return answered(itemContainer(provider, []))
  const policy = yield* Policy
  if (request.manual === true) {
    const found = yield* candidates(hints.value, policy.lookup)
    const items = found.decisions.map((decision) => trim(candidateItem(provider, hints.value, decision), request))
    return answered(itemContainer(provider, items), undefined, found.trace)
  }
  const memory = yield* TitleMemoryPort
  const ratingKey = encodeRatingKey(hints.value, policy.keys)
  yield* memory.remember(ratingKey, hints.value.title)
  return answered(itemContainer(provider, [trim(hintItem(provider, ratingKey, hints.value), request)]))
})

const described = (provider: Provider, ratingKey: string, body: (found: Description) => Effect.Effect<object>) =>
  Effect.gen(function* () {
    if (!isIssued(provider, ratingKey)) return Answer.Unknown()
    const found = yield* describe(ratingKey)
    return Option.isNone(found)
      ? Answer.Unknown()
      : answered(yield* body(found.value), found.value.from, found.value.trace)
  })

const isIssued = (provider: Provider, ratingKey: string) =>
  Option.exists(decodeRatingKey(ratingKey), (hints) => hints.kind === provider.kind)

/** Everything about one item; always exactly one item for a key that was issued. */
export const metadataAnswer = Effect.fn("Answers.metadata")(
  (provider: Provider, ratingKey: string, trimming: Trimming) =>
    described(provider, ratingKey, ({ hints, entry }) =>
      Effect.map(Features, (features) =>
        itemContainer(provider, [trim(itemOf(provider, ratingKey, hints, entry, features), trimming)])
      )
    )
)

/** The pictures of one item; none when pictures are switched off. */
export const imagesAnswer = Effect.fn("Answers.images")((provider: Provider, ratingKey: string) =>
  described(provider, ratingKey, ({ entry }) =>
    Effect.map(Features, (features) => imageContainer(provider, features.images ? imagesOf(entry) : []))
  )
)

/** Trailers are not ours to tell; Plex deletes the ones it has when it is told that there are none. */
export const extrasAnswer = Effect.fn("Answers.extras")(function* (provider: Provider, ratingKey: string) {
  if (!isIssued(provider, ratingKey)) return Answer.Unknown()
  const { extras } = yield* Features
  return extras === "empty"
    ? answered(itemContainer(provider, []))
    : Answer.Unavailable({ reason: "this provider does not know extras; keep the ones you have" })
})

/** The children of an item: none yet. */
export const childrenAnswer = Effect.fn("Answers.children")((provider: Provider, ratingKey: string) =>
  Effect.sync(() => (isIssued(provider, ratingKey) ? answered(itemContainer(provider, [])) : Answer.Unknown()))
)
