/** An HttpPort that answers from a function: no network, no limits, no retries. */
import { Effect, Layer } from "effect"
import { type HttpAnswer, type HttpCall, HttpError, HttpPort } from "../../src/ports/HttpPort.ts"
import type { SourceName } from "../../src/ports/SourceError.ts"

/** A request as it was made. */
export interface Request {
  readonly source: SourceName
  readonly call: HttpCall
  readonly url: URL
}

/** What to answer: an answer in part (status 200, no headers and the URL asked when left out) or a failure. */
export type Reply = Partial<HttpAnswer> | HttpError["reason"]

/** The port and, in order, what it was asked. */
export const standIn = (route: (request: Request) => Reply) => {
  const requests: Array<Request> = []
  const send = <E>(source: SourceName, call: Effect.Effect<HttpCall, E>): Effect.Effect<HttpAnswer, HttpError | E> =>
    Effect.flatMap(call, (call) => {
      const request = { source, call, url: new URL(call.url) }
      requests.push(request)
      const reply = route(request)
      return typeof reply === "string"
        ? Effect.fail(failure(request, reply))
        : Effect.succeed({ status: 200, headers: {}, body: "", url: call.url, ...reply })
    })
  return { requests, layer: Layer.succeed(HttpPort, HttpPort.of({ send, states: Effect.succeed([]) })) }
}

/** A JSON answer. */
export const json = (value: unknown, status = 200): Reply => ({ status, body: JSON.stringify(value) })

const failure = ({ source, call, url }: Request, reason: HttpError["reason"]) =>
  new HttpError({ source, reason, method: call.method, url: url.origin + url.pathname, attempts: 1 })
