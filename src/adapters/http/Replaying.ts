/** A way out that leads nowhere: what was recorded answers, after as long as it took then. */
import { Duration, Effect, Ref } from "effect"
import { remaining } from "../../ports/Deadline.ts"
import { type HttpAnswer, type HttpCall, HttpError, HttpPort } from "../../ports/HttpPort.ts"
import type { SourceName } from "../../ports/SourceError.ts"
import { bodyText, questionOf, type RecordedExchange, shownBody } from "./RecordedExchange.ts"

/** A question to a source. */
export type Question = Pick<RecordedExchange, "source" | "method" | "url" | "sent">

/** What a replay found out about its questions. */
export interface Replayed {
  /** Asked now, and not in the record. */
  readonly notHeld: ReadonlyArray<Question>
  /** In the record, and not asked now. */
  readonly notAsked: ReadonlyArray<Question>
}

/** The answers to one question, in their order. */
interface Shelf {
  readonly exchanges: ReadonlyArray<RecordedExchange>
  taken: number
}

/** `address` is what the record has for an address. */
export const make = Effect.fn("Replaying.make")(function* (
  exchanges: ReadonlyArray<RecordedExchange>,
  address: (url: string) => string
) {
  const shelves = new Map<string, Shelf>()
  for (const exchange of exchanges) {
    const question = questionOf(exchange)
    const before = shelves.get(question)?.exchanges ?? []
    shelves.set(question, { exchanges: [...before, exchange], taken: 0 })
  }
  const strangers = yield* Ref.make<ReadonlyMap<string, Question>>(new Map())

  /** The next answer to it; one that is asked more often than it was gets the last one again. */
  const next = (question: Question): RecordedExchange | undefined => {
    const shelf = shelves.get(questionOf(question))
    const found = shelf?.exchanges[Math.min(shelf.taken, shelf.exchanges.length - 1)]
    if (shelf !== undefined) shelf.taken += 1
    return found?.answer?.cut === true ? undefined : found
  }

  const unknown = (question: Question) =>
    Effect.zipRight(
      Ref.update(strangers, (all) => new Map([...all, [questionOf(question), question]])),
      failing(question, { reason: "Connection", attempts: 1 })
    )

  const send = <E>(source: SourceName, call: Effect.Effect<HttpCall, E>) =>
    Effect.gen(function* () {
      const { body, method, url } = yield* call
      const question: Question = {
        source,
        method,
        url: address(url),
        ...(body === undefined ? {} : { sent: shownBody(body) })
      }
      const found = next(question)
      if (found === undefined) return yield* unknown(question)
      return yield* said(found, url)
    })

  const replayed: Effect.Effect<Replayed> = Effect.map(Ref.get(strangers), (all) => ({
    notHeld: [...all.values()],
    notAsked: [...shelves.values()].flatMap(({ exchanges, taken }) => exchanges.slice(taken)).map(bare)
  }))
  return { http: HttpPort.of({ send, states: Effect.succeed([]) }), replayed }
})

const bare = ({ method, sent, source, url }: RecordedExchange): Question => ({
  source,
  method,
  url,
  ...(sent === undefined ? {} : { sent })
})

const failing = ({ method, source, url }: Question, why: NonNullable<RecordedExchange["failure"]>) => {
  const [shown = url] = url.split("?", 1)
  return Effect.fail(new HttpError({ source, method, url: shown, ...why }))
}

const said = (exchange: RecordedExchange, url: string): Effect.Effect<HttpAnswer, HttpError> => {
  const { answer, failure, ms } = exchange
  if (answer !== undefined)
    return Effect.delay(
      Effect.succeed({
        status: answer.status,
        headers: answer.headers,
        body: bodyText(answer.body),
        url: answer.from ?? url
      }),
      Duration.millis(ms)
    )
  if (failure !== undefined) return Effect.zipRight(Effect.sleep(Duration.millis(ms)), failing(exchange, failure))
  // Nobody knows what it would have said: whoever waits for it now waits in vain.
  return Effect.flatMap(remaining, (left) =>
    Number.isFinite(left)
      ? Effect.zipRight(Effect.sleep(Duration.millis(left)), failing(exchange, { reason: "Timeout", attempts: 1 }))
      : Effect.never
  )
}
