/** The outbound stack on a stage: the real client, asking a stand-in. */
import { HttpClient } from "@effect/platform"
import { Duration, Effect, Layer } from "effect"
import * as Client from "../../../src/adapters/http/Client.ts"
import * as Circuit from "../../../src/adapters/resilience/Circuit.ts"
import * as Limiter from "../../../src/adapters/resilience/Limiter.ts"
import * as Http from "../../../src/adapters/http/Http.ts"
import { defaults, type HttpOptions } from "../../../src/adapters/http/SourcePolicy.ts"
import type { HttpCall } from "../../../src/ports/HttpPort.ts"
import { type Handler, type Reply, standIn } from "../../stand-ins/server.ts"

export const userAgent = "test/1 (+https://example.org)"

// Out of the way of the retries, which wait by the same test clock.
const slow = Duration.minutes(10)

interface Stage extends Partial<HttpOptions> {
  readonly rate?: number
  readonly atOnce?: number
  readonly hosts?: ReadonlyArray<string>
  readonly timeout?: Duration.Duration
  readonly watch?: (client: HttpClient.HttpClient) => HttpClient.HttpClient
}

/** The port with the stand-in as a host of poms; nothing is limited unless a test says so. */
export const stage = Effect.fn(function* (
  handler: Handler,
  { atOnce, rate, hosts, timeout, watch, ...options }: Stage = {}
) {
  const server = yield* standIn(handler)
  const sources = defaults
  const poms = {
    hosts: [server.host, ...(hosts ?? [])],
    ratePerSecond: rate ?? 0,
    burst: 1,
    timeout: timeout ?? slow,
    ...(atOnce === undefined ? {} : { atOnce })
  }
  const http = yield* Http.make({ userAgent, sources: { ...sources, poms }, ...options }).pipe(
    Effect.updateService(HttpClient.HttpClient, watch ?? ((client) => client)),
    Effect.provide(yield* Layer.build(Layer.mergeAll(Client.layer, Limiter.layer, Circuit.layer)))
  )
  const call = (path: string, rest: Partial<HttpCall> = {}): HttpCall => ({
    method: "GET",
    url: server.url + path,
    ...rest
  })
  const get = (path: string, rest?: Partial<HttpCall>) => http.send("poms", Effect.succeed(call(path, rest)))
  return { server, http, call, get }
})

/** Answers the same every time. */
export const reply =
  (value: Reply): Handler =>
  () =>
    value
