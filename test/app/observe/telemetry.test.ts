/** Spans, log lines and metrics go to a collector when there is one; without it, or when it fails, nothing changes. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Logger, LogLevel, Schema } from "effect"
import { standIn } from "../../stand-ins/server.ts"
import { onlyItem, service } from "../stage.ts"

const secrets = {
  TMDB_API_KEY: "0123456789abcdef0123456789abcdef",
  OTEL_EXPORTER_OTLP_HEADERS: "x-key=very-secret-header"
}

const Attributes = Schema.Array(
  Schema.Struct({ key: Schema.String, value: Schema.Struct({ stringValue: Schema.optional(Schema.String) }) })
)
const Traces = Schema.parseJson(
  Schema.Struct({
    resourceSpans: Schema.Array(
      Schema.Struct({
        resource: Schema.Struct({ attributes: Attributes }),
        scopeSpans: Schema.Array(
          Schema.Struct({
            spans: Schema.Array(
              Schema.Struct({
                traceId: Schema.String,
                spanId: Schema.String,
                parentSpanId: Schema.optional(Schema.String),
                name: Schema.String,
                attributes: Attributes
              })
            )
          })
        )
      })
    )
  })
)

const Lines = Schema.parseJson(
  Schema.Struct({
    resourceLogs: Schema.Array(
      Schema.Struct({
        scopeLogs: Schema.Array(
          Schema.Struct({
            logRecords: Schema.Array(
              Schema.Struct({
                body: Schema.Struct({ stringValue: Schema.optional(Schema.String) }),
                attributes: Attributes
              })
            )
          })
        )
      })
    )
  })
)

/** The lines of the log that a collector was sent, and the request that each is about. */
const recordsOf = (bodies: ReadonlyArray<string>) =>
  bodies
    .flatMap((body) => Schema.decodeSync(Lines)(body).resourceLogs)
    .flatMap(({ scopeLogs }) => scopeLogs.flatMap(({ logRecords }) => logRecords))
    .map(({ attributes, body }) => ({
      line: body.stringValue ?? "",
      requestId: attributes.find(({ key }) => key === "requestId")?.value.stringValue
    }))

const key = "/movies/library/metadata/vpro-de-stille-dijk-1994-none-m"
const quiet = Logger.replace(Logger.defaultLogger, Logger.none)

/** Asks a service once, with a trace of our own, and lets it end: it then sends what it still has. */
const traced = (endpoint: string) =>
  Effect.scoped(
    Effect.gen(function* () {
      const { ask } = yield* service(
        () => undefined,
        { ...secrets, OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_RESOURCE_ATTRIBUTES: "deployment.environment=thuis" },
        { logs: quiet }
      )
      return yield* ask(key, {
        headers: { traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "x-request-id": "vraag-7" }
      })
    })
  )

describe("with a collector", () => {
  it.scopedLive("sends spans, log lines and metrics, and no secret", () =>
    Effect.gen(function* () {
      const collector = yield* standIn(() => ({ body: "{}" }))
      const given = yield* traced(collector.url)
      assert.strictEqual(given.headers["x-request-id"], "vraag-7")
      const sent = (path: string) => collector.requests.filter(({ url }) => url === path)
      for (const path of ["/v1/traces", "/v1/logs", "/v1/metrics"]) {
        assert.isAbove(sent(path).length, 0, path)
        assert.strictEqual(sent(path)[0]?.headers["x-key"], "very-secret-header")
      }
      const bodies = collector.requests.map(({ body }) => body).join("\n")
      for (const secret of [secrets.TMDB_API_KEY, "very-secret-header"]) assert.notInclude(bodies, secret)

      const resources = sent("/v1/traces").flatMap(({ body }) => Schema.decodeSync(Traces)(body).resourceSpans)
      const about = Object.fromEntries(
        resources.flatMap(({ resource }) => resource.attributes.map(({ key, value }) => [key, value.stringValue]))
      )
      assert.strictEqual(about["service.name"], "vpro-cinema-plex")
      assert.strictEqual(about["deployment.environment"], "thuis")

      // The rest is of the start and the end.
      const spans = resources
        .flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans))
        .filter(({ traceId }) => traceId === "0af7651916cd43dd8448eb211c80319c")
      const request = spans.find(({ name }) => name === "http.server GET")
      assert.strictEqual(request?.parentSpanId, "b7ad6b7169203331")
      assert.include(
        (request?.attributes ?? []).map(({ key, value }) => `${key} ${value.stringValue}`),
        "http.route /movies/library/metadata/:ratingKey"
      )
      const byId = new Map(spans.map((span) => [span.spanId, span]))
      const lineage = (id: string | undefined): ReadonlyArray<string> => {
        const span = byId.get(id ?? "")
        return span === undefined ? [] : [span.name, ...lineage(span.parentSpanId)]
      }
      const asked = spans.filter(({ name }) => name === "Http.attempt")
      assert.isAbove(asked.length, 1, "each request to a source has its span")
      for (const { spanId } of asked)
        assert.includeMembers([...lineage(spanId)], ["Describe.describe", "http.server GET"])

      const lines = sent("/v1/logs")
        .map(({ body }) => body)
        .join("\n")
      for (const { line, requestId } of recordsOf(sent("/v1/logs").map(({ body }) => body)))
        if (line === "request" || line.includes(" film: ")) assert.strictEqual(requestId, "vraag-7", line)
      assert.include(lines, '"request"')
      assert.include(lines, " film: ")
      assert.include(
        sent("/v1/metrics")
          .map(({ body }) => body)
          .join("\n"),
        "lookups_total"
      )
    })
  )

  it.scopedLive("answers as ever when the collector is down or fails", () =>
    Effect.gen(function* () {
      const failing = yield* standIn(() => ({ status: 400 }))
      for (const endpoint of [failing.url, "http://127.0.0.1:9"])
        assert.strictEqual(onlyItem(yield* traced(endpoint)).year, 1994)
      assert.isAbove(failing.requests.length, 0)
    })
  )
})

describe("without one", () => {
  it.scopedLive("makes no span at all", () =>
    Effect.gen(function* () {
      const lines: Array<boolean> = []
      const spying = Logger.make(({ context }) => void lines.push(context.toString().includes("ParentSpan")))
      const { ask } = yield* service(() => undefined, {}, { logs: Logger.replace(Logger.defaultLogger, spying) })
      yield* ask(key).pipe(Logger.withMinimumLogLevel(LogLevel.Debug))
      assert.strictEqual((yield* ask("/metrics")).status, 200)
      assert.isAbove(lines.length, 0)
    })
  )
})
