/** A Redis that cannot be used, as commands tell it in one line: where it is, and why. */
import { Effect, Either, Option, Predicate } from "effect"
import { type CacheError, CachePort } from "../../ports/CachePort.ts"

/** What is wrong with it. One that takes nothing new can still be read. */
export interface Trouble {
  readonly line: string
  readonly readable: boolean
}

/** Any key that could be one: whether an answer comes is the question, not which. */
const someKey = "vpro-x-none-none-m"

/** In its own words, which hold no password. */
const detailOf = ({ cause, message }: CacheError): string =>
  Predicate.hasProperty(cause, "detail") ? String(cause.detail) : message

/** It has answered: its own words begin with a name in capitals, such as WRONGPASS. */
const refuses = (error: CacheError) => /^[A-Z]+ /.test(detailOf(error))

/** What is wrong with the Redis at an address that may be shown; none when it is well. */
export const troubleAt = (host: string): Effect.Effect<Option.Option<Trouble>, never, CachePort> =>
  Effect.gen(function* () {
    const cache = yield* CachePort
    const read = yield* Effect.either(cache.peek(someKey))
    if (Either.isLeft(read)) {
      const what = refuses(read.left) ? "refuses" : "cannot be reached"
      return Option.some({ line: `Redis at ${host} ${what} (${detailOf(read.left)})`, readable: false })
    }
    const { degraded } = yield* cache.stats
    return Option.map(Option.fromNullable(degraded), (why) => ({
      line: `Redis at ${host} takes nothing new (${why})`,
      readable: true
    }))
  })
