/** The log as a person or a machine reads it: one line per event, each with the id of its request. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, type Layer, LogLevel } from "effect"
import * as Logs from "../../../src/app/observe/Logs.ts"
import { service } from "../stage.ts"

/** All that was written until the scope closed. */
const written = <A, E>(
  options: Pick<Logs.LogOptions, "format" | "level">,
  use: (logs: Layer.Layer<never>) => Effect.Effect<A, E>
) =>
  Effect.suspend(() => {
    let text = ""
    const logs = Logs.layer({ ...options, out: (more) => void (text += more) })
    return Effect.map(use(logs), () => text.split("\n").slice(0, -1))
  })

/** The same when a collector wants the lines too. */
const writtenAndSent = <A, E>(use: (logs: Layer.Layer<never>) => Effect.Effect<A, E>) =>
  Effect.suspend(() => {
    let text = ""
    const logs = Logs.layer({ format: "json", level: LogLevel.Info, shared: true, out: (more) => void (text += more) })
    return Effect.map(use(logs), () => text.split("\n").slice(0, -1))
  })

const asking = (logs: Layer.Layer<never>) =>
  Effect.scoped(
    Effect.gen(function* () {
      const { ask } = yield* service(() => undefined, {}, { logs })
      yield* ask("/movies/library/metadata/vpro-de-dijk-1994-none-m?X-Plex-Token=geheim", {
        headers: { "x-request-id": "vraag-7" }
      })
    })
  )

const hostile = "De dijk\n2026-01-01 ERROR alles kwijt\u001b[2J\u2028\r"

describe("the log", () => {
  it.live("follows a request by its id, in JSON, down to the requests to the sources", () =>
    Effect.map(written({ format: "json", level: LogLevel.Debug }, asking), (lines) => {
      const events = lines.map((line): Record<string, unknown> => JSON.parse(line))
      const own = events.filter(({ requestId }) => requestId === "vraag-7").map(({ message }) => String(message))
      assert.isAbove(own.filter((message) => message === "source asked").length, 1)
      assert.strictEqual(own.filter((message) => / film: (?:text|no text|left open)/.test(message)).length, 1)
      assert.strictEqual(own.at(-1), "request")
      const last = events.findLast(({ message }) => message === "request")
      assert.deepInclude(last, {
        level: "INFO",
        method: "GET",
        path: "/movies/library/metadata/vpro-de-dijk-1994-none-m",
        status: 200,
        cache: "lookup"
      })
      assert.notInclude(lines.join("\n"), "geheim")
    })
  )

  it.live("has two lines for a look-up at INFO: the look-up and the request", () =>
    Effect.map(written({ format: "pretty", level: LogLevel.Info }, asking), (lines) => {
      const own = lines.filter((line) => line.includes("requestId=vraag-7"))
      assert.strictEqual(own.length, 2, lines.join("\n"))
      assert.match(own[0] ?? "", /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} [+-]\d\d:\d\d INFO {2}[^"]+ \(1994\) film: /)
      assert.match(own[0] ?? "", / ms=\d+ outcome=not_found ratingKey=vpro-de-dijk-1994-none-m .*requests=[1-9]/)
      assert.match(own[1] ?? "", / request .*method=GET .*status=200 ms=\d+ cache=lookup$/)
    })
  )

  it.live("names the request in every line also when the lines go to a collector", () =>
    Effect.map(writtenAndSent(asking), (lines) => {
      const events = lines.map((line): Record<string, unknown> => JSON.parse(line))
      const own = events.filter(({ requestId }) => requestId === "vraag-7").map(({ message }) => String(message))
      assert.deepStrictEqual([own.length, own.at(-1)], [2, "request"])
    })
  )

  it.live("says at INFO nothing of pages, health and metrics, and at DEBUG it does", () =>
    Effect.gen(function* () {
      const looking = (logs: Layer.Layer<never>) =>
        Effect.scoped(
          Effect.gen(function* () {
            const { ask } = yield* service(() => undefined, {}, { logs })
            for (const path of ["/", "/ui", "/health", "/health/ready", "/metrics", "/cache", "/movies"])
              yield* ask(path)
          })
        )
      const paths = (level: LogLevel.LogLevel) =>
        Effect.map(written({ format: "json", level }, looking), (lines) =>
          lines.flatMap((line) => /"message":"request".*"path":"([^"]*)"/.exec(line)?.[1] ?? [])
        )
      assert.deepStrictEqual(yield* paths(LogLevel.Info), ["/movies"])
      assert.lengthOf(yield* paths(LogLevel.Debug), 7)
    })
  )

  it.live("says nothing of requests above INFO", () =>
    Effect.map(written({ format: "json", level: LogLevel.Warning }, asking), (lines) => {
      assert.deepStrictEqual(
        lines.filter((line) => line.includes('"request"')),
        []
      )
    })
  )

  for (const format of ["json", "pretty"] as const)
    it.live(`keeps a title that would break it in its line, ${format}`, () =>
      Effect.map(
        written({ format, level: LogLevel.Info }, (logs) =>
          Effect.logWarning(`not read: ${hostile}`, new Error("why")).pipe(
            Effect.annotateLogs({ title: hostile, [`a${hostile}`]: 1 }),
            Effect.provide(logs)
          )
        ),
        (lines) => {
          assert.strictEqual(lines.filter((line) => line.includes("not read")).length, 1)
          assert.deepStrictEqual(
            lines.filter((line) => line.startsWith("2026-01-01")),
            []
          )
          const controls = lines.flatMap((line) => [...line].filter((sign) => sign < " " || sign === "\u007f"))
          assert.deepStrictEqual(controls, [])
        }
      )
    )

  it.live("shows a cause below its line, indented", () =>
    Effect.map(
      written({ format: "pretty", level: LogLevel.Info }, (logs) =>
        Effect.fail(new Error("the disk is gone")).pipe(
          Effect.catchAllCause((cause) => Effect.logError("request failed", cause)),
          Effect.provide(logs)
        )
      ),
      ([first = "", second = ""]) => {
        assert.match(first, /ERROR request failed$/)
        assert.match(second, /^ {4}.*the disk is gone/)
      }
    )
  )
})
