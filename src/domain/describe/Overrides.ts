/** Under which key an answer is kept and looked up: the key's own, or that of the page which the owner decided on. */
import { Context, Effect, Option } from "effect"
import { encodeRatingKey } from "../keys/RatingKey.ts"
import type { Hints } from "../values/Hints.ts"
import type { Override } from "../values/Override.ts"
import { keyStyle } from "./Features.ts"

/**
 * Has a default: a program that keeps no decisions follows none. Whoever keeps them gets this in one with `OverridePort`, which is a Tag, so that
 * it cannot be left out alone.
 */
export class Overrides extends Context.Reference<Overrides>()("vpro-cinema-plex/domain/Overrides", {
  defaultValue: (): {
    /** The owner's decision about what a key says; asked at every answer, and so from memory. */
    readonly find: (hints: Hints) => Effect.Effect<Option.Option<Override>>
  } => ({ find: () => Effect.succeedNone })
}) {}

/** What a rating key stands for. */
export interface Meant {
  /** The key under which the answer is kept. With a page of the owner's it is the one that Fix Match gives that page. */
  readonly key: string
  readonly hints: Hints
  readonly override: Override | undefined
  /** Whether the owner says that VPRO has no page of it: nobody is asked. */
  readonly isNone: boolean
}

const asDecided = (ratingKey: string, decoded: Hints, override: Override): Effect.Effect<Meant> => {
  const hints: Hints = { ...decoded, vpro: override.page }
  return override.page === undefined
    ? Effect.succeed({ key: ratingKey, hints: decoded, override, isNone: true })
    : Effect.map(keyStyle, (style) => ({ key: encodeRatingKey(hints, style), hints, override, isNone: false }))
}

/** What a key stands for, by what it says and by what its owner decided. Asked at every answer. */
export const meant = (ratingKey: string, decoded: Hints): Effect.Effect<Meant> =>
  Effect.flatMap(Overrides, ({ find }) =>
    Effect.flatMap(find(decoded), (found) =>
      Option.isNone(found)
        ? Effect.succeed({ key: ratingKey, hints: decoded, override: undefined, isNone: false })
        : asDecided(ratingKey, decoded, found.value)
    )
  )
