/** The connection to a Redis or Valkey server that several replicas share, and what it is worth right now. */
import { Context, Data, Duration, Effect, Layer, Redacted, Ref, type Scope } from "effect"
import { Redis as Client } from "ioredis"
import * as Breaker from "../shared/Breaker.ts"

export interface Options {
  /** `redis://…` or `rediss://…`; may hold a password. */
  readonly url: Redacted.Redacted<string>
  /** Before every key, so that one server can serve several programs. */
  readonly prefix: string
}

/** The server did not do what was asked; its own words, without the command, which may hold anything. */
export class RedisError extends Data.TaggedError("RedisError")<{
  readonly operation: string
  readonly code: string | undefined
  readonly detail: string
}> {
  override get message() {
    return `Redis ${this.operation} failed: ${this.detail}`
  }
}

export class Redis extends Context.Tag("vpro-cinema-plex/adapters/Redis")<
  Redis,
  {
    /** Does something with the client. Fails at once while the server is known to be out of reach. */
    readonly run: <A>(operation: string, work: (client: Client) => Promise<A>) => Effect.Effect<A, RedisError>
    /** The name of a key on the server. */
    readonly name: (kind: string, key?: string) => string
    /** Why the server is out of reach, as its last failure told; none when the last command went well. */
    readonly trouble: Effect.Effect<string | undefined>
  }
>() {}

/** An answer that takes longer than this is worth less than doing without. */
const commandTimeout = Duration.seconds(1)
/** So long a start waits for the first connection. */
const firstConnection = Duration.seconds(2)
/** A server that hangs costs every caller its time-out only until it is left alone. */
const breaker = { failures: 3, within: Duration.seconds(10), openFor: Duration.seconds(2) }

const failure = (operation: string, cause: unknown): RedisError =>
  new RedisError({
    operation,
    code: cause instanceof Error && "code" in cause ? String(cause.code) : undefined,
    detail: cause instanceof Error ? cause.message : String(cause)
  })

/** A client that keeps trying to connect for as long as the scope is open. Never fails: see `trouble`. */
export const make: (options: Options) => Effect.Effect<typeof Redis.Service, never, Scope.Scope> = Effect.fn(
  "Redis.make"
)(function* ({ prefix, url }: Options) {
  let refusal: string | undefined
  const client = yield* Effect.acquireRelease(
    Effect.sync(() => {
      const opened = new Client(Redacted.value(url), {
        enableOfflineQueue: false,
        maxRetriesPerRequest: 0,
        autoResendUnfulfilledCommands: false,
        enableAutoPipelining: true,
        commandTimeout: Duration.toMillis(commandTimeout),
        connectTimeout: 2000,
        connectionName: "vpro-cinema-plex",
        retryStrategy: (times) => Math.min(100 * times, 2000)
      })
      // Without a listener the client prints its errors; what it says tells more than "not connected".
      opened.on("error", (error: Error) => {
        refusal = error.message
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
  const circuit = yield* Breaker.make(breaker)
  const trouble = yield* Ref.make<string | undefined>(undefined)

  const failed = (error: RedisError) =>
    Effect.flatMap(Ref.getAndSet(trouble, refusal ?? error.detail), (before) =>
      before === undefined
        ? Effect.logWarning("Redis is out of reach: going on with a cache and limits of this replica").pipe(
            Effect.annotateLogs({ operation: error.operation, detail: refusal ?? error.detail })
          )
        : Effect.void
    )
  const succeeded = Effect.flatMap(Ref.getAndSet(trouble, undefined), (before) =>
    before === undefined ? Effect.void : Effect.logInfo("Redis is back")
  )

  const once = <A>(operation: string, work: (client: Client) => Promise<A>) =>
    Effect.tryPromise({ try: () => work(client), catch: (cause) => failure(operation, cause) })

  yield* Effect.async<void>((resume) => {
    client.once("ready", () => resume(Effect.void))
  }).pipe(Effect.timeoutOption(firstConnection))

  return Redis.of({
    run: (operation, work) =>
      circuit.protect(
        ({ report }) =>
          once(operation, work).pipe(
            Effect.tapBoth({
              onFailure: (error) => Effect.zipRight(report("failed"), failed(error)),
              onSuccess: () => Effect.zipRight(report("passed"), succeeded)
            })
          ),
        Effect.flatMap(
          Ref.get(trouble),
          (detail) => new RedisError({ operation, code: undefined, detail: detail ?? "left alone for a moment" })
        )
      ),
    name: (kind, key) => `${prefix}${kind}${key === undefined ? "" : `:${key}`}`,
    trouble: Ref.get(trouble)
  })
})

/** One connection for all that is shared. */
export const layer = (options: Options): Layer.Layer<Redis> => Layer.scoped(Redis, make(options))
