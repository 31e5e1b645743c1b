/** A library of invented films, and what each source knows of them. */
import type { SourceName } from "../../src/ports/SourceError.ts"
import {
  type Answer,
  cinemaFilm,
  cinemaList,
  empty,
  json,
  page,
  pages,
  searched,
  word,
  year
} from "../resilience/world.ts"
import type { Question } from "./client.ts"
import { dated, inLanguage, type Item, item, says, wikidata } from "./wikidata.ts"
import { hints } from "./works.ts"

/** In POMS by the title that is asked; there by a title that references tell; a page of cinema.nl only; a work without a page; nothing. */
type Place = "own" | "other" | "site" | "bare" | "nowhere"
const often: Readonly<Record<Place, number>> = { own: 12, other: 2, site: 2, bare: 1, nowhere: 3 }
const places = (["own", "other", "site", "bare", "nowhere"] as const).flatMap((place) =>
  Array.from({ length: often[place] }, () => place)
)

export interface Film {
  readonly at: number
  readonly place: Place
  /** As Plex asks for it. */
  readonly title: string
  /** As VPRO calls it. */
  readonly dutch: string
  readonly imdb: string
  readonly director: string
  readonly inWikidata: boolean
  readonly inTmdb: boolean
}

const directors = 300

const filmAt = (at: number): Film => {
  const place = places[at % places.length] ?? "nowhere"
  const title = `Dijk ${nameOf(2 * at)}`
  const isKnown = place === "other" || place === "bare" || (place === "own" && at % 4 === 0)
  return {
    at,
    place,
    title,
    dutch: place === "other" ? `Kade ${nameOf(2 * at + 1)}` : title,
    imdb: `tt${7_000_000 + at}`,
    director: `Bo M${word(at % directors)}`,
    inWikidata: isKnown,
    inTmdb: isKnown && at % 8 !== 0
  }
}

/** A word that no other title has, and no other word begins with. */
const nameOf = (index: number) => word(8000 + index)

/** So many films, of which every third is asked for with its IMDb id. */
export const library = (size: number) => {
  const films = Array.from({ length: size }, (_, at) => filmAt(at))
  const byName = new Map(films.flatMap((film) => wordsOf(`${film.title} ${film.dutch}`).map((name) => [name, film])))
  const named = (text: string) => wordsOf(text).flatMap((name) => byName.get(name) ?? [])
  const numbered = (number: string | undefined, first: number) => films[Number(number) - first]
  const told: Partial<Record<SourceName, (question: Question) => Answer | undefined>> = {
    poms: ({ body, url }) => {
      const text = searched({ path: url.pathname, body, headers: {} })
      return pages(
        named(text)
          .filter(({ dutch, place }) => inPoms.has(place) && isIn(text, dutch))
          .map(pageOf)
      )
    },
    wikidata: ({ url }) => {
      const asked = url.searchParams.get("srsearch") ?? url.searchParams.get("search") ?? ""
      const ids = (url.searchParams.get("ids") ?? "").split("|")
      const meant = [
        ...named(asked),
        ...ids.map((id) => numbered(id.slice(1), firstItem)),
        numbered(/=tt(\d+)$/.exec(asked)?.[1], 7_000_000)
      ].filter((film) => film?.inWikidata === true)
      const people = ids.flatMap((id) => personAt(Number(id.slice(1)) - firstPerson))
      const reply = wikidata(Object.fromEntries([...meant.flatMap((film) => (film ? [itemOf(film)] : [])), ...people]))(
        { url }
      )
      return typeof reply === "string" ? undefined : { body: reply.body ?? "" }
    },
    tmdb: ({ url }) => {
      const imdb = /\/find\/tt(\d+)$/.exec(url.pathname)?.[1]
      const number = /\/movie\/(\d+)$/.exec(url.pathname)?.[1]
      const found = [
        ...named(url.searchParams.get("query") ?? ""),
        numbered(imdb, 7_000_000),
        numbered(number, firstNumber)
      ]
        .flatMap((film) => (film?.inTmdb === true ? [film] : []))
        .map(workOf)
      return number === undefined
        ? json({ results: found, total_pages: 1, movie_results: found, tv_results: [] })
        : { ...json(found[0] ?? { status_code: 34 }), status: found.length > 0 ? 200 : 404 }
    },
    cinema: ({ url }) => {
      const listed = named(url.searchParams.get("q") ?? "").find(({ place }) => place === "site")
      const read = numbered(/\/db\/(\d+)/.exec(url.pathname)?.[1], firstPage)
      if (read !== undefined) return cinemaFilm(read.dutch)
      return listed === undefined ? undefined : cinemaList(listed.dutch, `/db/${firstPage + listed.at}-dijk`)
    }
  }
  return {
    films: films.map((film) => hints(film.title, year, film.at % 3 === 0 ? { imdb: film.imdb } : {})),
    answerOf: (question: Question): Answer => {
      const { source } = question
      const answer = told[source]?.(question)
      if (answer !== undefined) return answer
      if (source === "wikidata" || source === "github")
        throw new Error(`${source} has no answer to ${question.url.search}`)
      return empty(source)
    }
  }
}

const wordsOf = (text: string) => text.toLowerCase().match(/\p{L}{8,}/gu) ?? []
const isIn = (text: string, title: string) => text.includes(title.toLowerCase())

const inPoms: ReadonlySet<Place> = new Set<Place>(["own", "other"])
const [firstPage, firstNumber, firstItem, firstPerson] = [20_000, 40_000, 100_000, 900_000]

const pageOf = ({ at, director, dutch, title }: Film) => ({
  ...page(title, dutch),
  url: `https://www.cinema.nl/db/${firstPage + at}-dijk`,
  crids: [`crid://vpro/cinema/movie/CINEMA_MOVIE_${firstPage + at}`],
  summary: `België ${year}. Drama van ${director}. Met o.a. Di Speler. `,
  relations: [
    { type: "CINEMA_DIRECTOR", value: director, broadcaster: "VPRO" },
    { type: "CINEMA_YEAR", value: String(year), broadcaster: "VPRO" }
  ]
})

const itemOf = ({ at, dutch, imdb, title }: Film): readonly [string, Item] => [
  `Q${firstItem + at}`,
  {
    labels: { en: title, nl: dutch },
    claims: {
      P31: [says(item("Q11424"))],
      P345: [says(imdb)],
      P1476: [says(inLanguage(title, "en"))],
      P577: [says(dated(`${year}-03-04`))],
      P57: [says(item(`Q${firstPerson + (at % directors)}`))]
    }
  }
]

const personAt = (index: number): ReadonlyArray<readonly [string, Item]> =>
  index >= 0 && index < directors ? [[`Q${firstPerson + index}`, { labels: { mul: `Bo M${word(index)}` } }]] : []

const workOf = ({ at, director, dutch, imdb, title }: Film) => ({
  id: firstNumber + at,
  title,
  original_title: title,
  release_date: `${year}-03-04`,
  imdb_id: imdb,
  alternative_titles: { titles: [{ iso_3166_1: "NL", title: dutch }] },
  credits: { crew: [{ name: director, job: "Director" }] }
})
