/** The status page for people, its own files, and the data that it shows. */
import { HttpApiEndpoint, HttpServerRequest, HttpServerResponse } from "@effect/platform"
import { Effect, Layer } from "effect"
import { atHome, strangeHost } from "../Admin.ts"
import { unkept } from "../Lasting.ts"
import { about, textOf } from "../openapi/About.ts"
import { Settings } from "../../Settings.ts"
import script from "../page/client/main.ts?bundle"
import * as Data from "../page/Data.ts"
import sign from "../page/icon.svg?text"
import { languageOf, originOf, page } from "../page/Page.ts"
import { pictureHosts } from "../page/Pictures.ts"
import style from "../page/style.css?bundle"
import { endpoint, resource } from "../Endpoint.ts"
import { served } from "../Served.ts"
import { file } from "./PageFiles.ts"

/** The sign of the service, which every page shows. */
export const icon = file("/ui/icon.svg", "image/svg+xml", sign)

const files = {
  script: file("/ui/app.js", "text/javascript; charset=utf-8", script),
  style: file("/ui/style.css", "text/css; charset=utf-8", style)
}
const addresses = { script: files.script.address, style: files.style.address, icon: icon.address }

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

const pageForPeople = HttpApiEndpoint.get("ui", "/ui")
  .addSuccess(textOf(pageType))
  .annotateContext(about({ tag: "Pages", summary: "The status page", answers: { 200: "A page for people." } }))

const data = HttpApiEndpoint.get("data", "/ui/data")
  .addSuccess(Data.UiData)
  .addError(strangeHost)
  .annotateContext(
    about({
      tag: "Pages",
      summary: "What the status page shows",
      answers: { 200: "Figures, sources and look-ups." }
    })
  )

export const layer = Layer.scopedDiscard(
  Effect.all(
    [
      resource("/ui", { GET: endpoint(() => pageForPeople, statusPage) }),
      files.script.routes,
      files.style.routes,
      icon.routes,
      served(data, atHome, () => Data.read, unkept)
    ],
    { discard: true }
  )
)
