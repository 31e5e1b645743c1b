/** The OpenAPI document, and a page to read it. */
import { HttpApiEndpoint, HttpServerRequest, HttpServerResponse } from "@effect/platform"
import { Effect, Layer, Schema } from "effect"
import { about, textOf } from "../openapi/About.ts"
import { documentOf } from "../openapi/OpenApi.ts"
import { Operations } from "../openapi/Operations.ts"
import { Settings } from "../../Settings.ts"
import { docsPage } from "../page/docs/DocsPage.ts"
import style from "../page/docs/style.css?bundle"
import { escaped } from "../page/docs/Markup.ts"
import { originOf } from "../page/Page.ts"
import { endpoint, json, resource } from "../Endpoint.ts"
import { file } from "./PageFiles.ts"
import { icon } from "./PageRoutes.ts"

const pageType = "text/html; charset=utf-8"

const headers = {
  "content-security-policy":
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-cache",
  vary: "host, x-forwarded-host, x-forwarded-proto"
}

const sheet = file("/docs/style.css", "text/css; charset=utf-8", style)

const Document = Schema.Struct({ openapi: Schema.Literal("3.1.0") }, { key: Schema.String, value: Schema.Unknown })

const document = HttpApiEndpoint.get("document", "/openapi.json")
  .addSuccess(Document)
  .annotateContext(
    about({ tag: "Pages", summary: "This description, as OpenAPI 3.1", answers: { 200: "The document." } })
  )

const docs = HttpApiEndpoint.get("docs", "/docs")
  .addSuccess(textOf(pageType))
  .annotateContext(
    about({ tag: "Pages", summary: "This description, as a page", answers: { 200: "A page for people." } })
  )

/**
 * Routes register while the program starts: the document is made when it is first asked for. What makes it is part of the
 * bundle: a piece of its own would cost every start more than its ten kilobytes do.
 */
const routes = Effect.gen(function* () {
  const operations = yield* Operations
  const made = yield* Effect.cached(Effect.map(operations.all, documentOf))
  const page = yield* Effect.cached(
    Effect.map(made, (document) => docsPage(document, { style: sheet.address, icon: icon.address }))
  )
  const registered = [
    resource("/openapi.json", {
      GET: endpoint(
        () => document,
        Effect.map(made, (document) => json(document))
      )
    }),
    resource("/docs", {
      GET: endpoint(
        () => docs,
        Effect.gen(function* () {
          const { headers: given } = yield* HttpServerRequest.HttpServerRequest
          const { port } = yield* Settings
          const text = (yield* page).replaceAll("{{origin}}", () => escaped(originOf(given, port)))
          return HttpServerResponse.text(text, { contentType: pageType, headers })
        })
      )
    }),
    sheet.routes
  ]
  yield* Effect.all(registered, { discard: true })
})

export const layer = Layer.scopedDiscard(routes)
