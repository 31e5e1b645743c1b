/** A Plex server with one large library, as a process of its own: `node plex.mjs FILE`, a JSON file of its titles. Prints its address. */
import { readFileSync } from "node:fs"
import { createServer } from "node:http"

const items = JSON.parse(readFileSync(process.argv[2], "utf8"))
const byKey = new Map(items.map((item) => [item.ratingKey, item]))
const agent = "tv.plex.agents.custom.vpro.cinema"

const answers = [
  [/^\/identity$/, () => ({ machineIdentifier: "m", version: "1.43.2" })],
  [
    /^\/library\/sections\/all$/,
    () => ({ Directory: [{ key: "1", title: "Films", type: "movie", agent, Location: [{ path: "/films" }] }] })
  ],
  [/^\/media\/providers\/metadata\/group$/, () => ({ MetadataAgentProviderGroup: [] })],
  [/^\/media\/providers\/metadata$/, () => ({ MetadataAgentProvider: [] })],
  [
    /^\/library\/metadata\/([\d,]+)$/,
    (_, [, keys]) => ({ Metadata: keys.split(",").flatMap((key) => byKey.get(key) ?? []) })
  ],
  [
    /^\/library\/sections\/1\/all$/,
    ({ headers }) => {
      const start = Number(headers["x-plex-container-start"])
      const Metadata = items.slice(start, start + Number(headers["x-plex-container-size"]))
      return { offset: start, totalSize: items.length, Metadata }
    }
  ]
]

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url, "http://plex")
  for (const [pattern, answer] of answers) {
    const found = pattern.exec(pathname)
    if (found === null) continue
    response.writeHead(200, { "content-type": "application/json" })
    return response.end(JSON.stringify({ MediaContainer: answer(request, found) }))
  }
  return response.writeHead(404).end()
})
server.listen(0, "127.0.0.1", () => process.stdout.write(`http://127.0.0.1:${server.address().port}\n`))
