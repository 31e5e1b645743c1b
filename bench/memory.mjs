/**
 * Whether memory grows with the number of requests: matches, their metadata and the root, as Plex mixes them. Every part asks for
 * titles that none before it asked for.
 */
import autocannon from "autocannon"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { launchService } from "./service.mjs"
import { fill, resident } from "./start.mjs"

const titlesOfPart = 500
const connections = 32

const plexAsks = (key, index) => [
  {
    method: "POST",
    path: "/movies/library/metadata/matches",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ type: 1, title: `Dijk ${index}`, year: 2011 })
  },
  { method: "GET", path: `/movies/library/metadata/${key}` }
]

export const memory = async ({ requests, parts, progress }) => {
  const folder = mkdtempSync(join(tmpdir(), "vpro-bench-"))
  const directory = join(folder, "cache")
  try {
    const entries = parts * titlesOfPart
    progress(`memory: making ${entries} entries`)
    const keys = await fill(directory, entries)
    const service = await launchService({ directory, log: join(folder, "service.log") })
    const seen = [{ requests: 0, resident: resident(service.pid) }]
    try {
      for (let part = 1; part <= parts; part++) {
        progress(`memory: ${Math.round((requests * part) / parts)} of ${requests} requests`)
        const first = (part - 1) * titlesOfPart
        const titles = keys.slice(first, first + titlesOfPart)
        const asked = [
          { method: "GET", path: "/movies" },
          ...titles.flatMap((key, index) => plexAsks(key, first + index))
        ]
        let client = 0
        const { errors, non2xx } = await autocannon({
          url: service.url,
          connections,
          amount: Math.round(requests / parts),
          requests: asked,
          // Each begins elsewhere: together they would ask for the same at the same moment.
          setupClient: (one) => {
            const start = Math.floor((client++ * asked.length) / connections)
            one.setRequests([...asked.slice(start), ...asked.slice(0, start)])
          }
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
