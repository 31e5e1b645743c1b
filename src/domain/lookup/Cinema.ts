/** The search of cinema.nl: it lists pages that the catalogue lacks, but says little about them before they are read. */
import { Effect, Option, Ref } from "effect"
import { type PageCard, PagePort } from "../../ports/PagePort.ts"
import type { CatalogueItem } from "../Catalogue.ts"
import type { Hints } from "../Hints.ts"
import { decide } from "../matching/Decide.ts"
import { best } from "../matching/Choose.ts"
import type { Progress } from "./Progress.ts"
import { otherTitles, queryText } from "./Query.ts"

const maxPages = 3

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

/** Searches once and reads the pages of the cards that could be meant, at most three, until one of them is sure. */
export const searchPages = Effect.fn("Lookup.searchPages")(function* (hints: Hints, progress: Progress) {
  const pages = yield* PagePort
  const { pool, work } = yield* Ref.get(progress.state)
  const text = queryText((work && otherTitles(work, [], 1)[0]) ?? hints.title)
  if (text === undefined) return
  const request = yield* progress.request
  const cards = yield* progress.step("cinema", text, pages.search(text), (found) => found.map(asItem))
  const promising = best(
    (cards ?? []).filter((card) => !pool.has(card.id)).map((card) => decide(request, asItem(card)))
  )
    .filter((decision) => decision.verdict !== "refused")
    .slice(0, maxPages)
  for (const { candidate } of promising) {
    const slug = cards?.find((card) => card.id === candidate.id)?.slug ?? candidate.title
    const page = yield* progress.step(
      "cinema-page",
      String(candidate.id),
      pages.read(candidate.id, slug),
      Option.toArray
    )
    if (page === undefined) return
    yield* progress.collect(Option.toArray(page))
    const verdict = Option.map(page, (read) => decide(request, read).verdict)
    if (Option.exists(verdict, (known) => known === "certain" || known === "sure")) return
  }
})
