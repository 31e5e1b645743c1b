/** Hot answers over HTTP: throughput and latency, against three servers that send the same bytes. */
import autocannon from "autocannon"
import { once } from "node:events"
import { fork } from "node:child_process"
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { load as bundled } from "../scripts/typescript.mjs"
import { median } from "./numbers.mjs"
import { launchService } from "./service.mjs"

const key = "vpro-dijk-hete-2011-none-m"
const match = JSON.stringify({ type: 1, title: "Dijk Hete", year: 2011 })

/** What Plex asks most. */
const requests = [
  { name: "cached metadata", path: `/library/metadata/${key}`, method: "GET" },
  { name: "provider root", path: "/movies", method: "GET" },
  { name: "automatic match", path: "/movies/library/metadata/matches", method: "POST", body: match }
]

const peer = async (name, file, folder) => {
  const child = fork(new URL(`./servers/${file}`, import.meta.url), {
    env: { ...process.env, NODE_ENV: "production", BENCH_ANSWERS: join(folder, "answers.json") },
    stdio: ["ignore", openSync(join(folder, `${name}.log`), "w"), "inherit", "ipc"]
  })
  const [{ port }] = await once(child, "message")
  return { name, pid: child.pid, port, stop: () => child.kill("SIGKILL") }
}

/** Processor time of a process so far, in microseconds; a clock tick is 10 ms. */
const cpuOf = (pid) => {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /, "")
    .split(" ")
  return (Number(fields[11]) + Number(fields[12])) * 10_000
}

const load = async ({ pid, port }, { path, method, body }, connections, seconds) => {
  const before = cpuOf(pid)
  const { errors, latency, non2xx, requests } = await autocannon({
    url: `http://127.0.0.1:${port}${path}`,
    method,
    connections,
    duration: seconds,
    ...(body === undefined ? {} : { body, headers: { "content-type": "application/json" } })
  })
  if (errors + non2xx > 0) throw new Error(`${path}: ${errors} errors, ${non2xx} refusals`)
  const cpu = (cpuOf(pid) - before) / requests.total
  // Latencies are measured in whole milliseconds, too coarse for the mean of one connection, which waits for each answer.
  const mean = (1000 * connections) / requests.average
  return { perSecond: requests.average, cpu, p50: latency.p50, p99: latency.p99, mean }
}

/** Rounds go over all servers in turn, so that what else the machine does weighs on all alike. */
export const http = async ({ rounds, seconds, progress }) => {
  const { everything, slowSources } = await bundled("bench/sources.ts")
  const sources = await slowSources(everything, 0)
  const folder = mkdtempSync(join(tmpdir(), "vpro-bench-"))
  const service = await launchService({
    sources: sources.variables,
    directory: join(folder, "cache"),
    log: join(folder, "service.log")
  })
  const ask = async ({ path, method, body }) => {
    const response = await fetch(`http://127.0.0.1:${service.port}${path}`, {
      method,
      ...(body === undefined ? {} : { body })
    })
    return response.text()
  }
  const peers = []
  try {
    await ask(requests[0])
    const answers = {}
    for (const one of requests) answers[one.path] = await ask(one)
    writeFileSync(join(folder, "answers.json"), JSON.stringify(answers))
    peers.push(await peer("bare router", "router.mjs", folder))
    peers.push(await peer("node:http", "node.mjs", folder))
    peers.push(await peer("Express 5", "express.mjs", folder))
    const servers = [{ name: "service", pid: service.pid, port: service.port }, ...peers]
    const results = []
    for (const request of requests)
      for (const connections of [32, 1]) {
        const seen = new Map(servers.map(({ name }) => [name, []]))
        for (const server of servers) await load(server, request, connections, 1)
        for (let round = 0; round < rounds; round++)
          for (const server of servers) {
            progress(`${request.name}, ${connections} connection(s), round ${round + 1} of ${rounds}: ${server.name}`)
            seen.get(server.name).push(await load(server, request, connections, seconds))
          }
        for (const { name } of servers) {
          const of = (part) => median(seen.get(name).map((one) => one[part]))
          results.push({
            request: request.name,
            bytes: answers[request.path].length,
            connections,
            server: name,
            perSecond: Math.round(of("perSecond")),
            cpu: of("cpu"),
            p50: of("p50"),
            p99: of("p99"),
            mean: of("mean")
          })
        }
      }
    return results
  } finally {
    for (const { stop } of peers) stop()
    await service.stop()
    await sources.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
