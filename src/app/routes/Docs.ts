/** The OpenAPI document, and a page to read it. */
import { HttpServerResponse } from "@effect/platform"
import { Effect, Layer, Schema } from "effect"
import { docsPage } from "../ui/DocsPage.ts"
import { documentOf } from "../OpenApi.ts"
import { Operations } from "../Operations.ts"
import style from "../ui/docs.css?bundle"
import { endpoint, json, resource } from "../Web.ts"

const headers = {
  "content-security-policy":
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-cache"
}

const Document = Schema.Struct({ openapi: Schema.Literal("3.1.0") }, { key: Schema.String, value: Schema.Unknown })

/** Routes register while the program starts: the document is made when it is first asked for. */
export const layer = Layer.unwrapEffect(
  Effect.gen(function* () {
    const operations = yield* Operations
    const made = yield* Effect.cached(Effect.map(operations.all, documentOf))
    const page = yield* Effect.cached(Effect.map(made, docsPage))
    return Layer.mergeAll(
      resource("/openapi.json", {
        GET: endpoint(
          {
            summary: "This description, as OpenAPI 3.1",
            tag: "Pages",
            replies: { 200: { description: "The document.", schema: Document } }
          },
          Effect.map(made, (document) => json(document))
        )
      }),
      resource("/docs", {
        GET: endpoint(
          {
            summary: "This description, as a page",
            tag: "Pages",
            replies: { 200: { description: "A page for people.", contentType: "text/html; charset=utf-8" } }
          },
          Effect.map(page, (text) =>
            HttpServerResponse.text(text, { contentType: "text/html; charset=utf-8", headers })
          )
        )
      }),
      resource("/docs/style.css", {
        GET: endpoint(
          {
            summary: "What that page loads",
            tag: "Pages",
            replies: { 200: { description: "The style sheet.", contentType: "text/css; charset=utf-8" } }
          },
          Effect.succeed(
            HttpServerResponse.text(style, {
              contentType: "text/css; charset=utf-8",
              headers: { "cache-control": "no-cache" }
            })
          )
        )
      })
    )
  })
)
