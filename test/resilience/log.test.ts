/** A log that nobody takes: the service goes on, counts what is lost and says so. */
import { Schema } from "effect"
import { setTimeout as wait } from "node:timers/promises"
import { assert, describe, it } from "vitest"
import { json } from "../app/stage.ts"
import { launch, type Service } from "./process.ts"

const variables = { CACHE_URL: "memory:", LOG_LEVEL: "INFO" }

const Report = Schema.Struct({
  status: Schema.String,
  log: Schema.Struct({ writable: Schema.Boolean, lost: Schema.Int, error: Schema.optional(Schema.String) })
})
const health = async (service: Service) => json(Report, await service.ask("/health/ready"))

const megabytes = async (service: Service) => {
  const { text } = await service.ask("/metrics")
  return Number(/^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1]) / 1e6
}

/** Requests with long addresses: each is a line of some four kilobytes. */
const chatter = async (service: Service, lines: number) => {
  const path = `/${"x".repeat(4000)}`
  for (let sent = 0; sent < lines; sent += 50) await Promise.all(Array.from({ length: 50 }, () => service.ask(path)))
}

const use = async (service: Service, work: () => Promise<void>) => {
  try {
    await work()
    assert.isTrue(service.running())
    const { code } = await service.end("SIGTERM")
    assert.strictEqual(code, 0)
  } finally {
    await service.end("SIGKILL")
  }
}

describe("the log", () => {
  it("goes to a full disk", async () => {
    const service = await launch(variables, { file: "/dev/full" })
    await use(service, async () => {
      await chatter(service, 200)
      await wait(200)
      const { log, status } = await health(service)
      assert.strictEqual(status, "degraded")
      assert.isFalse(log.writable)
      assert.match(log.error ?? "", /ENOSPC/)
      assert.isAtLeast(log.lost, 200)
      assert.match((await service.ask("/metrics")).text, /^log_lines_lost_total [1-9]\d\d/m)
    })
  })

  it("goes into a pipe that nobody reads any more", async () => {
    const service = await launch(variables)
    await use(service, async () => {
      service.reader.leave()
      await chatter(service, 200)
      await wait(200)
      const { log } = await health(service)
      assert.match(log.error ?? "", /EPIPE/)
      assert.isAtLeast(log.lost, 200)
    })
  })

  it("goes into a pipe whose reader stands still: memory does not grow, and lines are written again when it goes on", async () => {
    const service = await launch(variables)
    await use(service, async () => {
      await chatter(service, 2000)
      const before = await megabytes(service)
      service.reader.pause()
      await chatter(service, 20_000)
      const after = await megabytes(service)
      const { log } = await health(service)
      assert.isFalse(log.writable)
      assert.isAbove(log.lost, 10_000)
      assert.isBelow(after - before, 40, "megabytes for 80 of lines")
      service.reader.resume()
      await wait(500)
      await service.ask("/health")
      await wait(500)
      assert.isTrue((await health(service)).log.writable)
      console.log(`blocked log: ${log.lost} lines lost, memory ${Math.round(before)} MB, then ${Math.round(after)} MB`)
    })
  })
})
