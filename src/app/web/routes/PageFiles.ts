/** Files that pages load. */
import { HttpServerRequest, HttpServerResponse } from "@effect/platform"
import { Effect } from "effect"
import { createHash } from "node:crypto"
import type { Operation } from "../openapi/Operations.ts"
import { endpoint, resource } from "../Endpoint.ts"

const operation = (contentType: string): Operation => ({
  summary: "What a page loads",
  description: "The page names it with its digest, so that it may be kept for ever.",
  tag: "Pages",
  replies: {
    200: { description: "The file.", contentType, headers: ["ETag"] },
    304: { description: "It has not changed.", headers: ["ETag"] }
  }
})

/** A file of a page. Its address holds its digest, so that a browser may keep it for ever. */
export const file = (path: `/${string}`, contentType: string, text: string) => {
  const digest = createHash("sha256").update(text).digest("hex").slice(0, 16)
  const headers = { etag: `"${digest}"`, "cache-control": "public, max-age=31536000, immutable" }
  const answer = Effect.map(HttpServerRequest.HttpServerRequest, (request) =>
    (request.headers["if-none-match"] ?? "").includes(headers.etag)
      ? HttpServerResponse.empty({ status: 304, headers })
      : HttpServerResponse.text(text, { contentType, headers })
  )
  return {
    address: `${path}?v=${digest}`,
    routes: resource(path, { GET: endpoint(operation(contentType), answer) })
  }
}
