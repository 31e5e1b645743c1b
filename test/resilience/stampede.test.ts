/** Many at once: one look-up, one renewal of credentials, no answer lost at the end, no work for those who left. */
import { it as effect } from "@effect/vitest"
import { Effect } from "effect"
import { setTimeout as wait } from "node:timers/promises"
import { assert, it } from "vitest"
import { onlyItem } from "../app/stage.ts"
import { inside } from "./inside.ts"
import { folder, launch, type Service } from "./process.ts"
import { sources, type Sources } from "./sources.ts"
import { everything, locked, pathOf, textOf, titleOf, word } from "./world.ts"

const running = async (use: (service: Service, others: Sources) => Promise<void>) => {
  const { path, remove } = folder()
  const others = await sources(everything)
  const service = await launch({ ...others.variables, CACHE_DIR: path })
  try {
    await use(service, others)
  } finally {
    await service.end("SIGKILL")
    await others.close()
    remove()
  }
}

/** POMS takes its time, so that everybody arrives while it thinks. */
const slow = ({ of }: Sources, ms: number) =>
  of.poms.ails((_, outgoing, well) => {
    setTimeout(() => outgoing.writeHead(200, well.headers).end(well.body), ms)
  })

const until = async (holds: () => boolean, ms: number) => {
  for (let waited = 0; waited < ms && !holds(); waited += 5) await wait(5)
  return holds()
}

it("500 clients on one key make one look-up", () =>
  running(async (service, others) => {
    slow(others, 1500)
    const began = Date.now()
    const given = await Promise.all(
      Array.from({ length: 500 }, () => service.ask(pathOf("samen"), { agent: undefined }))
    )
    for (const one of given) assert.strictEqual(onlyItem(one).summary, textOf(titleOf("samen")))
    assert.strictEqual(others.asked(), 1)
    console.log(`stampede: 500 clients, 1 request to POMS, ${Date.now() - began} ms`)
  }))

it("answers every request that was there before SIGTERM, and ends with 0", () =>
  running(async (service, others) => {
    let goOn = () => {}
    const held = new Promise<void>((resolve) => (goOn = resolve))
    others.of.poms.ails(
      (_, outgoing, well) => void held.then(() => outgoing.writeHead(200, well.headers).end(well.body))
    )
    const asked = Array.from({ length: 100 }, (_, index) => `e${word(index)}`)
    const answers = asked.map((name) =>
      service.ask(pathOf(name), { agent: undefined }).then(
        (given) => (onlyItem(given).summary === textOf(titleOf(name)) ? "right" : "wrong"),
        (error: unknown) => `lost: ${String(error)}`
      )
    )
    while (!/^lookups_under_way 100$/m.test((await service.ask("/metrics")).text)) await wait(20)
    const end = service.end("SIGTERM")
    await wait(500)
    goOn()
    const got = await Promise.all(answers)
    const { code, ms } = await end
    assert.deepStrictEqual(new Set(got), new Set(["right"]))
    assert.strictEqual(code, 0)
    console.log(`SIGTERM: all ${got.length} requests under way answered right, code 0 after ${ms} ms`)
  }))

it("stops the work for a client that hangs up", () =>
  running(async (service, others) => {
    others.of.poms.ails(() => {})
    const hangUp = new AbortController()
    const asking = service.ask(pathOf("weg"), { signal: hangUp.signal }).catch(() => undefined)
    assert.isTrue(await until(() => others.of.poms.asked.length === 1, 5000))
    const began = Date.now()
    hangUp.abort()
    await asking
    assert.isTrue(await until(() => others.of.poms.left() === 1, 3000), "the request to POMS was given up")
    const ms = Date.now() - began
    await wait(500)
    assert.strictEqual(others.asked(), 1, "nothing more was asked")
    console.log(`hang-up: the request to POMS was closed after ${ms} ms`)
  }))

effect.scopedLive("100 simultaneous refusals make one read of the credential page", () =>
  Effect.gen(function* () {
    const { world, key } = locked()
    const { ask, others } = yield* inside(world, { LOOKUP_TIMEOUT: "10 s" })
    const names = Array.from({ length: 100 }, (_, index) => `c${word(index)}`)
    const given = yield* Effect.forEach(names, (name) => ask(pathOf(name)), { concurrency: "unbounded" })
    const right = given.filter((one, at) => onlyItem(one).summary === textOf(titleOf(names[at] ?? "")))
    const reads = others.of.vprogids.asked.length
    const refused = others.of.poms.asked.filter(
      ({ headers }) => !String(headers["authorization"]).startsWith(`NPO ${key()}:`)
    )
    assert.strictEqual(reads, 1)
    assert.strictEqual(right.length, 100)
    console.log(`401 storm: ${refused.length} refusals, ${reads} read of the page, ${right.length} right answers`)
  })
)
