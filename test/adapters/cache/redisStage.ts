/** A Redis server for one test, and what is connected to it. */
import { Effect, Layer, Redacted } from "effect"
import { Redis as Client } from "ioredis"
import * as Redis from "../../../src/adapters/cache/redis/Redis.ts"
import { redisServer } from "../../stand-ins/redis.ts"

/** A server of its own, until the scope closes. */
export const server = Effect.acquireRelease(
  Effect.promise(() => redisServer()),
  ({ kill }) => Effect.promise(kill)
)

export const prefix = "proef:"

export const connected = (url: string) => Redis.layer({ url: Redacted.make(url), prefix })

/** With a connection of its own, until the scope closes. */
export const through = <A, E, R>(url: string, work: Effect.Effect<A, E, R>) =>
  Effect.flatMap(Layer.build(connected(url)), (context) => Effect.provide(work, context))

/** Looks at the server past everything that is tested. */
export const client = (url: string) =>
  Effect.acquireRelease(
    Effect.sync(() => new Client(url)),
    (opened) => Effect.sync(() => opened.disconnect())
  )

/** How often the server was asked for this command. */
export const asked = (direct: Client, command: string) =>
  Effect.promise(async () => {
    const told = await direct.info("commandstats")
    return Number(new RegExp(`cmdstat_${command}:calls=(\\d+)`).exec(told)?.[1] ?? 0)
  })
