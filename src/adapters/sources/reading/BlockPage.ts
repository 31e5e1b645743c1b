/**
 * Telling a block page from a page. The status speaks first: no site serves a film with 202, 401, 403, 429 or 503. Many
 * walls answer 200, so the body is judged in two tiers:
 * 1. marks that only a wall's own machinery leaves count on a page of any size;
 * 2. widgets and phrases, which honest pages hold too (a login form, a film about robots), count only on a bare page: less
 *    than 400 visible characters and no heading, article or result.
 * A page that yields what was asked for is not a block: ask only about pages that did not.
 */
import { Either } from "effect"
import { mostPage, mostTitle } from "../../../domain/text/Bounds.ts"
import { atOnce, type Parts } from "./InTurns.ts"
import { outermost, parseHtml, prune, select, textOf } from "./Html.ts"

/** Why this is a block page, in words that may be shown; `undefined` for any other page, JSON included. */
export const blockReason = (status: number, html: string): string | undefined => atOnce(blockReasonIn(status, html))

/** The same, in parts. */
export function* blockReasonIn(status: number, html: string): Parts<string | undefined> {
  if (/^\s*[{[]/.test(html)) return undefined
  if (blockingStatus.has(status)) return `status ${status}`
  if (html.trim() === "") return "an empty page"
  // No wall is that long.
  if (html.length > mostPage) return undefined
  const plain = decodeDots(html)
  const wall = walls.find(([, mark]) => mark.test(plain))
  if (wall !== undefined) return wall[0]
  const root = Either.getOrUndefined(parseHtml(plain))
  if (root === undefined) return undefined
  yield
  const titles = select(root, "title").slice(0, 1)
  const title = textOf(titles, mostTitle)
  if (blockTitle.test(title)) return `the title "${title}"`
  yield
  prune(root, ({ name }) => unseen.has(name))
  const visible = textOf(root.children, 2 * bareBelow)
  if (visible.length >= bareBelow) return undefined
  yield
  // A wall may keep the site's logo in an empty heading, or say in a heading that it is a wall.
  const headings = outermost(select(root, "h1")).map((heading) => textOf([heading], bareBelow))
  const hasHeading = headings.some((heading) => heading !== "" && !phrases.test(heading))
  if (hasHeading || select(root, content).length > 0) return undefined
  if (widgets.test(plain)) return "a challenge widget on a bare page"
  return phrases.test(visible) ? "the words of a block page" : undefined
}

/** Below this many characters a page says too little to be one that was asked for. */
const bareBelow = 400

const unseen = new Set("script style noscript template title".split(" "))

const content = "article, .CardList-item, .result__a, .result-link"

const blockingStatus: ReadonlySet<number> = new Set([202, 401, 403, 429, 503])

/** What only a wall's own machinery leaves. `/cdn-cgi/…/jsd/` and `/cdn-cgi/l/` are on ordinary Cloudflare pages. */
const walls: ReadonlyArray<readonly [reason: string, mark: RegExp]> = [
  ["a challenge form", /id="challenge-form"|anomaly-modal/],
  [
    "a Cloudflare challenge",
    /_cf_chl_opt|__cf_chl_|\/cdn-cgi\/challenge-platform\/(?:\w{1,9}\/){0,4}orchestrate|cf-error-code|cf-browser-verification|jschl_vc/
  ],
  ["an Anubis challenge", /<script\s+id="anubis_challenge"|\/\.within\.website\/x\/cmd\/anubis\//],
  ["an Imperva wall", /_Incapsula_Resource|Incapsula incident ID/],
  ["a DataDome wall", /captcha-delivery\.com/],
  ["a PerimeterX wall", /window\._pxAppId\s*=|px-captcha|captcha\.px-(cdn|cloud)\.net/],
  ["an Akamai wall", /errors\.edgesuite\.net|Reference\s+#\d+\.[\da-f]+\.\d+\.[\da-f]+|sec-if-cpt-container/],
  ["a Sucuri wall", /sucuri_cloudproxy_js/],
  ["an AWS challenge", /token\.awswaf\.com/],
  ["a SiteGround challenge", /sgcaptcha/],
  ["a Google block page", /id="captcha-form"/],
  ["a Bing challenge", /\/challenge\/verify\?partner=/],
  ["a Startpage CAPTCHA", /component---src-pages-captcha|error-pages\/blocked/],
  ["a Fastly challenge", /\/_fs-ch-[\w-]+\//]
]

/** Whole titles only: a film may well be called "Access Denied", but then its page says more than that. */
const blockTitle =
  /^(just a moment\.*|attention required! \| cloudflare|access denied( - startpage)?|access to this page has been denied|pardon our interruption|captcha - brave search|startpage captcha|captcha verification|making sure you're not a bot!|you are being redirected\.*)$/i

const widgets =
  /grecaptcha\.(execute|render|ready)|g-recaptcha|h-captcha|hcaptcha\.com|cf-turnstile|challenges\.cloudflare\.com\/turnstile|frc-captcha|friendlyChallenge|captchaeu|turing\.captcha|funcaptcha\.|arkoselabs\.com|geetest\.(init|\w+\()|initGeetest|aws-?waf[./]|bmak\.|imperva\.\w+\(|CheqSdk|cheqzone\.com|ocule\.co\.uk|captcha-section/i

const phrases =
  /unusual traffic|verify(ing)? (that )?you('re| are) (a )?human|(are you|not) a robot|ben(t u)? geen robot|(solve|complete) the (challenge|captcha)|blocked by (network )?security|protected by reblaze|sucuri website firewall|access (is |has been )?(temporarily )?(denied|suspended|blocked)|(enable|requires?) javascript( and cookies)? to continue|checking your browser|request unsuccessful|rate limit exceeded|too many requests/i

/** Akamai hides its address behind character references: `errors&#46;edgesuite&#46;net`. */
const decodeDots = (html: string): string =>
  html.replace(/&#(46|x2e|35|x23|45|x2d|47|x2f);/gi, (reference, code: string) => {
    const point = code.startsWith("x") || code.startsWith("X") ? Number.parseInt(code.slice(1), 16) : Number(code)
    return Number.isNaN(point) ? reference : String.fromCodePoint(point)
  })
