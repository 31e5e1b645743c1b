/** Whether memory grows with the number of requests: cached metadata, roots and matches, as Plex mixes them. */
import autocannon from "autocannon"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { launchService } from "./service.mjs"
import { fill, resident } from "./start.mjs"

const entries = 5000

export const memory = async ({ requests, parts, progress }) => {
  const folder = mkdtempSync(join(tmpdir(), "vpro-bench-"))
  const directory = join(folder, "cache")
  try {
    progress(`memory: making ${entries} entries`)
    const keys = await fill(directory, entries)
    const service = await launchService({ directory, log: join(folder, "service.log") })
    const asked = [
      { method: "GET", path: "/movies" },
      ...keys.map((key) => ({ method: "GET", path: `/movies/library/metadata/${key}` })),
      ...keys.map((_, index) => ({
        method: "POST",
        path: "/movies/library/metadata/matches",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ type: 1, title: `Dijk ${index}`, year: 2011 })
      }))
    ]
    const seen = [{ requests: 0, resident: resident(service.pid) }]
    try {
      for (let part = 1; part <= parts; part++) {
        progress(`memory: ${Math.round((requests * part) / parts)} of ${requests} requests`)
        const { errors, non2xx } = await autocannon({
          url: service.url,
          connections: 32,
          amount: Math.round(requests / parts),
          requests: asked
        })
        if (errors + non2xx > 0) throw new Error(`${errors} errors, ${non2xx} refusals`)
        seen.push({ requests: Math.round((requests * part) / parts), resident: resident(service.pid) })
      }
    } finally {
      await service.stop()
    }
    return seen
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
