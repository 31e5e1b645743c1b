/** Connections that ask for nothing, or never go away: others are served as always, and each of them ends. */
import { setTimeout as wait } from "node:timers/promises"
import { assert, describe, it } from "vitest"
import { type Raw, raw } from "../stand-ins/raw.ts"
import { folder, launch, type Service } from "./process.ts"

const variables = { CACHE_URL: "memory:" }
const path = "/movies/library/metadata/matches"

const descriptors = async (service: Service) =>
  Number(/^process_open_fds (\d+)$/m.exec((await service.ask("/metrics")).text)?.[1])

/** What 256 connections say, and then say no more. */
const ways: Readonly<Record<string, string>> = {
  "nothing at all": "",
  "half a request line": "GET /hea",
  "half of the headers": "GET /health HTTP/1.1\r\nHost: a\r\nx: ",
  "half of a body": `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{`,
  "too large a body": `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000000\r\n\r\n{`,
  "no HTTP": "\x16\x03\x01\x02\x00\x01",
  "two Hosts": "GET /health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
  CONNECT: "CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n"
}

describe("256 connections that are never closed", () => {
  it.each(Object.entries(ways))("%s", { timeout: 90_000 }, async (_, said) => {
    const service = await launch(variables)
    const open: Array<Raw> = []
    try {
      await service.ask("/health")
      const before = await descriptors(service)
      for (let count = 0; count < 256; count++) {
        const one = raw(service.port)
        one.say(said)
        open.push(one)
      }
      await wait(500)
      assert.strictEqual((await service.ask("/health")).status, 200)
      const until = Date.now() + 50_000
      while ((await descriptors(service)) > before + 5 && Date.now() < until) await wait(500)
      assert.isAtMost(await descriptors(service), before + 5, "all of them are gone")
      assert.strictEqual((await service.ask("/health")).status, 200)
    } finally {
      for (const one of open) one.close()
      await service.end("SIGKILL")
    }
  })
})

describe("SIGTERM", () => {
  it("ends without waiting for them while connections are idle, silent or half way through a request", async () => {
    const service = await launch(variables)
    const open = ["", "GET /health HTTP/1.1\r\nHost: a\r\n\r\n", "GET /hea", "no HTTP\r\n\r\n"].map((said) => {
      const one = raw(service.port)
      one.say(said)
      return one
    })
    await service.ask("/health")
    await wait(300)
    const { code, ms } = await service.end("SIGTERM")
    for (const one of open) one.close()
    assert.strictEqual(code, 0)
    // The one that says nothing is closed after twelve seconds.
    assert.isBelow(ms, 8000)
    console.log(`SIGTERM with idle connections: ${ms} ms`)
  })
})

describe("three who ask again and again whether it is ready", () => {
  it("are always told that it is, by two processes on one folder", async () => {
    const { path: directory, remove } = folder()
    const services = await Promise.all([launch({ CACHE_DIR: directory }), launch({ CACHE_DIR: directory })])
    const counts: Record<string, number> = {}
    try {
      const until = Date.now() + 5000
      const poll = async (service: Service) => {
        while (Date.now() < until) {
          const { status } = await service.ask("/health/ready")
          counts[status] = (counts[status] ?? 0) + 1
        }
      }
      await Promise.all(services.flatMap((service) => [poll(service), poll(service), poll(service)]))
      console.log(`ready: ${JSON.stringify(counts)}`)
      assert.deepStrictEqual(Object.keys(counts), ["200"])
    } finally {
      for (const service of services) await service.end("SIGKILL")
      remove()
    }
  })
})
