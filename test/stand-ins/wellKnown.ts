/** Sources that hold what the known questions ask for, in the forms in which the real ones tell it. */
import { film, series, work } from "../../src/domain/check/KnownQuestions.ts"
import type { Asked, Reply } from "./server.ts"
import { item, says, wikidata } from "./wikidata.ts"
import { prose } from "./works.ts"

/** A page of POMS; without a text where there is none. */
export const pomsPage = (text: string | undefined = prose) => ({
  type: "MOVIE",
  title: film.title,
  crids: [`crid://vpro/cinema/movie/CINEMA_MOVIE_${film.id}`],
  summary: `Duitsland ${film.year}. Oorlogsdrama van Oliver Hirschbiegel.`,
  paragraphs: text === undefined ? [] : [{ body: text }],
  relations: [
    { type: "CINEMA_YEAR", value: String(film.year) },
    { type: "CINEMA_DIRECTOR", value: "Oliver Hirschbiegel" }
  ]
})

const html = (body: string): Reply => ({
  headers: { "content-type": "text/html; charset=utf-8" },
  body: `<!doctype html><html lang="nl"><body><main>${body}</main></body></html>`
})

const search = html(
  `<h1>Zoekresultaten</h1><p>1 resultaten</p><ul class="CardList"><li class="CardList-item"><article class="Card"><a href="/db/${film.id}-der-untergang"><h3>${film.title}</h3></a><p class="Card-meta">film • ${film.year} • drama</p></article></li></ul>`
)

const page = html(
  `<h1>${film.title}</h1><p class="Header-sub">film • ${film.year} • drama</p><section><h2>Recensie</h2><blockquote>${prose}</blockquote></section><dl><dt>Regie:</dt><dd>Oliver Hirschbiegel</dd></dl>`
)

const items = wikidata({
  Q1: {
    labels: { nl: work.title, en: work.title },
    claims: {
      P31: [says(item("Q11424"))],
      P345: [says(work.imdb)],
      P577: [says({ time: `+${work.year}-01-23T00:00:00Z`, precision: 11, timezone: 0 })]
    }
  }
})

const json = (value: unknown): Reply => ({
  headers: { "content-type": "application/json" },
  body: JSON.stringify(value)
})

const show = { id: 9, name: series.title, premiered: `${series.year}-04-08` }

/** Whose address it is. */
export const sourceOf = ({ url }: Asked): string => /^\/([a-z]+)\//.exec(url)?.[1] ?? ""

/** All of them well. */
export const wellKnown = (asked: Asked): Reply | undefined => {
  const { url } = asked
  switch (sourceOf(asked)) {
    case "poms":
      return url.includes("/pages/multiple")
        ? json({ items: [{ id: "1", result: pomsPage() }] })
        : json({ total: 1, items: [{ result: pomsPage() }] })
    case "cinema":
      return url.startsWith("/cinema/zoeken") ? search : page
    case "tmdb":
      return json({
        movie_results: [{ id: 289, title: work.title, original_title: work.title, release_date: `${work.year}-01-23` }],
        tv_results: []
      })
    case "tvmaze":
      return url.startsWith("/tvmaze/search")
        ? json([{ score: 0.9, show }])
        : json({
            ...show,
            _embedded: { episodes: [{ season: 1, number: 1, name: "Pilot" }], seasons: [{ number: 1 }] }
          })
    case "wikidata":
      return { headers: { "content-type": "application/json" }, body: wikidataAnswer(url) }
    default:
      return undefined
  }
}

const wikidataAnswer = (url: string): string => {
  const reply = items({ url: new URL(url, "http://wikidata.test") })
  return typeof reply === "string" ? "" : (reply.body ?? "")
}
