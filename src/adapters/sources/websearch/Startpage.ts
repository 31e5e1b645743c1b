/** Startpage's page of web results. */
import { Either } from "effect"
import { mostListed } from "../../../domain/text/Bounds.ts"
import type { HttpCall } from "../../../ports/HttpPort.ts"
import { hasClass, parseHtml, select, within } from "../reading/Html.ts"
import { atOnce, type Parts } from "../reading/InTurns.ts"
import * as Engine from "./Engine.ts"
import { webResults } from "./StartpageData.ts"
import { distinct, targetOf } from "./Target.ts"
import { withoutEnd } from "../../../domain/text/Flat.ts"

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
    targets: targetsIn,
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
export const startpageTargets = (html: string): ReadonlyArray<string> | undefined => atOnce(targetsIn(html))

function* targetsIn(html: string): Parts<ReadonlyArray<string> | undefined> {
  const root = Either.getOrUndefined(parseHtml(html))
  yield
  if (root === undefined) return undefined
  if (select(root, "#anubis_challenge").length > 0) return undefined
  yield
  const traps = within(root, (element) => hasClass(element, "a-bg-result"))
  const links = select(root, results).filter((element) => !traps.has(element))
  const linked = outside(links.map(({ attribs }) => attribs["href"] ?? ""))
  if (linked.length > 0) return linked
  // Class names change sooner than the data from which the page draws itself.
  const own = webResults(html)
  if (own === undefined || own.length === 0) return own
  const found = outside(own)
  return found.length > 0 ? found : undefined
}

const outside = (hrefs: ReadonlyArray<string>): ReadonlyArray<string> =>
  distinct(hrefs.slice(0, mostListed).map((href) => targetOf(href, "startpage.com")))

const results = "a.result-link[href], a.result-title[href]"
