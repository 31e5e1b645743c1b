/** Sources that hold given films and shows and answer for them as they do: for suites that twins must pass, too. */
import { Effect, Layer, Schema } from "effect"
import type { CatalogueItem } from "../../src/domain/values/Catalogue.ts"
import type { Show } from "../../src/domain/values/Show.ts"
import { jaccard, words } from "../../src/domain/titles/Comparison.ts"
import type { Work } from "../../src/domain/values/Work.ts"
import { HttpPort } from "../../src/ports/HttpPort.ts"
import { json, type Reply, type Request } from "./http.ts"

/** Nobody answers, ever. */
export const silent = Layer.succeed(HttpPort, { send: () => Effect.never, states: Effect.succeed([]) })

const Searches = Schema.parseJson(
  Schema.Struct({
    searches: Schema.Struct({
      text: Schema.Union(Schema.String, Schema.Struct({ value: Schema.String })),
      types: Schema.String,
      relations: Schema.optional(Schema.Array(Schema.Struct({ types: Schema.String, values: Schema.Unknown })))
    })
  })
)
const Crids = Schema.parseJson(Schema.Array(Schema.String))

const pomsPage = (item: CatalogueItem) => {
  const collection = item.kind === "film" ? "movie" : "series"
  return {
    type: item.kind === "film" ? "MOVIE" : "SERIES",
    title: item.title,
    crids: [`crid://vpro/cinema/${collection}/CINEMA_${collection.toUpperCase()}_${item.id}`],
    paragraphs: [{ body: item.text }],
    relations: [
      ...item.directors.map((value) => ({ type: "CINEMA_DIRECTOR", value })),
      { type: "CINEMA_YEAR", value: String(item.year) }
    ]
  }
}

const valuesOf = (value: unknown): ReadonlyArray<string> =>
  Array.isArray(value)
    ? value.flatMap(valuesOf)
    : typeof value === "object" && value !== null && "value" in value
      ? [String(value.value)]
      : [String(value)]

/** POMS: any word of a title or director matches, the closest title stands first. */
export const poms =
  (items: ReadonlyArray<CatalogueItem>) =>
  ({ call, url }: Request): Reply => {
    const answer = (found: ReadonlyArray<CatalogueItem>) =>
      json({ total: found.length, items: found.map((item) => ({ result: pomsPage(item) })) })
    if (url.pathname.endsWith("/pages/multiple")) {
      const wanted = Schema.decodeSync(Crids)(call.body ?? "")
      return answer(items.filter((item) => pomsPage(item).crids.some((crid) => wanted.includes(crid))))
    }
    const { relations = [], text, types } = Schema.decodeSync(Searches)(call.body ?? "").searches
    const asked = typeof text === "string" ? text : text.value
    const holds = (item: CatalogueItem) => {
      const all = [item.title, ...item.directors].join(" ")
      return asked.startsWith('"')
        ? ` ${words(all).join(" ")} `.includes(` ${words(asked).join(" ")} `)
        : words(asked).some((word) => words(all).includes(word))
    }
    return answer(
      items
        .filter((item) => pomsPage(item).type === types && holds(item))
        .filter((item) =>
          relations.every((relation) =>
            pomsPage(item).relations.some(
              ({ type, value }) => type === relation.types && valuesOf(relation.values).includes(value)
            )
          )
        )
        .toSorted((a, b) => jaccard(b.title, asked) - jaccard(a.title, asked))
    )
  }

const html = (body: string) => ({ body: `<!doctype html><html lang="nl"><body><main>${body}</main></body></html>` })

/** cinema.nl: pages by their number, and a search of titles. */
export const cinema =
  (items: ReadonlyArray<CatalogueItem>) =>
  ({ url }: Request): Reply => {
    const line = ({ kind, year }: CatalogueItem) => `${kind === "film" ? "film" : "serie"} • ${year} • drama • 98 min`
    if (url.pathname.endsWith("/zoeken")) {
      const asked = words(url.searchParams.get("q") ?? "")
      const cards = items
        .filter((item) => words(item.title).some((word) => asked.includes(word)))
        .map(
          (item) =>
            `<li class="CardList-item"><a href="/db/${item.id}-x"><h3>${item.title}</h3></a><p>${line(item)}</p></li>`
        )
      return html(`<h1>Zoekresultaten</h1><ul class="CardList">${cards.join("")}</ul>`)
    }
    const item = items.find(({ id }) => url.pathname.startsWith(`/db/${id}-`))
    return item === undefined
      ? { status: 404 }
      : html(`<article><h1>${item.title}</h1><p>${line(item)}</p><h2>Recensie</h2><p>${item.text}</p>
          <dl><dt>Regie:</dt><dd>${item.directors.join(", ")}</dd></dl></article>`)
  }

