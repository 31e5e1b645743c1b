/** A real Redis server, of the system's package, on a free port: it keeps nothing when it ends. */
import { spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { connect } from "node:net"
import { tmpdir } from "node:os"
import { setTimeout as wait } from "node:timers/promises"
import { freePort } from "./port.ts"

const program = process.env["REDIS_SERVER_PATH"] ?? "redis-server"

/** Whether there is one; tests that need it say so when there is none. */
export const hasRedis = spawnSync(program, ["--version"]).status === 0

if (!hasRedis)
  process.stderr.write(
    `no ${program} on this machine: tests of what replicas share are skipped (Debian: apt-get install redis-server)\n`
  )

const listens = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, "127.0.0.1")
    socket.on("connect", () => {
      socket.destroy()
      resolve(true)
    })
    socket.on("error", () => resolve(false))
  })

export interface RedisServer {
  readonly port: number
  readonly url: string
  /** Ends it at once; everything in it is lost. */
  readonly kill: () => Promise<void>
  /** Starts it again, empty, on the same port. */
  readonly start: () => Promise<void>
  /** It takes connections but answers nothing, until it goes on. */
  readonly hang: () => void
  readonly goOn: () => void
}

export const redisServer = async (options: ReadonlyArray<string> = []): Promise<RedisServer> => {
  const port = await freePort()
  const launch = async () => {
    const child = spawn(
      program,
      [
        "--port",
        String(port),
        "--bind",
        "127.0.0.1",
        "--save",
        "",
        "--appendonly",
        "no",
        "--dir",
        tmpdir(),
        ...options
      ],
      { stdio: "ignore" }
    )
    while (child.exitCode === null && !(await listens(port))) await wait(10)
    if (child.exitCode !== null) throw new Error(`${program} ended with code ${child.exitCode}`)
    return child
  }
  let child = await launch()
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    kill: async () => {
      const ended = once(child, "exit")
      if (child.exitCode === null && child.signalCode === null) {
        child.kill("SIGKILL")
        await ended
      }
    },
    start: async () => {
      child = await launch()
    },
    hang: () => void child.kill("SIGSTOP"),
    goOn: () => void child.kill("SIGCONT")
  }
}
