/**
 * The built service on a Redis that takes nothing more. Names are shortened in the bundle, so what it makes of a refusal is seen
 * there: it keeps the answers itself, says what is amiss in one line, and hands them over when there is room.
 */
import { Redis as Client } from "ioredis"
import { setTimeout as wait } from "node:timers/promises"
import { assert, describe, it } from "vitest"
import { onlyItem } from "../app/stage.ts"
import { hasRedis, redisServer } from "../stand-ins/redis.ts"
import { folder, launch, type Service } from "./process.ts"
import { type Sources, sources } from "./sources.ts"
import { everything, pathOf, textOf, titleOf } from "./world.ts"

interface Stage {
  readonly service: Service
  readonly others: Sources
  readonly redis: Client
}

const onStage = async (act: (stage: Stage) => Promise<void>) => {
  const { path: directory, remove } = folder()
  const server = await redisServer()
  const others = await sources(everything)
  const redis = new Client(server.url)
  const service = await launch({ ...others.variables, CACHE_DIR: directory, CACHE_URL: server.url })
  try {
    await act({ service, others, redis })
    assert.strictEqual((await service.end("SIGTERM")).code, 0)
  } finally {
    await service.end("SIGKILL")
    redis.disconnect()
    await server.kill()
    await others.close()
    remove()
  }
}

/** Six requests for one title: where the answers came from. */
const sixTimes = async (service: Service, name: string) => {
  const from: Array<string> = []
  for (let time = 0; time < 6; time++) {
    const given = await service.ask(pathOf(name))
    assert.strictEqual(given.status, 200, given.text)
    assert.strictEqual(onlyItem(given).summary, textOf(titleOf(name)))
    from.push(given.headers["x-cache"] ?? "")
  }
  return from
}

const lookedUpOnce = ["lookup", "hit", "hit", "hit", "hit", "hit"]

/** Who asks whether it is ready has it see that Redis takes something again. */
const untilWell = async (service: Service) => {
  for (let time = 0; time < 100; time++) {
    const { text } = await service.ask("/health/ready")
    if (!text.includes('"degraded"')) return
    await wait(100)
  }
  assert.fail(`still degraded after ten seconds: ${service.log()}`)
}

const refusals = [
  {
    name: "full",
    refuse: (redis: Client) => redis.config("SET", "maxmemory", "1"),
    relent: (redis: Client) => redis.config("SET", "maxmemory", "0"),
    says: /OOM/
  },
  {
    name: "a replica of another, which may only be read",
    // Nobody listens there: it stays what it is.
    refuse: (redis: Client) => redis.replicaof("127.0.0.1", "1"),
    relent: (redis: Client) => redis.replicaof("no", "one"),
    says: /READONLY/
  }
]

describe.skipIf(!hasRedis)("a Redis that is", () => {
  it.each(refusals)("$name costs no second look-up, and is said", ({ refuse, relent, says }) =>
    onStage(async ({ others, redis, service }) => {
      assert.deepStrictEqual(await sixTimes(service, "vooraf"), lookedUpOnce)
      await refuse(redis)
      const before = others.asked()
      assert.deepStrictEqual(await sixTimes(service, "ondanks"), lookedUpOnce)
      assert.strictEqual(others.asked() - before, 1, service.log())
      assert.strictEqual((await sixTimes(service, "vooraf"))[0], "hit")
      const ready = await service.ask("/health/ready")
      assert.strictEqual(ready.status, 200, ready.text)
      assert.match(ready.text, /"degraded"/)
      assert.match(ready.text, says)
      // The log says it once, and does not flap.
      const lines = service
        .log()
        .split("\n")
        .filter((line) => says.test(line))
      assert.lengthOf(lines, 1, service.log())

      await relent(redis)
      await untilWell(service)
      assert.lengthOf(await redis.keys("*entry:*"), 2, "what was kept here is handed over")
    })
  )
})
