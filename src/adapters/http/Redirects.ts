/** Where a request may go: a source's own hosts and nowhere else. */
import { Either } from "effect"

/** One request on the line, the first or one that a redirect led to. */
export interface Hop {
  readonly method: "GET" | "POST"
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | undefined
}

/** An answer that sends the request elsewhere. */
export interface Redirect {
  readonly status: number
  readonly location: string
}

export const maxRedirects = 5

/** An address in words that may be shown: no query, no user info. */
export const shown = (url: URL): string => `${url.origin}${url.pathname}`

/** The URL when it is one of these hosts' own, else the reason why it may not be asked. */
export const own = (text: string, hosts: ReadonlyArray<string>, base?: URL): Either.Either<URL, string> => {
  if (!URL.canParse(text, base?.href)) return Either.left("not a URL")
  const url = new URL(text, base?.href)
  if (url.protocol !== "https:" && url.protocol !== "http:") return Either.left(`scheme ${url.protocol} is not asked`)
  if (url.username !== "" || url.password !== "") return Either.left("a URL with user info is not asked")
  const withPort = `${url.hostname}:${url.port || (url.protocol === "https:" ? "443" : "80")}`
  if (!hosts.some((host) => [url.host, withPort].includes(host.toLowerCase()))) {
    return Either.left(`${shown(url)} is not on the source's own hosts`)
  }
  // A fragment never leaves the house.
  url.hash = ""
  return Either.right(url)
}

/** Whether an answer sends the request elsewhere. */
export const isRedirect = (status: number, location: string | undefined): location is string =>
  location !== undefined && [301, 302, 303, 307, 308].includes(status)

/** The next hop, or the reason why it is not made. */
export const next = (
  hop: Hop,
  redirect: Redirect,
  rules: { readonly hosts: ReadonlyArray<string>; readonly first: URL; readonly seen: ReadonlySet<string> }
): Either.Either<Hop, string> =>
  Either.flatMap(own(redirect.location, rules.hosts, hop.url), (url) => {
    if (url.protocol === "http:" && rules.first.protocol === "https:") {
      return Either.left(`${shown(url)} would give up https`)
    }
    const toGet = redirect.status === 303 || (redirect.status < 303 && hop.method === "POST")
    const moved: Hop = {
      ...hop,
      url,
      method: toGet ? "GET" : hop.method,
      headers: kept(hop.headers, url.origin === hop.url.origin, toGet),
      body: toGet ? undefined : hop.body
    }
    if (rules.seen.has(trace(moved))) return Either.left(`${shown(url)} leads round in circles`)
    return rules.seen.size > maxRedirects ? Either.left(`more than ${maxRedirects} redirects`) : Either.right(moved)
  })

/** What makes two hops the same. */
export const trace = (hop: Hop): string => `${hop.method} ${hop.url.href}`

/** Signatures go by many names, so that only headers known to be harmless go to another origin. */
const harmless = new Set(["accept", "accept-language", "accept-encoding", "user-agent", "content-type"])

const kept = (headers: Hop["headers"], sameOrigin: boolean, dropBody: boolean): Hop["headers"] =>
  Object.fromEntries(
    Object.entries(headers).filter(
      ([name]) => (sameOrigin || harmless.has(name)) && !(dropBody && name.startsWith("content-"))
    )
  )
