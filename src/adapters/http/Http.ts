/** HttpPort over undici: transport, time-out, rate limit, breaker, retry, from the inside out. */
import type { HttpClient } from "@effect/platform"
import { Cause, Effect, Either, Exit, Layer, Option, Record, Ref, type Scope } from "effect"
import { type HttpAnswer, type HttpCall, HttpError, HttpPort, type SourceState } from "../../ports/HttpPort.ts"
import { Deadline } from "../../ports/Deadline.ts"
import { MostRetries } from "../../ports/MostRetries.ts"
import { Patience } from "../../ports/Patience.ts"
import type { SourceName } from "../../ports/SourceError.ts"
import * as Attempt from "./Attempt.ts"
import * as Breaker from "../resilience/Breaker.ts"
import { Circuits } from "../resilience/Circuit.ts"
import type { Report } from "../resilience/CircuitState.ts"
import * as Client from "./Client.ts"
import * as Exchange from "./Exchange.ts"
import { Failed } from "./AttemptFailure.ts"
import * as Ledger from "./Ledger.ts"
import * as Limiter from "../resilience/Limiter.ts"
import {
  defaultBreaker,
  defaultMaxBodyBytes,
  defaultRetry,
  isTransient,
  type HttpOptions,
  type SourcePolicy
} from "./SourcePolicy.ts"
import * as Retry from "./Retry.ts"

/** What every source gets: its rate limit and the circuit of its breaker. */
type Politeness = Limiter.Limiters | Circuits

/** The port on any HttpClient that neither follows redirects nor decompresses. */
export const make: (
  options: HttpOptions
) => Effect.Effect<typeof HttpPort.Service, never, HttpClient.HttpClient | Politeness | Scope.Scope> = Effect.fn(
  "Http.make"
)(function* (options: HttpOptions) {
  const exchange = yield* Exchange.make({ maxBodyBytes: options.maxBodyBytes ?? defaultMaxBodyBytes })
  const retry = { ...defaultRetry, ...options.retry }
  const sources = yield* Effect.all(
    Record.map(options.sources, (policy, name) => sourceOf(name, policy, { ...defaultBreaker, ...options.breaker }))
  )

  const send = <E>(source: SourceName, call: Effect.Effect<HttpCall, E>): Effect.Effect<HttpAnswer, HttpError | E> =>
    Effect.gen(function* () {
      const { policy, limiter, breaker, ledger, places } = sources[source]
      const progress = yield* Ref.make<Attempt.AttemptProgress>({ attempts: 0, last: Option.none() })
      const attempt = Attempt.make({
        source,
        policy,
        ledger,
        progress,
        exchange,
        // Where there is no room before the deadline, the deadline will tell.
        turn: Effect.ignore(limiter.take(Effect.fail("too late"))),
        userAgent: options.userAgent
      })
      const refuse = (reason: "CircuitOpen" | "Overloaded") =>
        Effect.flatMap(Ref.get(progress), ({ last }) =>
          Option.match(last, {
            onSome: Effect.fail,
            onNone: () => Effect.tapError(refused(source, policy, reason), ({ error }) => ledger.refused(error))
          })
        )
      // The caller's own failure travels as a value, so that nothing here takes it for the source's.
      const turn = ledger.waiting(limiter.take(refuse("Overloaded")))
      const made = Effect.flatMap(Effect.either(call), (either): Effect.Effect<Either.Either<HttpAnswer, E>, Failed> =>
        Either.isLeft(either)
          ? Effect.succeed(Either.left(either.left))
          : Effect.map(attempt(either.right), Either.right)
      )
      // A turn is for this moment: whoever had to wait for a place takes another, or all of them would start together.
      const once = Effect.flatMap(
        Effect.zipRight(turn, places.withPermitsIfAvailable(1)(made)),
        Option.match({ onNone: () => places.withPermits(1)(Effect.zipRight(turn, made)), onSome: Effect.succeed })
      )
      const until = Math.min(yield* Patience, yield* Deadline)
      const retries = { ...retry, ...policy.retry }
      const times = Math.min(retries.times, yield* MostRetries)
      return yield* breaker
        .protect(
          ({ report, halted }) =>
            once.pipe(
              Effect.onExit((exit) => report(judge(exit))),
              Effect.retry(Retry.schedule({ ...retries, times }, halted))
            ),
          refuse("CircuitOpen"),
          { until, again: ({ error }) => isTransient(error) }
        )
        .pipe(
          Effect.mapError((failed) => failed.error),
          Effect.flatten
        )
    }).pipe(Effect.withSpan("Http.send", { attributes: { source } }))

  const states = Effect.forEach(
    Record.toEntries(sources).filter(([, { policy }]) => policy.aside !== true),
    ([source, { policy, breaker, ledger, limiter }]): Effect.Effect<SourceState> =>
      Effect.zipWith(
        Effect.all({ breaker: breaker.position, waiting: limiter.waiting }),
        ledger.figures,
        (now, figures) => ({ source, ratePerSecond: policy.ratePerSecond, ...now, ...figures })
      )
  )
  return HttpPort.of({ send, states })
})

export const layer = (options: HttpOptions): Layer.Layer<HttpPort, never, Politeness> =>
  Layer.scoped(HttpPort, make(options)).pipe(Layer.provide(Client.layer))

const sourceOf = Effect.fn("Http.source")(function* (
  name: SourceName,
  policy: SourcePolicy,
  breakerPolicy: typeof defaultBreaker
) {
  const ledger = yield* Ledger.make(name)
  const limiter = yield* (yield* Limiter.Limiters)(name, policy)
  const breaker = yield* Breaker.make(breakerPolicy, ledger.moved, yield* (yield* Circuits)(name))
  const places = yield* Effect.makeSemaphore(policy.atOnce ?? Number.MAX_SAFE_INTEGER)
  return { policy, ledger, limiter, breaker, places }
})

const judge = <A, E>(exit: Exit.Exit<Either.Either<A, E>, Failed>): Report =>
  Exit.match(exit, {
    onSuccess: (either) => (Either.isRight(either) ? "passed" : "undecided"),
    onFailure: (cause) =>
      Option.match(Cause.failureOption(cause), { onNone: () => "undecided", onSome: (failed) => failed.report })
  })

/** No request was made, so that there is no address but the source's. */
const refused = (source: SourceName, policy: SourcePolicy, reason: "CircuitOpen" | "Overloaded") =>
  new Failed({
    error: new HttpError({ source, reason, method: "*", url: policy.hosts[0] ?? source, attempts: 0 }),
    again: false,
    report: "undecided"
  })
