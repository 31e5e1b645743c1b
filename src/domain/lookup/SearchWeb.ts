/** A page of VPRO by way of the web's search engines: the last resort, since they block robots. */
import { Effect, Option, Ref } from "effect"
import { WebSearchPort } from "../../ports/WebSearchPort.ts"
import type { Hints } from "../values/Hints.ts"
import { type VproAddress, vproAddress } from "../values/VproAddress.ts"
import { best } from "../matching/Choose.ts"
import { decide } from "../matching/Decide.ts"
import { asItem } from "./SearchCinema.ts"
import type { LookupProgress } from "./LookupProgress.ts"
import { queryText } from "./Query.ts"
import { readPage } from "./ReadPage.ts"

const maxPages = 2

/** An address says as much as a search card: a number and a slug, which is a title in plain letters. */
const asCandidate = (address: VproAddress, hints: Hints) =>
  asItem({
    id: address.id,
    kind: address.kind ?? hints.kind,
    title: address.slug.replaceAll("-", " "),
    slug: address.slug
  })

/** Asks the engines in turn until one lists a page whose slug could be the title, and reads it. */
export const searchWeb = Effect.fn("SearchWeb.searchWeb")(function* (hints: Hints, progress: LookupProgress) {
  const { engines } = yield* WebSearchPort
  const text = queryText(hints.title)
  if (text === undefined) return
  const query = `${text} ${hints.year ?? ""} vpro cinema cinema.nl`.replace(/\s+/g, " ")
  const request = yield* progress.request
  for (const engine of engines) {
    const { pool } = yield* Ref.get(progress.state)
    const addresses = (found: ReadonlyArray<string>) => found.flatMap((url) => vproAddress(url) ?? [])
    const listed = yield* progress.step("web", `${engine.source}: ${query}`, engine.search(query), (found) =>
      addresses(found).map((address) => asCandidate(address, hints))
    )
    const fresh = addresses(listed ?? []).filter((address) => !pool.has(address.id))
    const promising = best(fresh.map((address) => decide(request, asCandidate(address, hints))))
      .filter((decision) => decision.verdict !== "refused")
      .slice(0, maxPages)
    for (const { candidate } of promising) {
      const page = yield* readPage(progress, { id: candidate.id, slug: candidate.title })
      if (page === undefined) return
      yield* progress.collect(Option.toArray(page))
    }
    if (promising.length > 0) return
  }
})