const notFound = json({ success: false, status_code: 34 }, 404)

/** A show, under the title and with the year of its first episode by which a search finds it. */
export interface Shelved {
  readonly title: string
  readonly year: number
  readonly show: Show
}

const seasonOf = ({ episodes, number }: Show["seasons"][number]) => ({
  season_number: number,
  name: `Seizoen ${number}`,
  episodes: episodes.map((episode) => ({ episode_number: episode.number, name: episode.title }))
})

/** TMDB: works by number, by id and by title, and shows with their seasons. */
export const tmdb =
  (works: ReadonlyArray<Work>, shows: ReadonlyArray<Shelved> = []) =>
  ({ url }: Request): Reply => {
    const [, collection = "", id = ""] = /\/(find|search|movie|tv)\/([^/]+)$/.exec(url.pathname) ?? []
    const kind = collection === "movie" || id === "movie" ? "film" : "series"
    const brief = (work: Work) => ({
      id: work.tmdb,
      [work.kind === "film" ? "title" : "name"]: work.title,
      [work.kind === "film" ? "original_title" : "original_name"]: work.originalTitle,
      [work.kind === "film" ? "release_date" : "first_air_date"]: `${work.year}-03-04`
    })
    const briefShow = ({ show, title, year }: Shelved) => ({
      id: show.tmdb,
      name: title,
      original_name: title,
      first_air_date: `${year}-03-04`
    })
    if (collection === "find") {
      const bears = ({ imdb, tvdb }: { readonly imdb?: unknown; readonly tvdb?: unknown }) =>
        url.searchParams.get("external_source") === "imdb_id" ? imdb === id : String(tvdb) === id
      const found = works.filter(bears)
      return json({
        movie_results: found.filter((work) => work.kind === "film").map(brief),
        tv_results: [
          ...found.filter((work) => work.kind === "series").map(brief),
          ...shows.filter(({ show }) => bears(show)).map(briefShow)
        ]
      })
    }
    if (collection === "search") {
      const asked = url.searchParams.get("query") ?? ""
      const year = url.searchParams.get(kind === "film" ? "year" : "first_air_date_year")
      const fits = (title: string, own: number | undefined) =>
        words(asked).every((word) => words(title).includes(word)) && (year === null || String(own) === year)
      return json({
        results: [
          ...works
            .filter((work) => work.kind === kind && work.titles.some(({ title }) => fits(title, work.year)))
            .map(brief),
          ...shows.filter((each) => kind === "series" && fits(each.title, each.year)).map(briefShow)
        ]
      })
    }
    const shelved = shows.find(({ show }) => collection === "tv" && String(show.tmdb) === id)
    if (shelved !== undefined) {
      const { imdb, seasons, tvdb } = shelved.show
      return json({
        ...briefShow(shelved),
        original_language: "nl",
        external_ids: { imdb_id: imdb, tvdb_id: tvdb },
        seasons: seasons.map(seasonOf),
        ...Object.fromEntries(seasons.map((season) => [`season/${season.number}`, seasonOf(season)]))
      })
    }
    const work = works.find((each) => each.kind === kind && String(each.tmdb) === id)
    return work === undefined
      ? notFound
      : json({
          ...brief(work),
          external_ids: { imdb_id: work.imdb, tvdb_id: work.tvdb },
          alternative_titles: {
            [work.kind === "film" ? "titles" : "results"]: work.titles.map(({ title }) => ({ title }))
          }
        })
  }

