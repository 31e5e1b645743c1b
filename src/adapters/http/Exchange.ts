/** One attempt on the line: request, redirects within the source's own hosts, body. */
import { HttpBody, HttpClient, HttpClientRequest } from "@effect/platform"
import { Effect, Either } from "effect"
import type { HttpAnswer } from "../../ports/HttpPort.ts"
import * as Body from "./Body.ts"
import { Fault } from "./AttemptFailure.ts"
import * as Redirects from "./Redirects.ts"
import { isFault } from "./SourcePolicy.ts"

export interface Exchange {
  /** The complete answer, or why there is none (see `isFault`). */
  readonly run: (
    first: Redirects.Hop,
    hosts: ReadonlyArray<string>,
    /** Waits for a further turn under the limits: a redirect is a request too. */
    turn: Effect.Effect<void, Fault>
  ) => Effect.Effect<HttpAnswer, Fault>
}

export const make = Effect.fn("Exchange.make")(function* (options: { readonly maxBodyBytes: number }) {
  const client = (yield* HttpClient.HttpClient).pipe(
    // Trace ids are nobody else's business, and the client's own spans show the query.
    HttpClient.withTracerPropagation(false),
    HttpClient.withTracerDisabledWhen(() => true),
    HttpClient.withScope
  )

  /** The scope closes the connection when the body is not read to its end. */
  const ask = (hop: Redirects.Hop): Effect.Effect<Either.Either<HttpAnswer, Redirects.Redirect>, Fault> =>
    Effect.scoped(
      Effect.gen(function* () {
        const response = yield* client
          .execute(request(hop))
          .pipe(Effect.mapError((error) => new Fault({ reason: "Connection", cause: error.cause })))
        const headers: Record<string, string> = { ...response.headers }
        const { status } = response
        const location = headers["location"]
        if (Redirects.isRedirect(status, location)) return Either.left({ status, location })
        if (isFault(status)) {
          return yield* new Fault({ reason: "Status", status, retryAfter: headers["retry-after"] })
        }
        const body = yield* Effect.mapError(
          Body.text(response, options.maxBodyBytes),
          ({ cause, reason }) => new Fault({ reason, cause })
        )
        const answer: HttpAnswer = { status, headers, body, url: hop.url.href }
        return Either.right(answer)
      })
    )

  const run: Exchange["run"] = Effect.fn("Exchange.run")(function* (first, hosts, turn) {
    const follow = (hop: Redirects.Hop, before: ReadonlySet<string>): Effect.Effect<HttpAnswer, Fault> => {
      const seen = new Set([...before, Redirects.trace(hop)])
      return Effect.flatMap(
        ask(hop),
        Either.match({
          onRight: Effect.succeed,
          onLeft: (redirect) =>
            Either.match(Redirects.next(hop, redirect, { hosts, first: first.url, seen }), {
              onRight: (moved) => Effect.zipRight(turn, follow(moved, seen)),
              onLeft: (why) => new Fault({ reason: "Redirect", status: redirect.status, cause: new Error(why) })
            })
        })
      )
    }
    return yield* follow(first, new Set())
  })

  const exchange: Exchange = { run }
  return exchange
})

const request = (hop: Redirects.Hop) => {
  const bare = HttpClientRequest.make(hop.method)(hop.url.href, { headers: hop.headers })
  return hop.body === undefined ? bare : HttpClientRequest.setBody(bare, HttpBody.raw(hop.body))
}
