/**
 * A library of many films compared with what is kept: how long it takes, what memory it takes, and whether others are answered meanwhile.
 * Of four films one has VPRO's text in Plex, one another text, and two have no answer here, of which one was matched by another agent.
 */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as wait } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { load } from "../scripts/typescript.mjs"
import { launchService } from "./service.mjs"
import { fill, resident } from "./start.mjs"

const plexText =
  "A keeper of the dike sees the water rise and tells nobody, until the night in which the village needs him."

const itemsOf = async (titles, keys) => {
  const { textOf, titleOf, word } = await load("bench/sources.ts")
  return Array.from({ length: titles }, (_, at) => {
    const title = titleOf(`g${word(at)}`)
    const kind = at % 4
    const key = keys[at] ?? `vpro-onbekend-${at}-2011-none-m`
    return {
      ratingKey: String(1000 + at),
      title,
      year: 2011,
      guid:
        kind === 3
          ? `plex://movie/${(0x5d7768244de0ee001fcc7fedn + BigInt(at)).toString(16)}`
          : `tv.plex.agents.custom.vpro.cinema://movie/${kind === 2 ? `vpro-onbekend-${at}-2011-none-m` : key}`,
      Guid: [{ id: `imdb://tt${7_000_000 + at}` }],
      summary: kind === 0 ? textOf(title) : plexText,
      Media: [{ Part: [{ file: `/films/${title} (2011)/film.mkv` }] }]
    }
  })
}

const launchPlex = async (file) => {
  const child = spawn(process.execPath, [fileURLToPath(new URL("servers/plex.mjs", import.meta.url)), file], {
    stdio: ["ignore", "pipe", "inherit"]
  })
  const [line] = await once(child.stdout, "data")
  return { url: String(line).trim(), stop: () => child.kill() }
}

const timed = async (path) => {
  const began = performance.now()
  const response = await fetch(path)
  const body = await response.json()
  if (!response.ok) throw new Error(`${path}: ${response.status}`)
  return { body, ms: performance.now() - began }
}

/** Processor time of a process in seconds: a busy machine makes it wait, and not work more. */
const processorTime = (pid) => {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ")
  return (Number(fields[11]) + Number(fields[12])) / 100
}

/** Compares once, and asks other things meanwhile. */
const compare = async ({ pid, url }) => {
  const began = performance.now()
  const worked = processorTime(pid)
  await fetch(`${url}/library/compare`, { method: "POST" })
  const seen = { health: [], rows: [], most: 0 }
  for (;;) {
    const { body } = await timed(`${url}/library`)
    seen.health.push((await timed(`${url}/health`)).ms)
    seen.rows.push((await timed(`${url}/library/titles?filter=waiting&search=dijk`)).ms)
    seen.most = Math.max(seen.most, resident(pid))
    if (body.run.state === "failed") throw new Error(body.run.message)
    if (body.run.state === "idle")
      return {
        seconds: (performance.now() - began) / 1000,
        cpu: processorTime(pid) - worked,
        sums: body.together,
        ...seen
      }
    await wait(500)
  }
}

export const library = async ({ titles, rounds, progress }) => {
  const folder = mkdtempSync(join(tmpdir(), "vpro-bench-"))
  const directory = join(folder, "cache")
  const file = join(folder, "plex.json")
  try {
    progress(`library: making ${titles} films`)
    mkdirSync(directory)
    const keys = await fill(directory, titles)
    writeFileSync(file, JSON.stringify(await itemsOf(titles, keys)))
    const plex = await launchPlex(file)
    const kept = { name: "bench", url: plex.url, token: "bench-token" }
    writeFileSync(join(directory, "plex-server.json"), JSON.stringify(kept), { mode: 0o600 })
    const service = await launchService({
      directory,
      log: join(folder, "service.log"),
      variables: { CACHE_MAX_ENTRIES: String(2 * titles), SELF_TEST: "off", UPDATE_CHECK: "off" }
    })
    try {
      await wait(3000)
      const before = resident(service.pid)
      const runs = []
      for (let round = 1; round <= rounds; round++) {
        progress(`library: comparing, round ${round} of ${rounds}`)
        runs.push(await compare(service))
      }
      const all = runs.flatMap(({ health }) => health).toSorted((a, b) => a - b)
      return {
        titles,
        seconds: Math.max(...runs.map(({ seconds }) => seconds)),
        cpu: Math.max(...runs.map(({ cpu }) => cpu)),
        before,
        most: Math.max(...runs.map(({ most }) => most)),
        health: all[Math.floor(0.99 * (all.length - 1))],
        rows: Math.max(...runs.flatMap(({ rows }) => rows)),
        sums: runs.at(-1).sums
      }
    } finally {
      await service.stop()
      plex.stop()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
