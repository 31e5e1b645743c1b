/** The key that a request brings along, when what it asks belongs under that key. */
import { Effect, Option } from "effect"
import { recall } from "../describe/Describe.ts"
import type { Hints } from "../values/Hints.ts"
import { type Claim, claimOf } from "../keys/Claim.ts"
import { decodeRatingKey } from "../keys/RatingKey.ts"
import { type MatchRequest, ownKey } from "./MatchRequest.ts"
import type { Provider } from "./Provider.ts"

export interface BroughtKey {
  readonly key: string
  readonly claim: Exclude<Claim, "stranger">
}

/**
 * The key of one of our own guids. None without one, and none when another work is asked beside it. Plex sends back the title that it
 * was answered, so what the cache holds under the key counts too; no source is asked.
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
  const claim = claimOf(hints, asked, entry?.status === "found" ? entry.title : undefined)
  return claim === "stranger" ? Option.none<BroughtKey>() : Option.some<BroughtKey>({ key, claim })
})
