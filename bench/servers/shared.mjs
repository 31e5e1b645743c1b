/** What the servers that are measured against have in common: the bytes they send, and how they tell their port. */
import { readFileSync } from "node:fs"

/** Path to body, as the service itself answered. */
export const answers = Object.fromEntries(
  Object.entries(JSON.parse(readFileSync(process.env.BENCH_ANSWERS, "utf8"))).map(([path, body]) => [
    path,
    Buffer.from(body)
  ])
)

export const listening = (server) => server.once("listening", () => process.send({ port: server.address().port }))
