/** kill -9 at any instant, under write load: what was acknowledged is there after the restart, whole and right. */
import { readdirSync, utimesSync } from "node:fs"
import { join } from "node:path"
import { setTimeout as wait } from "node:timers/promises"
import { assert, it } from "vitest"
import { onlyItem } from "../app/stage.ts"
import { announced, chance, option } from "./chance.ts"
import { folder, launch, type Service } from "./process.ts"
import { sources } from "./sources.ts"
import { everything, pathOf, textOf, titleOf, word } from "./world.ts"

const rounds = option("RESILIENCE_KILLS", 200)
const lanes = 2
const clients = 12

const temporaries = (root: string): ReadonlyArray<string> =>
  readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".tmp"))
    .map((name) => join(root, name))

const check = async (service: Service, name: string, from: ReadonlyArray<string>) => {
  const given = await service.ask(pathOf(name))
  assert.strictEqual(given.status, 200, name)
  assert.strictEqual(onlyItem(given).summary, textOf(titleOf(name)), name)
  assert.include(from, given.headers["x-cache"], name)
}

/** Asks for new titles from many clients at once until the service is gone; notes what was answered in full. */
const load = (service: Service, name: () => string, acknowledged: Array<string>, begun: Array<string>) =>
  Promise.all(
    Array.from({ length: clients }, async () => {
      for (let count = 0; count < 10_000; count++) {
        const next = name()
        begun.push(next)
        const given = await service.ask(pathOf(next)).catch(() => undefined)
        if (given === undefined) return
        assert.strictEqual(onlyItem(given).summary, textOf(titleOf(next)), next)
        acknowledged.push(next)
      }
    })
  )

it(`loses nothing in ${rounds} kills`, { timeout: 1_800_000 }, async () => {
  const { path: directory, remove } = folder()
  const { seed } = announced("kill")
  const all: Array<string> = []
  let titles = 0
  const began = Date.now()
  const environment = { CACHE_DIR: directory, CACHE_MAX_ENTRIES: "1000000", CACHE_MAX_SIZE_MB: "10000" }

  const lane = async (index: number) => {
    const { whole } = chance(seed + index)
    const others = await sources(everything)
    let last: ReadonlyArray<string> = []
    let cut: ReadonlyArray<string> = []
    try {
      for (let round = index; round < rounds; round += lanes) {
        const service = await launch({ ...others.variables, ...environment })
        try {
          const before = others.asked()
          for (const name of last) await check(service, name, ["hit"])
          assert.strictEqual(others.asked(), before, "no source was asked again for what was acknowledged")
          for (const name of cut) await check(service, name, ["hit", "lookup"])
          const acknowledged: Array<string> = []
          const begun: Array<string> = []
          const loaded = load(service, () => `q${word(titles++)}`, acknowledged, begun)
          // A new process is slow at first: half of the kills wait until it has answered something.
          const patience = round % 4 > 1 ? 3000 : 0
          for (let ms = 0; acknowledged.length === 0 && ms < patience; ms += 5) await wait(5)
          await wait(whole(1, 400))
          await service.end("SIGKILL")
          await loaded
          const known = new Set(acknowledged)
          last = acknowledged
          cut = begun.filter((name) => !known.has(name))
          all.push(...acknowledged)
          assert.notInclude(service.log(), "damaged", "no file was found damaged")
        } finally {
          await service.end("SIGKILL")
        }
      }
    } finally {
      await others.close()
    }
  }

  try {
    await Promise.all(Array.from({ length: lanes }, (_, index) => lane(index)))
    const leftovers = temporaries(directory)
    const longAgo = Date.now() / 1000 - 2 * 3600
    for (const path of leftovers) utimesSync(path, longAgo, longAgo)
    const others = await sources(everything)
    const service = await launch({ ...others.variables, ...environment })
    try {
      // Health has figures once the folder has been looked over.
      await service.ask("/health/ready")
      assert.deepStrictEqual(temporaries(directory), [], "what killed processes left half written is swept")
      await Promise.all(
        Array.from({ length: 16 }, async (_, part) => {
          for (let at = part; at < all.length; at += 16) await check(service, all[at] ?? "", ["hit"])
        })
      )
      assert.strictEqual(others.asked(), 0)
      const { text } = await service.ask("/cache?pattern=no-such-key")
      assert.include(text, '"damaged":0')
    } finally {
      await service.end("SIGKILL")
      await others.close()
    }
    assert.isAbove(all.length, rounds, "there was a load")
    console.log(
      `kill: ${rounds} kills, ${all.length} acknowledged entries, ${titles - all.length} requests cut off, ` +
        `${leftovers.length} temporary files swept, ${Math.round((Date.now() - began) / 1000)} s`
    )
  } finally {
    remove()
  }
})
