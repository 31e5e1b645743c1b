/** What an answer may hold: the switches of the configuration, as the domain sees them. */
import { Context } from "effect"

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

/** Has a default: programs that embed the domain need not provide it. */
export class Features extends Context.Reference<Features>()("vpro-cinema-plex/domain/Features", {
  defaultValue: () => defaultFeatures
}) {}
