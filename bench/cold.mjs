/** Look-ups of which nothing is in the cache: what each kind costs, and how many can be done in a second. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { load } from "../scripts/typescript.mjs"
import { median, percentile } from "./numbers.mjs"
import { launchService } from "./service.mjs"

/** Milliseconds that a source takes to answer. */
const delay = 50

const inFlight = async (count, work) => {
  const queue = [...work]
  const worker = async () => {
    for (let one = queue.shift(); one !== undefined; one = queue.shift()) await one()
  }
  await Promise.all(Array.from({ length: count }, worker))
}

export const cold = async ({ films, perKind, progress }) => {
  const { Cold, slowSources, word } = await load("bench/sources.ts")
  const folder = mkdtempSync(join(tmpdir(), "vpro-bench-"))
  const sources = await slowSources(Cold.world, delay)
  const service = await launchService({
    sources: sources.variables,
    directory: join(folder, "cache"),
    log: join(folder, "service.log"),
    variables: { TMDB_API_KEY: "0".repeat(32) }
  })
  const ask = async (kind, name) => {
    const root = kind === "reeks" ? "/tv" : "/movies"
    const response = await fetch(`${service.url}${root}/library/metadata/${Cold.keyOf(kind, name)}`)
    const { MediaContainer } = await response.json()
    if (response.headers.get("x-cache") !== "lookup") throw new Error(`${kind} ${name}: no finished look-up`)
    return MediaContainer.Metadata[0].summary !== undefined
  }
  try {
    // Connections and compiled code: the second request of a source is like every later one.
    for (const kind of Object.keys(Cold.kinds)) await ask(kind, `w${word(0)}`)
    await sources.taken()
    const kinds = []
    for (const [kind, name] of Object.entries(Cold.kinds)) {
      progress(`cold: ${name}`)
      const seen = []
      for (let index = 1; index <= perKind; index++) {
        const began = performance.now()
        const text = await ask(kind, `k${word(index)}`)
        const ms = performance.now() - began
        seen.push({ ms, text, ...(await sources.taken()) })
      }
      const most = (part) => Math.max(...seen.map((one) => one[part]))
      kinds.push({
        kind,
        name,
        text: seen.every(({ text }) => text),
        roundTrips: most("roundTrips"),
        requests: most("requests"),
        ms: median(seen.map(({ ms }) => ms))
      })
    }
    const runs = []
    for (const clients of [1, 16]) {
      progress(`cold: ${films} films, ${clients} client(s)`)
      const times = []
      const began = performance.now()
      await inFlight(
        clients,
        Array.from({ length: films }, (_, index) => async () => {
          const start = performance.now()
          await ask(
            "eigen",
            `f${clients}${word(index)}`.replace(/\d+/, (digits) => "x".repeat(digits.length))
          )
          times.push(performance.now() - start)
        })
      )
      const seconds = (performance.now() - began) / 1000
      const { requests } = await sources.taken()
      runs.push({
        clients,
        films,
        perSecond: films / seconds,
        p50: percentile(times, 0.5),
        p99: percentile(times, 0.99),
        requestsPerFilm: requests / films
      })
    }
    return { delay, kinds, runs }
  } finally {
    await service.stop()
    await sources.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
