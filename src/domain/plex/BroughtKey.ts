/** The key that a request brings along, when what it asks belongs under that key. */
import { Effect, Option } from "effect"
import { recall } from "../describe/Describe.ts"
import type { Hints } from "../values/Hints.ts"
import { type Claim, claimOf } from "../keys/Claim.ts"
import { asksForAnother } from "../keys/OtherKeys.ts"
import { decodeRatingKey } from "../keys/RatingKey.ts"
import { type MatchRequest, ownKey } from "./MatchRequest.ts"
import { plexTypes, type Provider } from "./Provider.ts"

export interface BroughtKey {
  readonly key: string
  readonly claim: Exclude<Claim, "stranger">
}

/**
 * The key of one of our own guids. None without one, and none when another work is asked beside it, by its title or by an id. Plex sends
 * back the title that it was answered, so what the cache holds under the key counts too; no source is asked. A season or an episode stays
 * with its show, whatever tags the name of its file has: it is the show that is asked for with these.
 */
export const broughtKey = Effect.fn("BroughtKey.broughtKey")(function* (
  provider: Provider,
  request: MatchRequest,
  asked: Hints
) {
  const given = Option.flatMap(ownKey(provider, request.guid), (key) =>
    Option.map(decodeRatingKey(key), (hints) => ({ key, hints }))
  )
  if (Option.isNone(given)) return Option.none<BroughtKey>()
  const { hints, key } = given.value
  const { entry } = yield* recall(key, hints)
  const isWhole = request.type === plexTypes.movie || request.type === plexTypes.show
  if (isWhole && asksForAnother(hints, asked, entry)) return Option.none<BroughtKey>()
  const claim = claimOf(hints, asked, entry?.status === "found" ? entry.title : undefined)
  return claim === "stranger" ? Option.none<BroughtKey>() : Option.some<BroughtKey>({ key, claim })
})
