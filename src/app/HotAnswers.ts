/** Answers that were given before, as the bytes they were, for as long as they would be given again. */
import type { HttpServerResponse } from "@effect/platform"
import { Context, type Effect, Layer } from "effect"

export interface HotAnswer {
  /** The route that gave it, for the metrics. */
  readonly route: string
  readonly response: HttpServerResponse.HttpServerResponse
  /** Whether the very same answer would be given now. Asks no source and touches no disk. */
  readonly holds: Effect.Effect<boolean>
}

export interface HotAnswersShape {
  readonly find: (url: string) => HotAnswer | undefined
  readonly keep: (url: string, answer: HotAnswer) => void
}

/** A reference: without one, every answer is made anew. */
export class HotAnswers extends Context.Reference<HotAnswers>()("vpro-cinema-plex/app/HotAnswers", {
  defaultValue: (): HotAnswersShape => ({ find: () => undefined, keep: () => {} })
}) {}

/** An answer takes some three kilobytes. */
const capacity = 2000

/** By address; the ones kept longest ago give way. */
export const layer = Layer.sync(HotAnswers, () => {
  const answers = new Map<string, HotAnswer>()
  return {
    find: (url) => answers.get(url),
    keep: (url, answer) => {
      answers.delete(url)
      const oldest = answers.keys().next()
      if (answers.size >= capacity && oldest.done === false) answers.delete(oldest.value)
      answers.set(url, answer)
    }
  }
})
