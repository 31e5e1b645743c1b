/** Asking VPRO's page, and the scripts it links to, for a pair. */
import { Effect, Redacted } from "effect"
import { CredentialError, type Credentials } from "../../../ports/CredentialPort.ts"
import { HttpPort } from "../../../ports/HttpPort.ts"
import { pairIn, scriptsOf } from "./CredentialPage.ts"

const maxScripts = 8

/** A pair that the page or one of its scripts holds now, not yet proven to work. */
export const search = Effect.fn("PageSearch.search")(function* (pageUrl: string) {
  const http = yield* HttpPort
  const load = (url: string) => http.send("vprogids", Effect.succeed({ method: "GET", url }))
  const tried = shown(pageUrl)

  const page = yield* load(pageUrl).pipe(
    Effect.mapError((cause) => new CredentialError({ reason: "Unreachable", tried, cause }))
  )
  if (page.status === 404 || page.status === 410)
    return yield* new CredentialError({ reason: "PageGone", tried: `${tried} answered ${page.status}` })
  if (page.status !== 200)
    return yield* new CredentialError({ reason: "Unreachable", tried: `${tried} answered ${page.status}` })

  const inPage = candidate(page.body, pageUrl)
  if (inPage !== undefined) return inPage

  const scripts = scriptsOf(page.body, page.url, maxScripts)
  for (const url of scripts) {
    // One script that cannot be had says nothing about the others.
    const text = yield* load(url).pipe(
      Effect.map((answer) => (answer.status === 200 ? answer.body : "")),
      Effect.orElseSucceed(() => "")
    )
    const inScript = candidate(text, url)
    if (inScript !== undefined) return inScript
  }
  return yield* new CredentialError({ reason: "NothingThere", tried: `${tried} and ${scripts.length} script(s)` })
})

const candidate = (text: string, url: string): Credentials | undefined => {
  const pair = pairIn(text)
  return pair === undefined
    ? undefined
    : { key: Redacted.make(pair.key), secret: Redacted.make(pair.secret), source: shown(url) }
}

/** An address without query and user info, which may hold secrets. */
const shown = (url: string): string => {
  if (!URL.canParse(url)) return "the credential page"
  const { origin, pathname } = new URL(url)
  return `${origin}${pathname}`
}
