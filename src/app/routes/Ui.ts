/** The status page for people, its own files, and the data that it shows. */
import { HttpServerRequest, HttpServerResponse } from "@effect/platform"
import { Effect, Layer } from "effect"
import { createHash } from "node:crypto"
import { Settings } from "../Settings.ts"
import script from "../ui/client/main.ts?bundle"
import * as Data from "../ui/Data.ts"
import icon from "../ui/icon.svg?text"
import { languageOf, originOf, page } from "../ui/Page.ts"
import { pictureHosts } from "../ui/Pictures.ts"
import style from "../ui/style.css?bundle"
import type { Operation } from "../Operations.ts"
import { endpoint, json, resource } from "../Web.ts"

const fileOperation = (contentType: string): Operation => ({
  summary: "What the status page loads",
  tag: "Pages",
  replies: { 200: { description: "The file.", contentType }, 304: { description: "It has not changed." } }
})

/** A file of the page. Its address holds its digest, so that a browser may keep it for ever. */
const file = (name: string, contentType: string, text: string) => {
  const digest = createHash("sha256").update(text).digest("hex").slice(0, 16)
  const headers = { etag: `"${digest}"`, "cache-control": "public, max-age=31536000, immutable" }
  const answer = Effect.map(HttpServerRequest.HttpServerRequest, (request) =>
    (request.headers["if-none-match"] ?? "").includes(headers.etag)
      ? HttpServerResponse.empty({ status: 304, headers })
      : HttpServerResponse.text(text, { contentType, headers })
  )
  return {
    address: `/ui/${name}?v=${digest}`,
    routes: resource(`/ui/${name}`, { GET: endpoint(fileOperation(contentType), answer) })
  }
}

const files = {
  script: file("app.js", "text/javascript; charset=utf-8", script),
  style: file("style.css", "text/css; charset=utf-8", style),
  icon: file("icon.svg", "image/svg+xml", icon)
}
const addresses = { script: files.script.address, style: files.style.address, icon: files.icon.address }

const pageType = "text/html; charset=utf-8"

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  `img-src 'self' ${pictureHosts.map((host) => `https://${host}`).join(" ")}`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'"
].join("; ")

const headers = {
  "content-security-policy": policy,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-cache",
  vary: "accept-language, host, x-forwarded-host, x-forwarded-proto"
}

const statusPage = Effect.zipWith(HttpServerRequest.HttpServerRequest, Settings, (request, { port }) =>
  HttpServerResponse.text(
    page(languageOf(request.headers["accept-language"]), originOf(request.headers, port), addresses),
    { contentType: pageType, headers }
  )
)

const data = Layer.unwrapEffect(
  Effect.map(Data.make, (read) =>
    resource("/ui/data", {
      GET: endpoint(
        {
          summary: "What the status page shows",
          tag: "Pages",
          replies: { 200: { description: "Figures, sources and look-ups.", schema: Data.UiData } }
        },
        Effect.map(read, (now) => HttpServerResponse.setHeader(json(now), "cache-control", "no-store"))
      )
    })
  )
)

export const layer = Layer.mergeAll(
  resource("/ui", {
    GET: endpoint(
      {
        summary: "The status page",
        tag: "Pages",
        replies: { 200: { description: "A page for people.", contentType: pageType } }
      },
      statusPage
    )
  }),
  files.script.routes,
  files.style.routes,
  files.icon.routes,
  data
)
