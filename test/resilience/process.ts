/** The built service as a process of its own, and how it is asked. */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs"
import { Agent, request } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as wait } from "node:timers/promises"
import type { Given } from "../app/stage.ts"
import { freePort } from "../stand-ins/port.ts"

/** A folder that is gone after the test. */
export const folder = (): { readonly path: string; readonly remove: () => void } => {
  const path = mkdtempSync(join(tmpdir(), "vpro-resilience-"))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

export interface Asking {
  readonly method?: string | undefined
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly body?: string | undefined
  readonly signal?: AbortSignal | undefined
  readonly agent?: Agent | undefined
  /** Seconds in which a whole answer must have come; 15 when left out. */
  readonly within?: number | undefined
}

/** Sends a path to the letter. */
export const send = (
  port: number,
  path: string,
  { method = "GET", headers = {}, body, signal, agent, within = 15 }: Asking = {}
) =>
  new Promise<Given>((resolve, reject) => {
    const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) }
    const outgoing = request(
      {
        host: "127.0.0.1",
        port,
        path,
        method,
        headers: { ...length, ...headers },
        agent: agent ?? false,
        timeout: within * 1000,
        ...(signal === undefined ? {} : { signal })
      },
      (incoming) => {
        const chunks: Array<Buffer> = []
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk))
        incoming.on("error", reject)
        incoming.on("end", () =>
          resolve({
            status: incoming.statusCode ?? 0,
            headers: Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])),
            text: Buffer.concat(chunks).toString("utf8")
          })
        )
      }
    )
    outgoing.on("timeout", () => outgoing.destroy(new Error(`no answer within ${within} s: ${path}`)))
    outgoing.on("error", reject)
    outgoing.end(body)
  })

export interface Service {
  readonly pid: number
  readonly port: number
  readonly ask: (path: string, asking?: Asking) => Promise<Given>
  /** What it wrote to its log. */
  readonly log: () => string
  /** Whoever reads its log stands still, or goes away. */
  readonly reader: { readonly pause: () => void; readonly resume: () => void; readonly leave: () => void }
  readonly running: () => boolean
  /** Sends a signal and waits for the end; the exit code is null after a kill. */
  readonly end: (signal: "SIGKILL" | "SIGTERM") => Promise<{ readonly code: number | null; readonly ms: number }>
}

const longestLog = 200_000

/** What Node is started with wherever the service ships, for who measures memory; a test of the deployment compares the places. */
export const shippedOptions: ReadonlyArray<string> =
  readFileSync(new URL("../../package.json", import.meta.url), "utf8")
    .match(/"start": "exec node ((?:--\S+ )+)/)?.[1]
    ?.trim()
    .split(" ") ?? []

export interface Launching {
  /** Where its log goes. */
  readonly file?: string
  /** What Node is told. */
  readonly options?: ReadonlyArray<string>
  /** Whose process it is; root may name anybody. */
  readonly user?: number | undefined
}

/** Starts the service and waits until it answers. */
export const launch = async (
  variables: Readonly<Record<string, string>>,
  { file, options = [], user }: Launching = {}
): Promise<Service> => {
  const bundle = process.env["RESILIENCE_BUNDLE"]
  if (bundle === undefined) throw new Error("start this with vitest.resilience.config.ts")
  const port = await freePort()
  const log = file === undefined ? "pipe" : openSync(file, "w")
  const child = spawn(process.execPath, [...options, bundle], {
    cwd: tmpdir(),
    env: {
      PATH: process.env["PATH"],
      NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"],
      PORT: String(port),
      HOST: "127.0.0.1",
      LOG_LEVEL: "WARNING",
      LOG_FORMAT: "json",
      // Most tests count what the sources are asked.
      SELF_TEST: "off",
      ...variables
    },
    ...(user === undefined ? {} : { uid: user, gid: user }),
    stdio: ["ignore", log, log]
  })
  if (typeof log === "number") closeSync(log)
  let output = ""
  const note = (chunk: Buffer) => {
    if (output.length < longestLog) output += chunk.toString()
  }
  const readers = [child.stdout, child.stderr].flatMap((stream) => stream ?? [])
  for (const reader of readers) reader.on("data", note)
  const ended = once(child, "exit")
  const running = () => child.exitCode === null && child.signalCode === null
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  const service: Service = {
    pid: child.pid ?? 0,
    port,
    ask: (path, asking) => send(port, path, { agent, ...asking }),
    log: () => output,
    reader: {
      pause: () => readers.forEach((reader) => reader.pause()),
      resume: () => readers.forEach((reader) => reader.resume()),
      leave: () => readers.forEach((reader) => reader.destroy())
    },
    running,
    end: async (signal) => {
      const began = Date.now()
      if (running()) child.kill(signal)
      const late = new AbortController()
      await Promise.race([ended, wait(20_000, undefined, { signal: late.signal }).catch(() => undefined)])
      late.abort()
      if (running()) child.kill("SIGKILL")
      agent.destroy()
      return { code: child.exitCode, ms: Date.now() - began }
    }
  }
  const until = Date.now() + 20_000
  while (Date.now() < until && running()) {
    const given = await send(port, "/health").catch(() => undefined)
    if (given?.status === 200) return service
    await wait(10)
  }
  await service.end("SIGKILL")
  throw new Error(`the service did not come up:\n${output}`)
}
