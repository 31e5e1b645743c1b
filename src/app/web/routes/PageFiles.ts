/** Files that pages load. */
import { HttpApiEndpoint, HttpServerRequest, HttpServerResponse } from "@effect/platform"
import { Effect } from "effect"
import { createHash } from "node:crypto"
import { about, empty, textOf } from "../openapi/About.ts"
import { endpoint, resource } from "../Endpoint.ts"
import { isHad } from "../Lasting.ts"

const described = (path: `/${string}`, contentType: string) =>
  HttpApiEndpoint.get(path, path)
    .addSuccess(textOf(contentType))
    .addSuccess(empty(304))
    .annotateContext(
      about({
        tag: "Pages",
        summary: "A file that a page loads",
        description: "The page refers to it by its digest, so that it may be cached for ever.",
        answers: { 200: "The file.", 304: "It has not changed." },
        with: { 200: ["ETag"], 304: ["ETag"] }
      })
    )

/** A file of a page. Its address holds its digest, so that a browser may keep it for ever. */
export const file = (path: `/${string}`, contentType: string, text: string) => {
  const digest = createHash("sha256").update(text).digest("hex").slice(0, 16)
  const headers = { etag: `"${digest}"`, "cache-control": "public, max-age=31536000, immutable" }
  const answer = Effect.map(HttpServerRequest.HttpServerRequest, (request) =>
    isHad(request.headers["if-none-match"], headers.etag)
      ? HttpServerResponse.empty({ status: 304, headers })
      : HttpServerResponse.text(text, { contentType, headers })
  )
  return {
    address: `${path}?v=${digest}`,
    routes: resource(path, { GET: endpoint(() => described(path, contentType), answer) })
  }
}
