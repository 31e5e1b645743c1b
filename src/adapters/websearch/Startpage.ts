/** Startpage's page of web results. */
import { load } from "cheerio/slim"
import type { HttpCall } from "../../ports/HttpPort.ts"
import * as Engine from "./Engine.ts"
import { webResults } from "./StartpageData.ts"
import { distinct, targetOf } from "./Target.ts"
import { withoutEnd } from "../../domain/text/Flat.ts"

/** The engine at a base URL such as `https://www.startpage.com`. */
export const make = (baseUrl: string) =>
  Engine.make({
    source: "startpage",
    tried: "GET /sp/search",
    call: (query): HttpCall => ({
      method: "GET",
      url: `${withoutEnd(baseUrl, "/")}/sp/search?${new URLSearchParams({ query, ...fixed }).toString()}`,
      headers: { accept: "text/html" }
    }),
    targets: startpageTargets,
    // Every block is a redirect that ends in 200.
    walls: /\/sp\/captcha|\/[a-z]{2}(-[a-z]{2})?\/errors(\/|$)|\/error-pages\/blocked/i,
    wallWords:
      /Access Temporarily Suspended|Access Denied - Startpage|Startpage Captcha|CAPTCHA Verification|captcha-section/i
  })

/** The language goes by its own name: Startpage does not know "dutch". */
const fixed = { cat: "web", language: "nederlands", lui: "nederlands" }

/**
 * The targets on a result page, in order, without traps for robots. An empty list only when the data in the page says
 * that there are none; `undefined` for a challenge and for a page that tells neither.
 */
export const startpageTargets = (html: string): ReadonlyArray<string> | undefined => {
  const $ = load(html)
  if ($("#anubis_challenge").length > 0) return undefined
  const links = $("a.result-link[href], a.result-title[href]")
    .toArray()
    .filter((link) => $(link).closest(".a-bg-result").length === 0)
  const linked = outside(links.map((link) => $(link).attr("href") ?? ""))
  if (linked.length > 0) return linked
  // Class names change sooner than the data from which the page draws itself.
  const results = webResults(html)
  if (results === undefined || results.length === 0) return results
  const found = outside(results)
  return found.length > 0 ? found : undefined
}

const outside = (hrefs: ReadonlyArray<string>): ReadonlyArray<string> =>
  distinct(hrefs.map((href) => targetOf(href, "startpage.com")))
