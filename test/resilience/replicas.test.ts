/** Four replicas on one Redis: each title looked up once, one limit, and no wrong answer when Redis comes and goes. */
import { setTimeout as wait } from "node:timers/promises"
import { assert, describe, it } from "vitest"
import { onlyItem } from "../app/stage.ts"
import { hasRedis, type RedisServer, redisServer } from "../stand-ins/redis.ts"
import { announced } from "./chance.ts"
import { folder, launch, type Service } from "./process.ts"
import { type Sources, sources } from "./sources.ts"
import { everything, pathOf, textOf, titleOf, word } from "./world.ts"

const count = 4

interface Stage {
  readonly replicas: ReadonlyArray<Service>
  readonly others: Sources
  readonly redis: RedisServer
  /** Starts one more, which ends with the stage. */
  readonly another: () => Promise<Service>
}

const onStage = async (variables: Readonly<Record<string, string>>, act: (stage: Stage) => Promise<void>) => {
  const { path: directory, remove } = folder()
  const redis = await redisServer()
  const others = await sources(everything)
  const started: Array<Service> = []
  const another = async () => {
    const service = await launch({
      ...others.variables,
      CACHE_DIR: directory,
      CACHE_URL: redis.url,
      REPLICAS: String(count),
      ...variables
    })
    started.push(service)
    return service
  }
  try {
    for (let index = 0; index < count; index++) await another()
    await act({ replicas: [...started], others, redis, another })
  } finally {
    await Promise.all(started.map((service) => service.end("SIGKILL")))
    await redis.kill()
    await others.close()
    remove()
  }
}

/** Asks for a name; the answer must be the right one, wherever it comes from. */
const right = async (service: Service, name: string, within?: number) => {
  const given = await service.ask(pathOf(name), within === undefined ? {} : { within })
  assert.strictEqual(given.status, 200, `${name}: ${given.text}`)
  assert.strictEqual(onlyItem(given).summary, textOf(titleOf(name)), name)
  return given.headers["x-cache"] ?? ""
}

const named = (prefix: string, length: number) => Array.from({ length }, (_, index) => `${prefix}${word(index)}`)

