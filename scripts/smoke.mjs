/**
 * Starts the bundle as a user would, without `node_modules`, without configuration and in an empty folder, asks what
 * Plex asks first, and stops it. `node scripts/smoke.mjs [NODE]` takes another Node for the service.
 */
import assert from "node:assert/strict"
import { execFileSync, spawn } from "node:child_process"
import { once } from "node:events"
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as wait } from "node:timers/promises"

const node = process.argv[2] ?? process.execPath

const freePort = async () => {
  const server = createServer().listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address()
  server.close()
  await once(server, "close")
  return port
}

const folder = mkdtempSync(join(tmpdir(), "vpro-smoke-"))
const program = join(folder, "program")
const empty = join(folder, "empty")
mkdirSync(empty)
mkdirSync(program)
cpSync("dist", join(program, "dist"), { recursive: true })
cpSync("package.json", join(program, "package.json"))

const port = await freePort()
const url = `http://127.0.0.1:${port}`
const service = spawn(node, [join(program, "dist", "main.js")], {
  cwd: empty,
  env: { PATH: process.env.PATH, PORT: String(port), HOST: "127.0.0.1" },
  stdio: ["ignore", "pipe", "pipe"]
})
let output = ""
service.stdout.on("data", (chunk) => (output += chunk))
service.stderr.on("data", (chunk) => (output += chunk))
const ended = once(service, "exit").then(([code, signal]) => ({ code, signal }))
const running = () => service.exitCode === null && service.signalCode === null

const ask = async (path, init) => {
  const response = await fetch(url + path, { signal: AbortSignal.timeout(10_000), ...init })
  assert.match(response.headers.get("content-type") ?? "", /^application\/json/, `${path} answers JSON`)
  assert.ok(response.headers.get("x-request-id"), `${path} carries a request id`)
  return { status: response.status, body: await response.json() }
}

const untilUp = async () => {
  const end = Date.now() + 30_000
  while (Date.now() < end && running()) {
    try {
      return await ask("/health")
    } catch {
      await wait(100)
    }
  }
  throw new Error("the service did not come up")
}

const identifierOf = async (path) => {
  const { status, body } = await ask(path)
  assert.equal(status, 200, path)
  return body.MediaProvider.identifier
}

const match = (path, body) =>
  ask(`${path}/library/metadata/matches`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body)
  })

try {
  const began = Date.now()
  const { body: health } = await untilUp()
  const up = Date.now() - began
  assert.equal(health.status, "healthy")
  assert.equal(await identifierOf("/"), "tv.plex.agents.custom.vpro.cinema")
  assert.equal(await identifierOf("/movies"), "tv.plex.agents.custom.vpro.cinema")
  assert.equal(await identifierOf("/tv"), "tv.plex.agents.custom.vpro.cinema.tv")
  assert.equal(await identifierOf("/series"), "tv.plex.agents.custom.vpro.cinema.tv")
  assert.equal((await ask("/health/ready")).status, 200)
  assert.equal((await ask("/no/such/address")).status, 404)

  const page = await (await fetch(`${url}/ui`)).text()
  for (const [, file] of page.matchAll(/(?:src|href)="(\/ui\/[^"]+)"/g))
    assert.equal((await fetch(url + file)).status, 200, file)

  const film = await match("", { type: 1, title: "Die Hard", year: 1988 })
  assert.equal(film.body.MediaContainer.Metadata[0].ratingKey, "vpro-die-hard-1988-none-m")
  const show = await match("/tv", { type: 2, title: "Borgen", year: 2010 })
  assert.equal(show.body.MediaContainer.Metadata[0].ratingKey, "vpro-borgen-2010-none-s")

  service.kill("SIGTERM")
  const end = await Promise.race([ended, wait(15_000, { code: "still running after 15 s", signal: null })])
  assert.deepEqual(end, { code: 0, signal: null }, "SIGTERM ends the service in good order")
  assert.doesNotMatch(output, /Warning:/, "Node has nothing to warn about")

  const version = execFileSync(node, ["--version"], { encoding: "utf8" }).trim()
  console.log(`smoke test: the bundle runs with Node ${version}, up in ${up} ms`)
} catch (error) {
  console.error(`${output}\nsmoke test: ${error?.message ?? error}`)
  process.exitCode = 1
} finally {
  if (running()) service.kill("SIGKILL")
  rmSync(folder, { recursive: true, force: true })
}
