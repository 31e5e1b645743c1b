/** Stand-ins for the sources that take their time, and a count of what they are asked. */
import { setTimeout as wait } from "node:timers/promises"
import { type Sources, sources } from "../test/resilience/sources.ts"
import { everything, keyOf, names, textOf, titleOf, word, type World } from "../test/resilience/world.ts"
import * as Cold from "./world.ts"

export { Cold, everything, keyOf, textOf, titleOf, word }
export { namesOf, pathOf } from "../src/adapters/cache/files/EntryPath.ts"

/** A request from its arrival to its answer, in milliseconds. */
interface Span {
  readonly from: number
  to: number
}

export interface SlowSources extends Pick<Sources, "variables" | "close"> {
  /**
   * What was asked since the last time, once nothing more is asked: requests, and how many of those that were answered by now had to wait for
   * another. An answer may be given while its ids are still asked for.
   */
  readonly taken: () => Promise<{ readonly requests: number; readonly roundTrips: number }>
}

/** The most requests of which each began after the one before had its answer. */
const longestChain = (spans: ReadonlyArray<Span>): number => {
  let chain = 0
  let end = Number.NEGATIVE_INFINITY
  for (const { from, to } of spans.toSorted((a, b) => a.to - b.to))
    if (from >= end) {
      chain += 1
      end = to
    }
  return chain
}

/** Sources that know this world and answer after so many milliseconds. */
export const slowSources = async (world: World, delay: number): Promise<SlowSources> => {
  const all = await sources(world)
  let spans: Array<Span> = []
  for (const name of names)
    all.of[name].ails((_, outgoing, { status = 200, headers, body }) => {
      const span = { from: performance.now(), to: Number.POSITIVE_INFINITY }
      spans.push(span)
      void wait(delay).then(() => {
        span.to = performance.now()
        outgoing.writeHead(status, headers).end(body)
      })
    })
  return {
    variables: all.variables,
    close: all.close,
    taken: async () => {
      const now = performance.now()
      const isQuiet = () => spans.every(({ to }) => to + delay < performance.now())
      while (!isQuiet()) await wait(delay)
      const taken = { requests: spans.length, roundTrips: longestChain(spans.filter(({ to }) => to <= now)) }
      spans = []
      return taken
    }
  }
}