describe.skipIf(!hasRedis)("four replicas on one Redis", () => {
  it("look each of 1,000 titles up once", () =>
    onStage({}, async ({ others, replicas }) => {
      const { next } = announced("replicas")
      const names = named("r", 1000)
      const from: Record<string, number> = {}
      await Promise.all(
        replicas.flatMap((service) => {
          const shuffled = names
            .map((name) => [next(), name] as const)
            .sort(([a], [b]) => a - b)
            .map(([, name]) => name)
          return Array.from({ length: 16 }, async (_, client) => {
            for (let at = client; at < shuffled.length; at += 16) {
              const origin = await right(service, shuffled[at] ?? "")
              from[origin] = (from[origin] ?? 0) + 1
            }
          })
        })
      )
      console.log(`replicas: 4 x 1,000 requests, ${others.asked()} to the sources, answers ${JSON.stringify(from)}`)
      assert.strictEqual(others.asked(), names.length, replicas.map((service) => service.log()).join(""))
      assert.deepStrictEqual(from, { lookup: names.length, hit: 3 * names.length })
      const [first] = replicas
      assert.include((await first?.ask("/cache"))?.text ?? "", '"entries":1000')
    }))

  it("look one title up once for 200 simultaneous requests, found or not", () =>
    onStage({}, async ({ others, replicas }) => {
      for (const name of ["samen", "nietsdaar"]) {
        const before = others.of.poms.asked.length
        others.of.poms.ails((_, outgoing, { body, headers, status = 200 }) =>
          setTimeout(() => outgoing.writeHead(status, headers).end(body), 200)
        )
        const given = await Promise.all(
          Array.from({ length: 200 }, (_, index) => replicas[index % count]?.ask(pathOf(name)))
        )
        assert.deepStrictEqual([...new Set(given.map((one) => one?.status))], [200])
        assert.strictEqual(others.of.poms.asked.length - before, 1, name)
      }
    }))

  it("wait for one that is stopped in the middle of a look-up no longer than its lease", () =>
    onStage({ RATE_LIMIT_POMS: "0" }, async ({ others, replicas }) => {
      const [holder = assert.fail(), other = assert.fail()] = replicas
      others.of.poms.ails((_, outgoing, { body, headers, status = 200 }) =>
        setTimeout(() => outgoing.writeHead(status, headers).end(body), 1000)
      )
      const held = right(holder, "stilgezet")
      while (others.of.poms.asked.length === 0) await wait(10)
      process.kill(holder.pid, "SIGSTOP")
      try {
        const began = Date.now()
        assert.strictEqual(await right(other, "stilgezet"), "lookup")
        const ms = Date.now() - began
        console.log(`replicas: a stopped holder held the look-up of another up for ${ms} ms`)
        // The lease of 3 seconds, and the look-up itself.
        assert.isBelow(ms, 10_000)
      } finally {
        process.kill(holder.pid, "SIGCONT")
      }
      await held
      assert.strictEqual(others.of.poms.asked.length, 2)
    }))

  it("are renewed one after the other without a wrong answer or a second look-up", () =>
    onStage({ RATE_LIMIT_POMS: "0" }, async ({ another, others, replicas }) => {
      const running = [...replicas]
      const names = named("v", 40)
      const over = new AbortController()
      let answers = 0
      const load = Array.from({ length: 8 }, async (_, client) => {
        for (let at = client; !over.signal.aborted; at += 1) {
          await right(running[at % running.length] ?? assert.fail(), names[at % names.length] ?? "")
          answers += 1
        }
      })
      const renewed: Array<Service> = []
      const renew = async () => {
        for (const old of replicas) {
          const fresh = await another()
          renewed.push(fresh)
          // What a load balancer does: nobody new is sent to one that is about to end.
          running.splice(running.indexOf(old), 1, fresh)
          await wait(200)
          assert.strictEqual((await old.end("SIGTERM")).code, 0)
        }
      }
      await Promise.all([renew().finally(() => over.abort()), ...load])
      console.log(`replicas: ${answers} right answers while all ${count} were renewed`)
      for (const service of renewed)
        for (const name of names) assert.strictEqual(await right(service, name), "hit", name)
      assert.strictEqual(others.asked(), names.length)
    }))

  it("keep the limit of a source together", () =>
    onStage({ RATE_LIMIT_POMS: "20" }, async ({ others, replicas }) => {
      const began = Date.now()
      const times: Array<number> = []
      others.of.poms.ails((_, outgoing, { body, headers, status = 200 }) => {
        times.push(Date.now() - began)
        outgoing.writeHead(status, headers).end(body)
      })
      const names = named("l", 100)
      await Promise.all(names.map((name, index) => right(replicas[index % count] ?? assert.fail(), name)))
      assert.strictEqual(times.length, names.length)
      // A burst of three, then one every 50 ms. A busy machine sees them late, and never too early.
      console.log(`replicas: 100 look-ups under 20/s took ${times.at(-1)} ms`)
      for (const [index, at] of times.entries()) assert.isAtLeast(at, (index - 3) * 50 - 10, `request ${index + 1}`)
    }))

  it("leave a source that fails alone together, and one trial serves them all", () =>
    onStage({ LOOKUP_TIMEOUT: "25 s" }, async ({ others, replicas }) => {
      const vpro = [others.of.poms, others.of.cinema, others.of.vprogids]
      const began = Date.now()
      const failed: Array<number> = []
      others.of.poms.ails((_, outgoing) => {
        failed.push(Date.now() - began)
        outgoing.writeHead(503).end()
      })
      for (const source of vpro.slice(1)) source.ails((_, outgoing) => void outgoing.writeHead(503).end())
      const [first = assert.fail(), ...rest] = replicas
      // One of them meets the failures; the others are told by nobody but the server.
      const opened = first.ask(pathOf("eerst"), { within: 26 })
      while (failed.length < 3) await wait(10)
      const healed = wait(8000).then(() => Promise.all(vpro.map((source) => source.heal())))
      const from = await Promise.all(
        named("t", 24).map((name, index) => right(rest[index % rest.length] ?? assert.fail(), name, 26))
      )
      await Promise.all([healed, opened])
      console.log(`replicas: ${failed.length} requests met the failing source, at ${failed.join(", ")} ms`)
      assert.deepStrictEqual([...new Set(from)], ["lookup"])
      // Three that opened the circuit, with what was under way, and trials after 1, 2 and 4 seconds.
      assert.isAtMost(failed.length, 8)
    }))

  it("give no wrong answer while Redis is killed, hangs and comes back", () =>
    onStage({ RATE_LIMIT_POMS: "0" }, async ({ others, redis, replicas }) => {
      const { next, whole } = announced("replicas")
      const names = named("k", 300)
      let answers = 0
      const over = new AbortController()
      const health = async () => Promise.all(replicas.map(async (service) => (await service.ask("/health/ready")).text))
      const load = replicas.flatMap((service) =>
        Array.from({ length: 4 }, async () => {
          while (!over.signal.aborted) {
            await right(service, names[whole(0, names.length - 1)] ?? "")
            answers += 1
            if (next() < 0.1) await wait(5)
          }
        })
      )
      const trouble = (async () => {
        for (let round = 0; round < 3; round++) {
          await wait(500)
          await redis.kill()
          await wait(1000)
          for (const text of await health()) {
            assert.include(text, '"status":"degraded"')
            assert.include(text, '"writable":true')
          }
          await redis.start()
          await wait(1500)
          redis.hang()
          await wait(1500)
          redis.goOn()
        }
        const until = Date.now() + 15_000
        while (Date.now() < until && (await health()).some((text) => text.includes('"degraded":'))) await wait(100)
        for (const text of await health()) assert.include(text, '"status":"ok"')
      })()
      await Promise.all([trouble.finally(() => over.abort()), ...load])
      for (const service of replicas) assert.isTrue(service.running())
      console.log(
        `replicas: ${answers} right answers while Redis was killed and hung three times, ${others.asked()} requests to the sources`
      )
      // Once Redis is back, the replicas share again.
      const before = others.asked()
      const fresh = named("m", 40)
      for (const name of fresh) for (const service of replicas) await right(service, name)
      assert.strictEqual(others.asked() - before, fresh.length)
    }))
})
