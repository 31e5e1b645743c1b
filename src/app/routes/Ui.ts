/** A page for people: what this is, and the two addresses to paste into Plex. */
import { HttpServerRequest, HttpServerResponse } from "@effect/platform"
import { Effect } from "effect"
import { version } from "../Version.ts"
import { resource } from "../Web.ts"

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

const page = (host: string) => `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>vpro-cinema-plex</title>
<style>:root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem}code{overflow-wrap:anywhere}</style></head>
<body><main><h1>vpro-cinema-plex ${escaped(version)}</h1>
<p>Dutch descriptions by the critics of VPRO Cinema for your Plex library. In Plex: <b>Settings</b>, <b>Metadata Agents</b>, <b>Add Provider</b>, and paste:</p>
<ul><li>films: <code>http://${escaped(host)}/movies</code></li><li>series: <code>http://${escaped(host)}/series</code></li></ul>
<p>Texts: the critics of VPRO Cinema. This product uses the TMDB API but is not endorsed or certified by TMDB. Seasons and episodes may come from <a href="https://www.tvmaze.com">TVmaze</a> (CC BY-SA).</p>
<p><a href="/health/ready">State of the service and its sources</a> · <a href="/metrics">Metrics</a></p>
</main></body></html>`

/** Everything on the page is on the page. */
const headers = {
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer"
}

export const statusPage = Effect.map(HttpServerRequest.HttpServerRequest, (request) =>
  HttpServerResponse.html(page(request.headers["host"] ?? "localhost:5100")).pipe(
    HttpServerResponse.setHeaders(headers)
  )
)

export const layer = resource("/ui", { GET: statusPage })
