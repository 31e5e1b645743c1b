/** One attempt at a call: where it may go, how long it may take, how it is written down. */
import { Headers } from "@effect/platform"
import { Clock, Duration, Effect, Either, identity, Option, Ref } from "effect"
import { RequestCount } from "../../ports/RequestCount.ts"
import { RequestLimit } from "../../ports/RequestLimit.ts"
import { remaining } from "../../ports/Deadline.ts"
import { type HttpAnswer, type HttpCall, HttpError } from "../../ports/HttpPort.ts"
import type { SourceName } from "../../ports/SourceError.ts"
import { acceptEncoding } from "./Body.ts"
import type { Exchange } from "./Exchange.ts"
import { Failed, Fault } from "./AttemptFailure.ts"
import type { Ledger } from "./Ledger.ts"
import { isNobodyThere, isTransient, type SourcePolicy } from "./SourcePolicy.ts"
import { type Hop, own, shown } from "./Redirects.ts"
import { retryAfter } from "./Retry.ts"

/** How far a sequence of attempts has come. */
export interface AttemptProgress {
  readonly attempts: number
  /** The last failure, as it is told when there will be no other attempt. */
  readonly last: Option.Option<Failed>
}

export interface AttemptOptions {
  readonly source: SourceName
  readonly policy: SourcePolicy
  readonly userAgent: string
  readonly exchange: Exchange
  readonly turn: Effect.Effect<void>
  readonly ledger: Ledger
  readonly progress: Ref.Ref<AttemptProgress>
}

/** Whether one more request may be made at all. */
const granted = Effect.flatten(RequestLimit)
const further = Effect.filterOrFail(granted, identity, () => new Fault({ reason: "Overloaded" }))

type Why = Pick<HttpError, "reason"> & Partial<Pick<Fault, "status" | "cause">>

/** Makes attempts of one sequence; every attempt ends at its time-out and at the deadline, whichever comes first. */
export const make = ({ source, policy, userAgent, exchange, turn, ledger, progress }: AttemptOptions) => {
  const failure = (call: HttpCall, url: string, why: Why) =>
    Effect.map(
      Ref.get(progress),
      ({ attempts }) =>
        new HttpError({
          source,
          reason: why.reason,
          method: call.method,
          url,
          attempts,
          ...(why.status === undefined ? {} : { status: why.status }),
          ...(why.cause === undefined ? {} : { cause: why.cause })
        })
    )

  const notAsked = (call: HttpCall, url: string, why: Why) =>
    failure(call, url, why).pipe(
      Effect.tap((error) => ledger.refused(error)),
      Effect.flatMap((error) => new Failed({ error, again: false, report: "undecided" }))
    )

  return Effect.fn("Http.attempt")(function* (call: HttpCall): Effect.fn.Return<HttpAnswer, Failed> {
    const target = own(call.url, policy.hosts)
    if (Either.isLeft(target)) {
      return yield* notAsked(call, bare(call.url), { reason: "Redirect", cause: new Error(target.left) })
    }
    const url = shown(target.right)
    yield* Effect.annotateCurrentSpan({ source, method: call.method, url })
    const asked = call.timeout ?? policy.timeout
    const left = yield* remaining
    if (left === 0) {
      return yield* notAsked(call, url, { reason: "Timeout", cause: new Error("the deadline has passed") })
    }
    if (!(yield* granted)) return yield* notAsked(call, url, { reason: "Overloaded" })
    const timeout = Duration.min(asked, Duration.millis(left))
    yield* Ref.update(progress, (state) => ({ ...state, attempts: state.attempts + 1 }))
    yield* Effect.flatten(RequestCount)
    const started = yield* Clock.currentTimeMillis
    const exit = yield* exchange
      .run(hopOf(call, target.right, userAgent), policy.hosts, Effect.zipRight(further, turn))
      .pipe(Effect.timeoutFail({ duration: timeout, onTimeout: () => "Timeout" as const }), Effect.either)
    const now = yield* Clock.currentTimeMillis
    const log = (status: number | string) =>
      Effect.logDebug("source asked").pipe(
        Effect.annotateLogs({ source, method: call.method, url, status, ms: now - started })
      )
    if (Either.isRight(exit)) {
      yield* ledger.attempted(exit.right, Duration.millis(now - started))
      yield* log(exit.right.status)
      return exit.right
    }
    const fault: Why = exit.left === "Timeout" ? { reason: exit.left } : exit.left
    const error = yield* failure(call, url, fault)
    yield* ledger.attempted(error, Duration.millis(now - started))
    yield* log(error.status ?? error.reason)
    const pause = exit.left === "Timeout" ? undefined : retryAfter(exit.left.retryAfter, now)
    const share = Duration.toMillis(timeout) / Duration.toMillis(asked)
    const failed = new Failed({
      error,
      again: isTransient(error) && !isNobodyThere(error),
      report: error.status === 429 && pause !== undefined ? { pauseFor: pause } : reportOf(error, share),
      retryAfter: pause
    })
    yield* Ref.update(progress, (state) => ({ ...state, last: Option.some(final(failed)) }))
    return yield* failed
  })
}

const hopOf = (call: HttpCall, url: URL, userAgent: string): Hop => ({
  method: call.method,
  url,
  headers: {
    "accept-language": "nl",
    ...Headers.fromInput(call.headers),
    "user-agent": userAgent,
    "accept-encoding": acceptEncoding
  },
  body: call.body
})

/** A time-out that the deadline cut to less than half says more about us than about the source. */
const reportOf = (error: HttpError, share: number): Failed["report"] => {
  const { reason } = error
  if (isNobodyThere(error)) return "absent"
  if (reason === "Timeout") return share < 0.5 ? "undecided" : "failed"
  return reason === "Connection" || reason === "Status" ? "failed" : "passed"
}

const final = ({ error }: Failed) => new Failed({ error, again: false, report: "undecided" })

/** An address that was turned down, as far as it can be shown. */
const bare = (text: string) =>
  /^https?:/i.test(text) && URL.canParse(text) ? shown(new URL(text)) : "(not a web address)"
