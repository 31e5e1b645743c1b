/** The search of cinema.nl: it lists pages that the catalogue lacks, but says little about them before they are read. */
import { Effect, Option, Ref } from "effect"
import { type PageCard, PagePort } from "../../ports/PagePort.ts"
import type { CatalogueItem } from "../values/Catalogue.ts"
import type { Hints } from "../values/Hints.ts"
import { decide } from "../matching/Decide.ts"
import { best } from "../matching/Choose.ts"
import { merged } from "./Confirm.ts"
import type { LookupProgress } from "./LookupProgress.ts"
import { otherTitles, queryText } from "./Query.ts"
import { type PageName, readPage } from "./ReadPage.ts"

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

/**
 * The pages of the cards that could be meant, the likeliest first: by the original title, which VPRO uses most, or by the title asked when
 * there is none that can be read here.
 */
export const listPages = Effect.fn("SearchCinema.listPages")(function* (hints: Hints, progress: LookupProgress) {
  const { work } = yield* Ref.get(progress.state)
  const [title = hints.title] = work === undefined ? [] : otherTitles(work, [], 1)
  const text = queryText(title)
  return text === undefined ? [] : yield* cardsFor(text, progress)
})

const cardsFor = Effect.fn("SearchCinema.cardsFor")(function* (text: string, progress: LookupProgress) {
  const pages = yield* PagePort
  const { pool } = yield* Ref.get(progress.state)
  const request = yield* progress.request
  // Its promising pages were read then.
  if (yield* progress.isAnswered("cinema", text)) return []
  const cards = (yield* progress.step("cinema", text, pages.search(text), (found) => found.map(asItem))) ?? []
  return best(cards.filter((card) => !pool.has(card.id)).map((card) => decide(request, asItem(card))))
    .filter((decision) => decision.verdict !== "refused")
    .map(({ candidate: { id, title } }): PageName => ({
      id,
      slug: cards.find((card) => card.id === id)?.slug ?? title
    }))
})

/** Reads pages side by side; what the pool holds of them already is kept where the page says nothing. */
export const readPages = Effect.fn("SearchCinema.readPages")(function* (
  promising: ReadonlyArray<PageName>,
  progress: LookupProgress
) {
  const { pool } = yield* Ref.get(progress.state)
  yield* Effect.forEach(
    promising,
    (name) =>
      Effect.gen(function* () {
        const page = yield* readPage(progress, name)
        const known = pool.get(name.id)
        const whole = (read: CatalogueItem) => (known === undefined ? read : merged(known, read))
        yield* progress.collect(Option.toArray(page ?? Option.none()).map(whole))
      }),
    { concurrency: "unbounded", discard: true }
  )
})
