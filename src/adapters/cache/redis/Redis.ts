/** The connection to a Redis or Valkey server that several replicas share, and what it is worth right now. */
import { Clock, Context, Data, Duration, Effect, Layer, Redacted, Ref, type Scope } from "effect"
import { Redis as Client, ReplyError } from "ioredis"
import * as Breaker from "../../resilience/Breaker.ts"
import type { BreakerPolicy } from "../../resilience/CircuitState.ts"
import { hostOf } from "./Address.ts"

export interface Options {
  /** `redis://…` or `rediss://…`; may hold a password. */
  readonly url: Redacted.Redacted<string>
  /** Before every key, so that one server can serve several programs. */
  readonly prefix: string
}

/** What is done with the server, as its errors are labelled. */
export type Operation =
  | "get"
  | "set"
  | "remove"
  | "clear"
  | "list"
  | "stats"
  | "probe"
  | "connect"
  | "flight"
  | "wait"
  | "limit"
  | "circuit"
  | "recall"
  | "remember"

/** The server did not do what was asked; its own words, without the command, which may hold anything. */
export class RedisError extends Data.TaggedError("RedisError")<{
  readonly operation: Operation
  readonly code: string | undefined
  readonly detail: string
  /** `gone`: no answer. `refuses`: an answer, that it serves nobody now. `fault`: an answer about this one command. */
  readonly kind: "gone" | "refuses" | "fault"
}> {
  override get message() {
    return `Redis ${this.operation} failed: ${this.detail}`
  }
}

export class Redis extends Context.Tag("vpro-cinema-plex/adapters/Redis")<
  Redis,
  {
    /** Does something with the client. Fails at once while the server is known to be out of reach. */
    readonly run: <A>(operation: Operation, work: (client: Client) => Promise<A>) => Effect.Effect<A, RedisError>
    /** The name of a key on the server. */
    readonly name: (kind: string, key?: string) => string
    /** Why the server is of no use, as its last failure told; none when all is well. */
    readonly trouble: Effect.Effect<string | undefined>
  }
>() {}

/** An answer that takes longer than this is worth less than doing without. */
const commandTimeout = Duration.seconds(1)
/** So long a start waits for the first connection. */
const firstConnection = Duration.seconds(2)
/** A server that hangs costs every caller its time-out only until it is left alone. */
const breaker: BreakerPolicy = { failures: 3, within: Duration.seconds(10), pauses: [Duration.seconds(2)] }

/** What a server says that is full, a copy of another, loading, or wants to know who one is. Older ones say it in mid-sentence. */
const refusals =
  /(?:^|\s)(OOM|READONLY|MISCONF|NOREPLICAS|MASTERDOWN|LOADING|BUSY|NOAUTH|WRONGPASS|NOPERM|CLUSTERDOWN) /
/** These always need room, so that they tell that a server which took nothing is well again: the others go well at a full one too. */
const needRoom: ReadonlySet<Operation> = new Set(["set", "remember", "probe", "connect"])
/** These are for a person to ask: that they are not allowed says nothing about the answers that are kept. */
const forPersons: ReadonlySet<Operation> = new Set(["list", "clear", "remove", "stats"])
/** A server that fails now and then is told of once: it is back when it has not failed for so long. */
const calm = Duration.toMillis("5 seconds")

const wordOf = (detail: string): string | undefined => refusals.exec(detail)?.[1]

const kindOf = (operation: Operation, cause: unknown, detail: string): RedisError["kind"] => {
  // Never by the name of its class, which is another one in a minified bundle.
  if (!(cause instanceof ReplyError)) return "gone"
  const word = wordOf(detail)
  return word === undefined || (word === "NOPERM" && forPersons.has(operation)) ? "fault" : "refuses"
}

const failure = (operation: Operation, cause: unknown): RedisError => {
  const detail = cause instanceof Error ? cause.message : String(cause)
  return new RedisError({
    operation,
    code: cause instanceof Error && "code" in cause ? String(cause.code) : undefined,
    detail,
    kind: kindOf(operation, cause, detail)
  })
}

/** Whether the trouble is over when that has gone well. What one command may not do is over when that command does it. */
const isOver = ({ detail, kind, operation }: RedisError, done: Operation): boolean => {
  if (kind === "gone") return true
  return wordOf(detail) === "NOPERM" ? done === operation : needRoom.has(done)
}

interface Logged {
  readonly words: ReadonlySet<string>
  readonly failedAt: number
}

const open = (url: Redacted.Redacted<string>) =>
  new Client(Redacted.value(url), {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    enableAutoPipelining: true,
    connectTimeout: 2000,
    disconnectTimeout: 100,
    connectionName: "vpro-cinema-plex",
    retryStrategy: (times) => Math.min(100 * times, 2000)
  })

/**
 * The answer, if it comes in time. One that has arrived while this process was busy is in time: after the timer the sockets are read before
 * anything else is done, which the client's own time-out does not wait for. A timer of the process and not of Effect: what counts is the order of
 * timers and sockets in one turn of the process, which no fiber sees, and a server keeps its own time whatever the Clock says.
 */
const inTime = <A>(operation: Operation, work: () => Promise<A>): Effect.Effect<A, RedisError> =>
  Effect.async<A, RedisError>((resume) => {
    const ended = (came: Effect.Effect<A, RedisError>) => {
      clearTimeout(timer)
      resume(came)
    }
    const failed = (cause: unknown) => ended(failure(operation, cause))
    const late = () => failed(new Error("Command timed out"))
    const timer = setTimeout(() => setImmediate(late), Duration.toMillis(commandTimeout))
    try {
      work().then((answer) => ended(Effect.succeed(answer)), failed)
    } catch (cause) {
      failed(cause)
    }
    return Effect.sync(() => clearTimeout(timer))
  })

