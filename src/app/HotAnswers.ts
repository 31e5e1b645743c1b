/** Answers that were given before, as the bytes they were, for as long as they would be given again. */
import type { HttpServerRequest, HttpServerResponse } from "@effect/platform"
import { Context, type Effect, Layer } from "effect"
import { unsniffed } from "./Web.ts"

export interface HotAnswer {
  /** The route that gave it, for the metrics. */
  readonly route: string
  readonly response: HttpServerResponse.HttpServerResponse
  /** Whether the very same answer would be given now. Asks no source and touches no disk. */
  readonly holds: (request: HttpServerRequest.HttpServerRequest) => Effect.Effect<boolean>
}

export interface HotAnswersShape {
  /** By what was asked: an address, or a route and a body. */
  readonly find: (key: string) => HotAnswer | undefined
  readonly keep: (key: string, answer: HotAnswer) => void
}

/** A reference: without one, every answer is made anew. */
export class HotAnswers extends Context.Reference<HotAnswers>()("vpro-cinema-plex/app/HotAnswers", {
  defaultValue: (): HotAnswersShape => ({ find: () => undefined, keep: () => {} })
}) {}

/** An answer takes some three kilobytes. */
const capacity = 2000
/** What Plex asks is shorter. */
const longestKey = 2000

/** The ones kept longest ago give way. */
export const layer = Layer.sync(HotAnswers, () => {
  const answers = new Map<string, HotAnswer>()
  return {
    find: (key) => answers.get(key),
    keep: (key, answer) => {
      if (key.length > longestKey) return
      answers.delete(key)
      const oldest = answers.keys().next()
      if (answers.size >= capacity && oldest.done === false) answers.delete(oldest.value)
      answers.set(key, { ...answer, response: unsniffed(answer.response) })
    }
  }
})
