/** The built service as a process, with everything on: request ids, metrics, access log. */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { openSync, readFileSync } from "node:fs"
import { createServer } from "node:net"
import { setTimeout as wait } from "node:timers/promises"
import { fileURLToPath } from "node:url"

const freePort = async () => {
  const server = createServer().listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address()
  server.close()
  await once(server, "close")
  return port
}

/** The options with which the image starts Node. */
const optionsOfImage = () => {
  const text = readFileSync(new URL("../Dockerfile", import.meta.url), "utf8")
  const [, ...words] = JSON.parse(/^CMD (\[.*\])$/m.exec(text)[1])
  return words.slice(0, -1)
}

/** Starts it and waits for its first answer; tells how long that took. */
export const launchService = async ({ sources = {}, directory, log = "/dev/null", variables = {}, node = [] }) => {
  const port = await freePort()
  const began = performance.now()
  const child = spawn(
    process.execPath,
    [...optionsOfImage(), ...node, fileURLToPath(new URL("../dist/main.js", import.meta.url))],
    {
      env: {
        PATH: process.env.PATH,
        PORT: String(port),
        HOST: "127.0.0.1",
        LOG_FORMAT: "json",
        CACHE_DIR: directory,
        ...sources,
        ...variables
      },
      stdio: ["ignore", openSync(log, "w"), "inherit"]
    }
  )
  const url = `http://127.0.0.1:${port}`
  for (;;) {
    if (child.exitCode !== null) throw new Error("the service did not start")
    const answer = await fetch(`${url}/movies`).catch(() => undefined)
    if (answer?.ok) break
    await wait(5)
  }
  const firstAnswer = performance.now() - began
  const ended = once(child, "exit")
  return {
    pid: child.pid,
    port,
    url,
    firstAnswer,
    stop: async () => {
      child.kill("SIGTERM")
      await ended
    }
  }
}
