/** DuckDuckGo's page for browsers without scripts. */
import type { Element } from "domhandler"
import { Either } from "effect"
import { mostListed } from "../../../domain/text/Bounds.ts"
import type { HttpCall } from "../../../ports/HttpPort.ts"
import { hasClass, holdersOf, parseHtml, select, within } from "../reading/Html.ts"
import { atOnce, type Parts } from "../reading/InTurns.ts"
import * as Engine from "./Engine.ts"
import { distinct, isWithin, targetOf } from "./Target.ts"
import { withoutEnd } from "../../../domain/text/Flat.ts"

/** The engine at a base URL such as `https://html.duckduckgo.com`. */
export const make = (baseUrl: string) =>
  Engine.make({
    source: "duckduckgo",
    tried: "POST /html/",
    call: (query): HttpCall => ({
      method: "POST",
      url: `${withoutEnd(baseUrl, "/")}/html/`,
      headers: { accept: "text/html", "content-type": "application/x-www-form-urlencoded" },
      // What the page's own form sends, and nothing else: pretending to be a browser is what gets a challenge.
      body: new URLSearchParams({ q: query, b: "", kl: "nl-nl" }).toString()
    }),
    targets: targetsIn
  })

/**
 * The targets on a result page, in order, without ads. An empty list only when the page says that there are none;
 * `undefined` for a challenge and for a page that tells neither.
 */
export const duckDuckGoTargets = (html: string): ReadonlyArray<string> | undefined => atOnce(targetsIn(html))

function* targetsIn(html: string): Parts<ReadonlyArray<string> | undefined> {
  const root = Either.getOrUndefined(parseHtml(html))
  yield
  if (root === undefined) return undefined
  if (select(root, challenge).length > 0) return undefined
  yield
  const badged = holdersOf(select(root, ".badge--ad"))
  const ads = within(root, (element) => isAd(element) || (hasClass(element, "result") && badged.has(element)))
  const links = select(root, titles)
    .filter((link) => !ads.has(link))
    .slice(0, mostListed)
  const targets = distinct(links.map((link) => unwrapped(link.attribs["href"] ?? "")))
  if (targets.length > 0) return targets
  return select(root, saysNone).length > 0 ? [] : undefined
}

const domain = "duckduckgo.com"

/** Links lead either straight to their target or by way of `/l/?uddg=`. Ads do too, so that these fall away only here. */
const unwrapped = (href: string): string | undefined => {
  const base = `https://${domain}/`
  const url = URL.canParse(href, base) ? new URL(href, base) : undefined
  const isWrapped = url !== undefined && isWithin(url, domain) && url.pathname === "/l/"
  // Reading the parameter is the one decoding; what is still encoded after it belongs to the target.
  return targetOf((isWrapped ? url.searchParams.get("uddg") : null) ?? href, domain)
}

const challenge = '#challenge-form, [class*="anomaly-modal"]'

/** Of the page we ask for, and of the lighter one that a redirect may lead to. */
const titles = "a.result__a[href], a.result-link[href], .result__title a[href]"

const isAd = (element: Element): boolean => hasClass(element, "result--ad") || hasClass(element, "result-sponsored")

const saysNone = ".result--no-result, .no-results, .no-results__message, .no-results__container"