/** A client that keeps trying to connect for as long as the scope is open. Never fails: see `trouble`. */
export const make: (options: Options) => Effect.Effect<typeof Redis.Service, never, Scope.Scope> = Effect.fn(
  "Redis.make"
)(function* ({ prefix, url }: Options) {
  let refusal: string | undefined
  /** The client goes on in database 0 where it was refused another, among what is not ours. */
  let wrongDatabase: string | undefined
  const client = yield* Effect.acquireRelease(
    Effect.sync(() => {
      const opened = open(url)
      // Without a listener the client prints its errors; what it says tells more than "not connected".
      opened.on("error", (error: Error) => {
        refusal = error.message
        if (/DB index|SELECT/i.test(error.message)) wrongDatabase = error.message
      })
      opened.on("connect", () => {
        wrongDatabase = undefined
      })
      opened.on("close", () => {
        refusal ??= "the connection is lost"
      })
      opened.on("ready", () => {
        refusal = undefined
      })
      return opened
    }),
    (opened) => Effect.sync(() => opened.disconnect())
  )
  // A connection that gives no sign of life may be dead for good, which the system takes a quarter of an hour to find out. One that
  // was merely slow once is kept: it is given up when the trial after the pause had no answer either.
  let tried = false
  const circuit = yield* Breaker.make(breaker, (position) =>
    Effect.sync(() => {
      if (position === "open" && tried && client.status === "ready") client.disconnect(true)
      tried = position === "half-open"
    })
  )
  const trouble = yield* Ref.make<RedisError | undefined>(undefined)
  /** What the log has said since the server was well, and when it last failed. */
  const logged = yield* Ref.make<Logged>({ words: new Set(), failedAt: 0 })

  const failed = Effect.fnUntraced(function* (error: RedisError) {
    if (error.kind === "fault") return
    yield* Ref.set(trouble, error)
    const failedAt = yield* Clock.currentTimeMillis
    const word = error.kind === "gone" ? error.kind : (wordOf(error.detail) ?? error.kind)
    const known = yield* Ref.modify(logged, ({ words }) => [
      words.has(word),
      { words: new Set([...words, word]), failedAt }
    ])
    if (known) return
    yield* Effect.logWarning(
      error.kind === "gone"
        ? "Redis is out of reach: going on with a cache and limits of this replica"
        : "Redis refuses: going on with what this replica can do alone"
    ).pipe(Effect.annotateLogs({ operation: error.operation, detail: error.detail, server: hostOf(url) }))
  })

  const tellBack = Effect.fnUntraced(function* () {
    const now = yield* Clock.currentTimeMillis
    const over = yield* Ref.modify(logged, (before): [boolean, Logged] =>
      before.words.size > 0 && Math.abs(now - before.failedAt) >= calm
        ? [true, { ...before, words: new Set() }]
        : [false, before]
    )
    if (over) yield* Effect.logInfo("Redis is back")
  })

  const succeeded = (operation: Operation) =>
    Effect.flatMap(
      Ref.updateAndGet(trouble, (before) => (before === undefined || isOver(before, operation) ? undefined : before)),
      (left) => (left === undefined ? Effect.whenEffect(tellBack(), isIll) : Effect.void)
    )
  const isIll = Effect.map(Ref.get(logged), ({ words }) => words.size > 0)

  const once = <A>(operation: Operation, work: (client: Client) => Promise<A>) =>
    Effect.suspend(() =>
      wrongDatabase === undefined
        ? inTime(operation, () => work(client))
        : new RedisError({ operation, code: undefined, detail: wrongDatabase, kind: "refuses" })
    ).pipe(
      Effect.mapError((error) =>
        error.kind === "gone" && refusal !== undefined
          ? new RedisError({ operation, code: error.code, detail: refusal, kind: "gone" })
          : error
      )
    )

  const run = <A>(operation: Operation, work: (client: Client) => Promise<A>) =>
    circuit.protect(
      ({ report }) =>
        once(operation, work).pipe(
          Effect.tapBoth({
            onFailure: (error) => Effect.zipRight(report(error.kind === "gone" ? "failed" : "passed"), failed(error)),
            onSuccess: () => Effect.zipRight(report("passed"), succeeded(operation))
          })
        ),
      Effect.flatMap(
        Ref.get(trouble),
        (before) =>
          new RedisError({
            operation,
            code: undefined,
            detail: before?.detail ?? "left alone for a moment",
            kind: "gone"
          })
      )
    )

  yield* Effect.async<void>((resume) => {
    client.once("ready", () => resume(Effect.void))
  }).pipe(Effect.timeoutOption(firstConnection))
  const name = (kind: string, key?: string) => `${prefix}${kind}${key === undefined ? "" : `:${key}`}`
  // The log says already at the start, not at the first request, when nothing can be kept.
  yield* Effect.ignore(run("connect", (opened) => opened.set(name("probe"), "1", "PX", 1000)))

  return Redis.of({
    run,
    name,
    trouble: Effect.map(Ref.get(trouble), (error) => error?.detail)
  })
})

/** One connection for all that is shared. */
export const layer = (options: Options): Layer.Layer<Redis> => Layer.scoped(Redis, make(options))
