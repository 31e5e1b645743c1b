/** A way out that writes down what passes through it. */
import { Cause, Clock, Effect, Exit, Option, Ref } from "effect"
import { type HttpAnswer, type HttpCall, HttpError, HttpPort } from "../../ports/HttpPort.ts"
import type { SourceName } from "../../ports/SourceError.ts"
import { type RecordedExchange, shownBody } from "./RecordedExchange.ts"

export interface RecordingOptions {
  /** An address without the keys in it. */
  readonly address: (url: string) => string
  /** A text that came, without what its source says back of whoever asks. */
  readonly came: (text: string) => string
}

/** What a report holds at most: beyond it, exchanges are counted and bodies are left out. */
export const recordingBounds = { exchanges: 500, body: 2 * 1024 * 1024, bodies: 16 * 1024 * 1024 }

/** Headers that say how an answer is to be read, or why there is none. */
const telling = ["content-type", "date", "last-modified", "location", "retry-after", "server"]

export interface Recorded {
  /** In the order in which they were asked. */
  readonly exchanges: ReadonlyArray<RecordedExchange>
  /** How many more there were than are kept. */
  readonly more: number
}

interface Notes {
  readonly slots: ReadonlyArray<RecordedExchange | undefined>
  readonly more: number
  readonly bytes: number
}

/** The same way out, and what has passed so far. What is still under way counts as left. */
export const make = Effect.fn("Recording.make")(function* (
  http: HttpPort["Type"],
  { address, came }: RecordingOptions
) {
  const began = yield* Clock.currentTimeMillis
  const notes = yield* Ref.make<Notes>({ slots: [], more: 0, bytes: 0 })

  /** A place in the order of asking. */
  const place = (begun: RecordedExchange) =>
    Ref.modify(notes, (now): [number | undefined, Notes] =>
      now.slots.length < recordingBounds.exchanges
        ? [now.slots.length, { ...now, slots: [...now.slots, begun] }]
        : [undefined, { ...now, more: now.more + 1 }]
    )

  const answerOf = (call: HttpCall, { body, headers, status, url }: HttpAnswer, room: number) => {
    const text = came(body)
    const cut = text.length > Math.min(recordingBounds.body, room)
    const told = telling.flatMap((name) => {
      const value = headers[name]
      return value === undefined ? [] : [[name, name === "location" ? address(value) : came(value)] as const]
    })
    return {
      answer: {
        status,
        headers: Object.fromEntries(told),
        ...(url === call.url ? {} : { from: address(url) }),
        body: cut ? "" : shownBody(text),
        ...(cut ? { cut: true as const } : {})
      },
      size: cut ? 0 : text.length
    }
  }

  const ended = <E>(call: HttpCall, exit: Exit.Exit<HttpAnswer, HttpError | E>, room: number) => {
    if (Exit.isSuccess(exit)) return answerOf(call, exit.value, room)
    const error = Option.getOrUndefined(Cause.failureOption(exit.cause))
    if (!(error instanceof HttpError)) return { left: true as const, size: 0 }
    const { attempts, reason, status } = error
    return { failure: { reason, ...(status === undefined ? {} : { status }), attempts }, size: 0 }
  }

  const write = <E>(at: number, begun: RecordedExchange, call: HttpCall, exit: Exit.Exit<HttpAnswer, HttpError | E>) =>
    Effect.flatMap(Clock.currentTimeMillis, (now) =>
      Ref.update(notes, (before) => {
        const { size, ...rest } = ended(call, exit, recordingBounds.bodies - before.bytes)
        const { left: _, ...asked } = begun
        const done: RecordedExchange = { ...asked, ms: now - began - begun.after, ...rest }
        return { ...before, bytes: before.bytes + size, slots: before.slots.with(at, done) }
      })
    )

  const send = <E>(source: SourceName, call: Effect.Effect<HttpCall, E>) =>
    Effect.gen(function* () {
      // Made once more than it is sent: so it is known what was asked also where nothing went out.
      const first = yield* call
      const begun: RecordedExchange = {
        source,
        method: first.method,
        url: address(first.url),
        ...(first.body === undefined ? {} : { sent: shownBody(first.body) }),
        after: (yield* Clock.currentTimeMillis) - began,
        ms: 0,
        left: true
      }
      const at = yield* place(begun)
      const asked = http.send(source, call)
      return yield* at === undefined ? asked : Effect.onExit(asked, (exit) => write(at, begun, first, exit))
    })

  const recorded: Effect.Effect<Recorded> = Effect.map(Ref.get(notes), ({ more, slots }) => ({
    exchanges: slots.flatMap((one) => one ?? []),
    more
  }))
  return { http: HttpPort.of({ send, states: http.states }), recorded }
})
