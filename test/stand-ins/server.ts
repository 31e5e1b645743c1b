/** A web server of our own on a free port, and the means to move the test clock around real sockets. */
import { Chunk, Clock, Effect, Queue, TestClock } from "effect"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"

/** A request as it came in. */
export interface Asked {
  readonly method: string
  /** Path and query. */
  readonly url: string
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** An answer; 200 without a body when nothing else is said. */
export interface Reply {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string | ReadonlyArray<string>>>
  readonly body?: string | Uint8Array
  /** Milliseconds that it takes. */
  readonly delay?: number
}

/** Answers with a reply, or writes to the response itself and answers `undefined`. `index` counts from 0. */
export type Handler = (request: Asked, response: ServerResponse, index: number) => Reply | undefined

/** A server that answers by `handler` until the scope closes. */
export const standIn = Effect.fn("StandIn.make")(function* (handler: Handler) {
  const requests: Array<Asked> = []
  const seen: ReadonlyArray<Asked> = requests
  const arrivals = yield* Queue.unbounded<Asked>()
  const serve = (incoming: IncomingMessage, response: ServerResponse) => {
    const chunks: Array<Uint8Array> = []
    incoming.on("data", (chunk: Uint8Array) => chunks.push(chunk))
    incoming.on("end", () => {
      const request = asked(incoming, Buffer.concat(chunks).toString("utf8"))
      const index = requests.push(request) - 1
      const reply = handler(request, response, index)
      if (reply !== undefined) {
        const answer = () => {
          response.writeHead(reply.status ?? 200, Object.entries(reply.headers ?? {}).flatMap(pairs))
          response.end(reply.body)
        }
        if (reply.delay === undefined) answer()
        else setTimeout(answer, reply.delay)
      }
      arrivals.unsafeOffer(request)
    })
  }
  const server = yield* Effect.acquireRelease(
    Effect.async<ReturnType<typeof createServer>>((resume) => {
      const server = createServer(serve)
      server.listen(0, "127.0.0.1", () => resume(Effect.succeed(server)))
    }),
    (server) =>
      Effect.async<void>((resume) => {
        server.close(() => resume(Effect.void))
        server.closeAllConnections()
      })
  )
  const address = server.address()
  if (address === null || typeof address === "string") return yield* Effect.dieMessage("the stand-in has no port")
  const host = `127.0.0.1:${address.port}`
  return {
    url: `http://${host}`,
    host,
    /** All requests so far, the oldest first. */
    requests: seen,
    /** Waits for the next request that nobody has waited for yet. */
    next: Queue.take(arrivals)
  }
})

/** Lets sockets do what they can do now. */
export const tick = Effect.async<void>((resume) => {
  setImmediate(() => resume(Effect.void))
})

/** Waits, in real events and not in time, until the condition holds; what does not come within ten seconds, or as said, is a defect. */
export const until = <E, R>(condition: Effect.Effect<boolean, E, R>, patience = 10_000): Effect.Effect<void, E, R> =>
  Effect.suspend(() => {
    const began = performance.now()
    const look: Effect.Effect<void, E, R> = Effect.flatMap(condition, (holds) => {
      if (holds) return Effect.void
      if (performance.now() - began > patience) return Effect.dieMessage("what was waited for has not come")
      return Effect.zipRight(tick, look)
    })
    return look
  })

/** Waits until something sleeps that wakes within `millis`, then moves the test clock by as much. */
export const elapse = Effect.fn("StandIn.elapse")(function* (millis: number) {
  const now = yield* Clock.currentTimeMillis
  yield* until(
    Effect.map(
      TestClock.sleeps(),
      Chunk.some((wake) => wake > now && wake <= now + millis)
    )
  )
  yield* TestClock.adjust(millis)
})

const asked = (incoming: IncomingMessage, body: string): Asked => ({
  method: incoming.method ?? "",
  url: incoming.url ?? "",
  headers: Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])),
  body
})

const pairs = ([name, value]: readonly [string, string | ReadonlyArray<string>]): Array<string> =>
  typeof value === "string" ? [name, value] : value.flatMap((each) => [name, each])