/** Wikidata: items, whose numbers are those of TMDB, by their ids, by what they are called, and by statements. */
export const wikidata =
  (works: ReadonlyArray<Work>) =>
  ({ url }: Request): Reply => {
    const asked = (name: string) => url.searchParams.get(name) ?? ""
    const isFilm = ({ kind }: Work) => kind === "film"
    const idsOf = (work: Work): Readonly<Record<string, unknown>> => ({
      P345: work.imdb ?? `tt0${work.tmdb}000`,
      [isFilm(work) ? "P4947" : "P4983"]: work.tmdb,
      [isFilm(work) ? "P12196" : "P4835"]: work.tvdb
    })
    if (asked("action") === "wbgetentities") {
      const entities = asked("ids")
        .split("|")
        .map((id) => [id, works.find(({ tmdb }) => `Q${tmdb}` === id)] as const)
        .map(([id, work]) => [id, work === undefined ? { id, missing: "" } : itemOf(work, idsOf(work))] as const)
      return json({ entities: Object.fromEntries(entities), success: 1 })
    }
    if (asked("action") === "wbsearchentities") return json({ search: [], success: 1 })
    const [, statement = "", value = ""] = /^haswbstatement:(P\d+)=(\S+)$/.exec(asked("srsearch")) ?? []
    const [, label] = /^inlabel:"([^"]*)@\*"/.exec(asked("srsearch")) ?? []
    const found = works.filter((work) =>
      label === undefined
        ? String(idsOf(work)[statement]) === value
        : work.titles.some(({ title }) => ` ${words(title).join(" ")} `.includes(` ${words(label).join(" ")} `))
    )
    return json({ batchcomplete: "", query: { search: found.map(({ tmdb }) => ({ ns: 0, title: `Q${tmdb}` })) } })
  }

const statement = (value: unknown) => ({ rank: "normal", mainsnak: { snaktype: "value", datavalue: { value } } })

const itemOf = (work: Work, ids: Readonly<Record<string, unknown>>) => ({
  id: `Q${work.tmdb}`,
  labels: { en: { language: "en", value: work.title } },
  aliases: { nl: work.titles.map(({ title }) => ({ language: "nl", value: title })) },
  sitelinks: [],
  claims: {
    P31: [statement({ id: work.kind === "film" ? "Q11424" : "Q5398426" })],
    P577: [statement({ time: `+${work.year}-03-04T00:00:00Z`, precision: 11 })],
    P1476: [statement({ text: work.originalTitle, language: "fr" })],
    ...Object.fromEntries(
      Object.entries(ids).flatMap(([name, id]) => (id === undefined ? [] : [[name, [statement(String(id))]]]))
    )
  }
})

/** TVmaze, which knows shows by IMDb and TVDB, and by title; its own numbers are their places on the shelf. */
export const tvmaze =
  (shows: ReadonlyArray<Shelved>) =>
  ({ url }: Request): Reply => {
    const brief = ({ show, title, year }: Shelved, at: number) => ({
      id: at + 1,
      name: title,
      premiered: `${year}-03-04`,
      externals: { imdb: show.imdb, thetvdb: show.tvdb }
    })
    const briefs = shows.map(brief)
    if (url.pathname === "/lookup/shows") {
      const [[name, id] = ["", ""]] = [...url.searchParams]
      const found = briefs.find(
        ({ externals }) => (name === "imdb" ? externals.imdb : String(externals.thetvdb)) === id
      )
      return found === undefined ? json(null, 404) : json(found)
    }
    if (url.pathname === "/search/shows") {
      const asked = words(url.searchParams.get("q") ?? "")
      return json(
        briefs
          .filter(({ name }) => asked.every((word) => words(name).includes(word)))
          .map((show) => ({ score: 1, show }))
      )
    }
    const at = briefs.findIndex(({ id }) => url.pathname === `/shows/${id}`)
    const shelved = shows[at]
    if (shelved === undefined) return json(null, 404)
    return json({
      ...briefs[at],
      _embedded: {
        seasons: shelved.show.seasons.map(({ number }) => ({ number })),
        episodes: shelved.show.seasons.flatMap(({ episodes }) =>
          episodes.map(({ number, season, title }) => ({ number, season, name: title, type: "regular" }))
        )
      }
    })
  }
