/** What an answer may hold: the switches of the configuration, as the domain sees them. */
import { Context, Effect } from "effect"
import type { KeyStyle } from "../keys/RatingKey.ts"

export interface FeatureSwitches {
  readonly summary: boolean
  readonly contentRating: boolean
  readonly images: boolean
  readonly rating: boolean
  /** VPRO's title instead of the one that was asked. */
  readonly title: boolean
  /** Plex deletes the trailers of an item on an empty list of extras; "unavailable" answers that none can be told. */
  readonly extras: "empty" | "unavailable"
  /** What is told while a failing source leaves open what there is to tell: what is known all the same, or that it cannot be told now. */
  readonly whenUnsettled: "answer" | "unavailable"
}

export const defaultFeatures: FeatureSwitches = {
  summary: true,
  contentRating: true,
  images: false,
  rating: false,
  title: true,
  extras: "empty",
  whenUnsettled: "answer"
}

/**
 * Asked at each use, since a switch may be changed while the service runs; as long as none is, it is the very same object. Has a default:
 * programs that embed the domain need not provide it.
 */
export class Features extends Context.Reference<Features>()("vpro-cinema-plex/domain/Features", {
  defaultValue: (): Effect.Effect<FeatureSwitches> => Effect.succeed(defaultFeatures)
}) {}

/** The switches as they are now. */
export const features: Effect.Effect<FeatureSwitches> = Effect.flatten(Features)

/** Tells later whether no switch was changed since it was made. */
export const unchanged: Effect.Effect<Effect.Effect<boolean>> = Effect.flatMap(Features, (now) =>
  Effect.map(now, (before) => Effect.map(now, (after) => after === before))
)

/** How keys are written: where Plex is to keep the title that it asked for, a key must not lose any of it. */
export const keyStyle: Effect.Effect<KeyStyle> = Effect.map(features, ({ title }) =>
  title ? "compatible" : "verbatim"
)
