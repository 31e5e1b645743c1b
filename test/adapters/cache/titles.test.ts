/** The memory of titles, in this process and on a server that replicas share. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Option } from "effect"
import * as TitleMemory from "../../../src/adapters/cache/memory/TitleMemory.ts"
import * as TitlesRedis from "../../../src/adapters/cache/redis/TitlesRedis.ts"
import { TitleMemoryPort } from "../../../src/ports/TitleMemoryPort.ts"
import { titlesContract } from "../../contract/titles.ts"
import { hasRedis } from "../../stand-ins/redis.ts"
import { until } from "../../stand-ins/server.ts"
import { client, connected, prefix, server, through } from "./redisStage.ts"

const key = "vpro-de-stille-kade-2011-none-m"

titlesContract("memory", TitleMemory.layer)

describe.skipIf(!hasRedis)("on a Redis server", () => {
  const onServer = (url: string) => Layer.scoped(TitleMemoryPort, TitlesRedis.make).pipe(Layer.provide(connected(url)))

  titlesContract("redis", Layer.unwrapScoped(Effect.map(server, ({ url }) => onServer(url))))

  titlesContract(
    "redis, without its server",
    Layer.scoped(
      TitleMemoryPort,
      Effect.gen(function* () {
        const { kill, url } = yield* server
        const titles = yield* through(url, TitlesRedis.make)
        yield* Effect.promise(kill)
        return titles
      })
    )
  )

  it.scopedLive("titles as they were asked are known to all replicas", () =>
    Effect.gen(function* () {
      const { kill, url } = yield* server
      const one = yield* through(url, TitlesRedis.make)
      const other = yield* through(url, TitlesRedis.make)
      const direct = yield* client(url)
      yield* one.remember(key, "De Stille Kade")
      yield* until(Effect.promise(async () => (await direct.exists(`${prefix}title:${key}`)) === 1))
      assert.deepStrictEqual(yield* other.recall(key), Option.some("De Stille Kade"))
      yield* Effect.promise(kill)
      yield* one.remember("vpro-x-2011-none-m", "X")
      assert.deepStrictEqual(yield* one.recall("vpro-x-2011-none-m"), Option.some("X"))
      assert.deepStrictEqual(yield* other.recall("vpro-x-2011-none-m"), Option.none())
    })
  )
})
