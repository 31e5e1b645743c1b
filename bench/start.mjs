/** How soon the service answers, and how much memory it takes, with caches of several sizes on disk. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { setTimeout as wait } from "node:timers/promises"
import { load } from "../scripts/typescript.mjs"
import { launchService } from "./service.mjs"
import { median } from "./numbers.mjs"

/** After half a minute without requests Node has given back what it does not need. */
const rest = 30_000
const mostRead = 20_000

/** Resident memory of a process in megabytes. */
export const resident = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1024

/** Fills a cache folder as the service itself would have. */
export const fill = async (directory, entries) => {
  const { keyOf, namesOf, pathOf, textOf, titleOf, word } = await load("bench/sources.ts")
  const fetched_at = new Date().toISOString()
  const keys = Array.from({ length: entries }, (_, index) => keyOf(`g${word(index)}`))
  for (const [index, key] of keys.entries()) {
    const file = pathOf(directory, namesOf(key).file)
    mkdirSync(dirname(file), { recursive: true })
    const title = titleOf(`g${word(index)}`)
    const entry = {
      key,
      title,
      year: 2011,
      description: textOf(title),
      status: "found",
      media_type: "film",
      fetched_at
    }
    writeFileSync(file, JSON.stringify(entry))
  }
  return keys
}

/** Reads every answer once, so that everything that is kept in memory is there. */
const readAll = async (url, keys) => {
  const queue = [...keys]
  const worker = async () => {
    for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
      const response = await fetch(`${url}/movies/library/metadata/${key}`)
      await response.arrayBuffer()
      if (response.headers.get("x-cache") !== "hit") throw new Error(`${key} was not in the cache`)
    }
  }
  await Promise.all(Array.from({ length: 8 }, worker))
}

export const start = async ({ sizes, rounds, progress }) => {
  const results = []
  for (const entries of sizes) {
    const folder = mkdtempSync(join(tmpdir(), "vpro-bench-"))
    const directory = join(folder, "cache")
    try {
      progress(`start: making ${entries} entries`)
      const keys = await fill(directory, entries)
      const times = []
      let idle
      let used
      for (let round = 0; round < rounds; round++) {
        progress(`start: ${entries} entries, round ${round + 1} of ${rounds}`)
        const service = await launchService({
          directory,
          log: join(folder, "service.log"),
          variables: {
            CACHE_MAX_ENTRIES: String(Math.max(10_000, entries)),
            POMS_CACHE_FILE: join(folder, "pair.json")
          }
        })
        try {
          times.push(service.firstAnswer)
          if (round === rounds - 1) {
            progress(`start: at rest with ${entries} entries`)
            await wait(rest)
            idle = resident(service.pid)
            progress(`start: reading of ${entries} entries`)
            await readAll(service.url, keys.slice(0, mostRead))
            await wait(rest)
            used = resident(service.pid)
          }
        } finally {
          await service.stop()
        }
      }
      results.push({ entries, firstAnswer: median(times), idle, used })
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
  return results
}
