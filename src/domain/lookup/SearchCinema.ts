/** The search of cinema.nl: it lists pages that the catalogue lacks, but says little about them before they are read. */
import { Effect, Option, Ref } from "effect"
import { type PageCard, PagePort } from "../../ports/PagePort.ts"
import type { CatalogueItem } from "../values/Catalogue.ts"
import type { VproId } from "../values/Media.ts"
import type { Hints } from "../values/Hints.ts"
import { decide } from "../matching/Decide.ts"
import { best } from "../matching/Choose.ts"
import { merged } from "./ConfirmById.ts"
import type { LookupProgress } from "./LookupProgress.ts"
import { otherTitles, queryText } from "./Query.ts"

/** A page worth reading, by the little that is known of it. */
export interface Promising {
  readonly id: VproId
  readonly slug: string
}

/** A card as a candidate, with the little it says. */
export const asItem = (card: PageCard): CatalogueItem => ({
  id: card.id,
  kind: card.kind,
  title: card.title,
  otherTitles: [],
  year: card.year,
  directors: [],
  countries: [],
  genres: [],
  pictures: [],
  source: "cinema"
})

/** Searches once: the pages of the cards that could be meant, the likeliest first. */
export const listPages = Effect.fn("SearchCinema.listPages")(function* (hints: Hints, progress: LookupProgress) {
  const pages = yield* PagePort
  const { pool, work } = yield* Ref.get(progress.state)
  const text = queryText((work && otherTitles(work, [], 1)[0]) ?? hints.title)
  if (text === undefined) return []
  const request = yield* progress.request
  const cards = (yield* progress.step("cinema", text, pages.search(text), (found) => found.map(asItem))) ?? []
  return best(cards.filter((card) => !pool.has(card.id)).map((card) => decide(request, asItem(card))))
    .filter((decision) => decision.verdict !== "refused")
    .map(({ candidate: { id, title } }): Promising => ({
      id,
      slug: cards.find((card) => card.id === id)?.slug ?? title
    }))
})

/** Reads pages side by side; what the pool holds of them already is kept where the page says nothing. */
export const readPages = Effect.fn("SearchCinema.readPages")(function* (
  promising: ReadonlyArray<Promising>,
  progress: LookupProgress
) {
  const pages = yield* PagePort
  const { pool } = yield* Ref.get(progress.state)
  yield* Effect.forEach(
    promising,
    ({ id, slug }) =>
      Effect.gen(function* () {
        const page = yield* progress.step("cinema-page", String(id), pages.read(id, slug), Option.toArray)
        const known = pool.get(id)
        const whole = (read: CatalogueItem) => (known === undefined ? read : merged(known, read))
        yield* progress.collect(Option.toArray(page ?? Option.none()).map(whole))
      }),
    { concurrency: "unbounded", discard: true }
  )
})
