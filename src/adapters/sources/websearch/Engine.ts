/** What the engines have in common: asking politely, telling a block from an answer, and keeping away after a block. */
import { Duration, Effect } from "effect"
import * as Breaker from "../../resilience/Breaker.ts"
import { Circuits } from "../../resilience/Circuit.ts"
import type { BreakerPolicy } from "../../resilience/CircuitState.ts"
import { fromHttpError, type HttpAnswer, type HttpCall, type HttpError, HttpPort } from "../../../ports/HttpPort.ts"
import { SourceError, type SourceName } from "../../../ports/SourceError.ts"
import type { WebSearchEngine } from "../../../ports/WebSearchPort.ts"
import { blockReasonIn } from "../reading/BlockPage.ts"
import { inTurns, othersTurn, type Parts } from "../reading/InTurns.ts"
import { cutAt } from "../../../domain/text/Flat.ts"

/** What is particular to one engine. */
export interface EngineForm {
  readonly source: SourceName
  /** The request in words, without the query. */
  readonly tried: string
  /** `query` is one line of fewer than 500 characters. */
  readonly call: (query: string) => HttpCall
  /**
   * The addresses that a page lists, read in parts. An empty list only when the page says that there is nothing; `undefined` for a page
   * that neither lists anything nor says so.
   */
  readonly targets: (html: string) => Parts<ReadonlyArray<string> | undefined>
  /** Addresses at which only walls stand, matched with the path where the request ended. */
  readonly walls?: RegExp
  /** The engine's own words on a wall; asked only about a page without targets. */
  readonly wallWords?: RegExp
}

const leftAloneFor = Duration.hours(1)

/** One block is enough, and asking on is what keeps it in place. */
const policy: BreakerPolicy = { failures: 1, within: leftAloneFor, pauses: [leftAloneFor], closedBy: "time" }

/** An engine that is left alone for an hour after it turned us away. */
export const make = Effect.fn("Engine.make")(function* (form: EngineForm) {
  const http = yield* HttpPort
  // Beside the circuit of the source, which opens for what fails: a block is an answer.
  const circuit = yield* (yield* Circuits)(`${form.source}-blocked`)
  const breaker = yield* Breaker.make(policy, undefined, circuit)
  const suspended = Effect.flatMap(breaker.left, (left) => {
    const minutes = Math.ceil(Duration.toMinutes(left))
    return failure(form, "Suspended", `left alone for another ${minutes} minute(s) after a block`)
  })

  const ask = Effect.fnUntraced(function* (query: string, halted: Effect.Effect<boolean>) {
    // Asked once more after the wait for the rate limit: a request before this one may have met a block meanwhile.
    const call = Effect.if(halted, { onTrue: () => suspended, onFalse: () => Effect.succeed(form.call(query)) })
    const answer = yield* http
      .send(form.source, call)
      .pipe(Effect.catchTag("HttpError", (error) => Effect.fail(unanswered(error))))
    return yield* judge(form, answer)
  })

  const engine: WebSearchEngine = {
    source: form.source,
    search: Effect.fn("Engine.search")(function* (text: string) {
      yield* Effect.annotateCurrentSpan("source", form.source)
      const query = shortened(text)
      if (query === "") return []
      return yield* breaker.protect(
        ({ halted, report }) =>
          Effect.tapError(ask(query, halted), ({ reason }) => (reason === "Blocked" ? report("failed") : Effect.void)),
        suspended
      )
    })
  }
  return engine
})

/** The status speaks first, then the address, then what was asked for; only a page without it can be a block page. */
const judge = Effect.fnUntraced(function* (form: EngineForm, answer: HttpAnswer) {
  const { status, body } = answer
  if (turnsAway(status)) return yield* failure(form, "Blocked", `status ${status}`)
  if (form.walls?.test(pathOf(answer.url)) === true)
    return yield* failure(form, "Blocked", `led to ${pathOf(answer.url)}`)
  const targets = status === 200 ? yield* inTurns(form.targets(body)) : undefined
  if (targets !== undefined) return targets
  // It is read once more, from its beginning.
  yield* othersTurn
  const block =
    form.wallWords?.test(body) === true ? "the engine's own block page" : yield* inTurns(blockReasonIn(status, body))
  if (block !== undefined) return yield* failure(form, "Blocked", block)
  return yield* failure(form, "Malformed", status === 200 ? "markup changed or soft block" : `status ${status}`)
})

/** An engine has no other reason for these than robots; 202 comes with DuckDuckGo's challenge. */
const turnsAway = (status: number): boolean => [202, 401, 403, 429].includes(status) || status >= 500

const unanswered = (error: HttpError): SourceError =>
  error.reason === "Status"
    ? new SourceError({ source: error.source, reason: "Blocked", tried: error.message, cause: error })
    : fromHttpError(error)

const failure = (form: EngineForm, reason: SourceError["reason"], why: string): SourceError =>
  new SourceError({ source: form.source, reason, tried: `${form.tried}: ${why}` })

const pathOf = (url: string): string => (URL.canParse(url) ? new URL(url).pathname : "")

/** DuckDuckGo takes no query of 500 characters or more, and no engine finds more by the rest. */
const shortened = (text: string): string => {
  const line = text.replace(/\s+/g, " ").trim()
  if (line.length < tooLong) return line
  const whole = line.slice(0, tooLong).replace(/ [^ ]*$/, "")
  return cutAt(whole, tooLong - 1)
}

const tooLong = 500
