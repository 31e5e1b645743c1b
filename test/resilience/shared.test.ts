/** Two processes on one folder: every value whole, and each serves what the other wrote. */
import { assert, it } from "vitest"
import { onlyItem } from "../app/stage.ts"
import { announced, chance } from "./chance.ts"
import { folder, launch, type Service } from "./process.ts"
import { sources } from "./sources.ts"
import { everything, pathOf, textOf, titleOf, word } from "./world.ts"

const keys = Array.from({ length: 200 }, (_, index) => `s${word(index)}`)

const right = async (service: Service, name: string) => {
  const given = await service.ask(pathOf(name))
  assert.strictEqual(given.status, 200, name)
  assert.strictEqual(onlyItem(given).summary, textOf(titleOf(name)), name)
  return given.headers["x-cache"] ?? ""
}

/** Works through the names with several clients. */
const each = (names: ReadonlyArray<string>, work: (name: string) => Promise<unknown>, clients = 8) =>
  Promise.all(
    Array.from({ length: clients }, async (_, part) => {
      for (let at = part; at < names.length; at += clients) await work(names[at] ?? "")
    })
  )

it("two processes share one folder", async () => {
  const { path: directory, remove } = folder()
  const { seed } = announced("shared")
  const others = await sources(everything)
  // An entry lives for a second, so that both keep writing the same files again.
  const variables = { ...others.variables, CACHE_DIR: directory }
  const pair = [
    await launch({ ...variables, CACHE_TTL_FOUND: "1 s" }),
    await launch({ ...variables, CACHE_TTL_FOUND: "1 s" })
  ]
  try {
    const counts: Record<string, number> = {}
    const until = Date.now() + 8000
    await Promise.all(
      pair.map(async (service, index) => {
        const { next } = chance(seed + index)
        for (let pass = 0; pass < 30 && Date.now() < until; pass++) {
          const shuffled = keys.map((name) => [next(), name] as const).sort(([a], [b]) => a - b)
          await each(
            shuffled.map(([, name]) => name),
            async (name) => {
              const from = await right(service, name)
              counts[from] = (counts[from] ?? 0) + 1
            }
          )
        }
      })
    )
    for (const service of pair) {
      assert.include((await service.ask("/cache?pattern=none")).text, '"damaged":0')
      assert.notInclude(service.log(), "damaged")
    }
    await Promise.all(pair.map((service) => service.end("SIGTERM")))

    // With lasting entries: what one has written the other serves, without asking anybody.
    pair.splice(0, 2, await launch(variables), await launch(variables))
    const [one, two] = pair
    if (one === undefined || two === undefined) return assert.fail("two processes")
    const mine = Array.from({ length: 100 }, (_, index) => `t${word(index)}`)
    await each(mine.slice(0, 50), (name) => right(one, name))
    await each(mine.slice(50), (name) => right(two, name))
    const before = others.asked()
    await each([...mine, ...keys], async (name) => assert.strictEqual(await right(one, name), "hit", name))
    await each([...mine, ...keys], async (name) => assert.strictEqual(await right(two, name), "hit", name))
    assert.strictEqual(others.asked(), before)
    assert.isAbove(counts["lookup"] ?? 0, keys.length, "both wrote")
    console.log(`shared: two processes, 200 keys, answers ${JSON.stringify(counts)}; 600 hits across afterwards`)
  } finally {
    await Promise.all(pair.map((service) => service.end("SIGKILL")))
    await others.close()
    remove()
  }
})
