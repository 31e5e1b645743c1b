/** Sources that answer from a list: for tests, for demonstrations, for programs that bring their own catalogue. */
import { Effect, Layer, Option } from "effect"
import type { CatalogueItem } from "../../../domain/values/Catalogue.ts"
import type { Show, ShowAsk } from "../../../domain/values/Show.ts"
import { jaccard, words } from "../../../domain/titles/Comparison.ts"
import { pageSlug } from "../../../domain/values/VproAddress.ts"
import type { Work } from "../../../domain/values/Work.ts"
import { yearOfDate } from "../../../domain/values/Media.ts"
import { CataloguePort } from "../../../ports/CataloguePort.ts"
import { PagePort } from "../../../ports/PagePort.ts"
import { ShowPort } from "../../../ports/ShowPort.ts"
import { WebSearchPort } from "../../../ports/WebSearchPort.ts"
import { type WorkExternalId, type WorkHit, WorkPort } from "../../../ports/WorkPort.ts"
import { agree, chosen, contradict } from "../shows/ShowChoice.ts"
import type { WorkReference } from "../works/WorkReference.ts"

const inOrder = (text: string) => ` ${words(text).join(" ")} `

const contains = (item: CatalogueItem, text: string) => {
  const own = new Set(words([item.title, ...item.otherTitles, ...item.directors].join(" ")))
  return words(text).some((word) => own.has(word))
}

/** Whether a title holds the whole text, word by word. */
const holds = (item: CatalogueItem, text: string) =>
  [item.title, ...item.otherTitles].some((title) => inOrder(title).includes(inOrder(text)))

/** A catalogue of these pages; finds pages by any word of their titles and directors, the closest title first. */
export const catalogue = (items: ReadonlyArray<CatalogueItem>): Layer.Layer<CataloguePort> =>
  Layer.succeed(CataloguePort, {
    search: ({ kind, mode, text, years }) =>
      Effect.sync(() => ({
        items: items
          .filter((item) => item.kind === kind && (mode === "phrase" ? holds : contains)(item, text))
          .filter((item) => years === undefined || (item.year !== undefined && years.includes(item.year)))
          .sort((a, b) => jaccard(b.title, text) - jaccard(a.title, text)),
        more: false
      })),
    byId: (id, kind) =>
      Effect.sync(() => Option.fromNullable(items.find((item) => item.id === id && item.kind === kind))),
    byIds: (pages) =>
      Effect.sync(() => items.filter((item) => pages.some(({ id, kind }) => item.id === id && item.kind === kind)))
  })

/** Public pages for these items, found by any word of their titles. */
export const pages = (items: ReadonlyArray<CatalogueItem>): Layer.Layer<PagePort> =>
  Layer.succeed(PagePort, {
    search: (text) =>
      Effect.sync(() =>
        items
          .filter((item) => contains(item, text))
          .map(({ id, kind, title, year }) => ({ id, kind, title, slug: pageSlug(title), year }))
      ),
    read: (id) => Effect.sync(() => Option.fromNullable(items.find((item) => item.id === id)))
  })

const asHit = ({ id, title, originalTitle, year }: Work): WorkHit => ({ id, title, originalTitle, year })

const bears = (work: Work, id: WorkExternalId): boolean => {
  if ("plex" in id) return work.plex === id.plex
  return "imdb" in id ? work.imdb === id.imdb : "tmdb" in id ? work.tmdb === id.tmdb : work.tvdb === id.tvdb
}

/** A reference of these works, whose ids begin with `prefix`; with none it counts as not configured. */
export const reference = (prefix: string, known: ReadonlyArray<Work>): WorkReference => ({
  prefix,
  configured: Effect.succeed(known.length > 0),
  references: Effect.succeed([{ reference: prefix, state: known.length > 0 ? "asked" : "off" }]),
  byExternalId: (id, kind) =>
    Effect.sync(() =>
      Option.fromNullable(known.find((work) => work.kind === kind && bears(work, id))).pipe(Option.map(asHit))
    ),
  byId: (id, kind) =>
    Effect.sync(() => Option.fromNullable(known.find((work) => work.kind === kind && work.id === id))),
  search: ({ kind, title, year }) =>
    Effect.sync(() => ({
      hits: known
        .filter(
          (work) =>
            work.kind === kind &&
            (year === undefined || work.year === year) &&
            work.titles.some((other) => jaccard(other.title, title) > 0.5)
        )
        .map(asHit),
      more: false
    }))
})

/** A WorkPort of these works alone. */
export const works = (known: ReadonlyArray<Work>): Layer.Layer<WorkPort> =>
  Layer.succeed(WorkPort, reference("memory", known))

/** No search engine at all. */
export const noWebSearch: Layer.Layer<WebSearchPort> = Layer.succeed(WebSearchPort, { engines: [] })

/** The hierarchies of these shows, found by an id or else by the title they are listed under. */
export const shows = (known: ReadonlyArray<readonly [title: string, show: Show]>): Layer.Layer<ShowPort> => {
  const find = (ask: ShowAsk) =>
    Effect.sync(() => {
      const hits = known
        .filter(([, show]) => !contradict(ask, show))
        .map(([title, show]) => ({ names: [title], year: yearOfDate(show.released) ?? ask.year, show }))
      return Option.fromNullable(hits.find(({ show }) => agree(ask, show)) ?? chosen(hits, ask)).pipe(
        Option.map(({ show }) => show)
      )
    })
  return Layer.succeed(ShowPort, { find, recall: find })
}
