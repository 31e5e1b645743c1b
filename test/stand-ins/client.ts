/** An HTTP client that answers from a function, and takes its time: what is beneath retries, limits and breakers. */
import { HttpClient, HttpClientResponse } from "@effect/platform"
import { Clock, Effect, FiberRef, Layer } from "effect"
import { defaults } from "../../src/adapters/http/SourcePolicy.ts"
import { SourceName } from "../../src/ports/SourceError.ts"

/** A request as it left the house. */
export interface Sent {
  readonly source: SourceName
  readonly url: URL
  /** Epoch milliseconds. */
  readonly at: number
  /** How many were under way to that source then, this one included. */
  readonly together: number
}

export interface Question {
  readonly source: SourceName
  readonly url: URL
  readonly body: string
}

export interface Answer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string
}

/** The client in use, for those who build what is above it without asking for one. */
const inUse = FiberRef.unsafeMake<HttpClient.HttpClient>(
  HttpClient.make(() => Effect.dieMessage("nobody answers in this test"))
)

/** In the place of the layer that asks the network. */
export const layer = Layer.effect(HttpClient.HttpClient, FiberRef.get(inUse))

export const answering = (
  answerOf: (question: Question) => Answer,
  /** Milliseconds that the answer takes, by the count of those to this source so far. */
  takes: (source: SourceName, index: number) => number
) => {
  const sent: Array<Sent> = []
  const begun = new Map<SourceName, number>()
  const underWay = new Map<SourceName, number>()
  const add = (map: Map<SourceName, number>, source: SourceName, count: 1 | -1) => {
    const sum = (map.get(source) ?? 0) + count
    map.set(source, sum)
    return sum
  }
  const client = HttpClient.make((request, url) => {
    const source = sourceAt(url)
    if (source === undefined) return Effect.dieMessage(`nobody answers at ${url.host}`)
    const { body } = request
    const text = body._tag === "Raw" && typeof body.body === "string" ? body.body : ""
    return Effect.acquireUseRelease(
      Effect.flatMap(Clock.currentTimeMillis, (at) =>
        Effect.sync(() => {
          sent.push({ source, url, at, together: add(underWay, source, 1) })
          return add(begun, source, 1) - 1
        })
      ),
      (index) =>
        Effect.delay(
          Effect.sync(() => {
            const { body, headers = {}, status = 200 } = answerOf({ source, url, body: text })
            return HttpClientResponse.fromWeb(request, new Response(body, { status, headers }))
          }),
          takes(source, index)
        ),
      () => Effect.sync(() => void add(underWay, source, -1))
    )
  })
  const log: ReadonlyArray<Sent> = sent
  return { sent: log, with: Effect.locally(inUse, client) }
}

/** Hosts that two sources share are the first one's. */
const sourceAt = ({ host }: URL): SourceName | undefined =>
  SourceName.literals.find((name) => defaults[name].hosts.includes(host))
