/** A cache of a hundred thousand answers: the start, an answer, a search, new answers, and the oldest going. */
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from "node:fs"
import { dirname } from "node:path"
import { assert, it } from "vitest"
import * as EntryPath from "../../src/adapters/cache/files/EntryPath.ts"
import { container, onlyItem } from "../app/stage.ts"
import { folder, launch } from "./process.ts"
import { sources } from "./sources.ts"
import { everything, keyOf, pathOf, textOf, titleOf, word } from "./world.ts"

const entries = 100_000
const more = 200

const timed = async <A>(work: () => Promise<A>): Promise<readonly [number, A]> => {
  const began = performance.now()
  const result = await work()
  return [Math.round(performance.now() - began), result]
}

it("serves, searches and evicts with 100,000 entries", async () => {
  const { path: directory, remove } = folder()
  const others = await sources(everything)
  const names = Array.from({ length: entries }, (_, index) => `g${word(index)}`)
  const now = Date.now()
  for (const [index, name] of names.entries()) {
    const file = EntryPath.pathOf(directory, EntryPath.namesOf(keyOf(name)).file)
    mkdirSync(dirname(file), { recursive: true })
    const entry = {
      key: keyOf(name),
      title: titleOf(name),
      year: 2011,
      description: textOf(titleOf(name)),
      status: "found",
      media_type: "film",
      fetched_at: new Date(now).toISOString()
    }
    writeFileSync(file, JSON.stringify(entry))
    // The order of use: the first one was used longest ago.
    const used = (now - (entries - index) * 10) / 1000
    utimesSync(file, used, used)
  }
  const variables = { ...others.variables, CACHE_DIR: directory, CACHE_MAX_ENTRIES: String(entries) }
  const [up, service] = await timed(() => launch(variables))
  const right = async (name: string, from: string) => {
    const given = await service.ask(pathOf(name))
    assert.strictEqual(onlyItem(given).summary, textOf(titleOf(name)), name)
    assert.strictEqual(given.headers["x-cache"], from, name)
  }
  const kept = async () => JSON.parse((await service.ask("/cache?pattern=none-x")).text)
  try {
    const first = names[0] ?? ""
    const last = names.at(-1) ?? ""
    const [hit] = await timed(() => right(last, "hit"))
    assert.strictEqual((await kept()).entries, entries)
    const [searching, found] = await timed(() => service.ask(`/cache?pattern=${keyOf(last)}`))
    assert.include(found.text, keyOf(last))
    const [ready, health] = await timed(() => service.ask("/health/ready"))
    assert.strictEqual(health.status, 200)
    assert.strictEqual(others.asked(), 0)

    const fresh = Array.from({ length: more }, (_, index) => `n${word(index)}`)
    const [writing] = await timed(async () => {
      for (const name of fresh) await right(name, "lookup")
    })
    for (const name of fresh) await right(name, "hit")
    await right(last, "hit")
    const { entries: left, evictions } = await kept()
    assert.strictEqual(evictions, entries / 10, "a tenth went, once")
    assert.strictEqual(left, entries + more - entries / 10)
    const onDisk = readdirSync(directory, { recursive: true, encoding: "utf8" }).filter((name) =>
      name.endsWith(".json")
    )
    assert.strictEqual(onDisk.length, left)
    await right(first, "lookup")
    assert.strictEqual(container(await service.ask(pathOf(first))).size, 1)
    console.log(
      `100,000 entries: up in ${up} ms, a hit ${hit} ms, a search ${searching} ms, readiness ${ready} ms, ` +
        `${more} new titles ${writing} ms with ${evictions} evictions`
    )
    assert.strictEqual((await service.end("SIGTERM")).code, 0)
  } finally {
    await service.end("SIGKILL")
    await others.close()
    remove()
  }
})
