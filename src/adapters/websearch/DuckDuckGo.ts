/** DuckDuckGo's page for browsers without scripts. */
import { load } from "cheerio/slim"
import type { HttpCall } from "../../ports/HttpPort.ts"
import * as Engine from "./Engine.ts"
import { distinct, isWithin, targetOf } from "./Target.ts"
import { withoutEnd } from "../../domain/text/Flat.ts"

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
    targets: duckDuckGoTargets
  })

/**
 * The targets on a result page, in order, without ads. An empty list only when the page says that there are none;
 * `undefined` for a challenge and for a page that tells neither.
 */
export const duckDuckGoTargets = (html: string): ReadonlyArray<string> | undefined => {
  const $ = load(html)
  if ($(challenge).length > 0) return undefined
  const links = $(titles)
    .toArray()
    .filter((link) => $(link).closest(ads).length === 0)
  const targets = distinct(links.map((link) => unwrapped($(link).attr("href") ?? "")))
  if (targets.length > 0) return targets
  return $(noResult).length > 0 ? [] : undefined
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

const challenge = "#challenge-form, [class*=anomaly-modal]"

/** Of the page we ask for, and of the lighter one that a redirect may lead to. */
const titles = "a.result__a[href], .result__title a[href], a.result-link[href]"

const ads = ".result--ad, .result-sponsored, .result:has(.badge--ad)"

const noResult = ".result--no-result, .no-results, .no-results__message, .no-results__container"
