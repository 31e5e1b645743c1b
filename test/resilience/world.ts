/** What the sources say while they are well: films and a series made up for these tests. */

export const names = ["poms", "tmdb", "cinema", "vprogids", "tvmaze", "duckduckgo", "startpage"] as const
export type Name = (typeof names)[number]

/** A request as a source sees it: the path below its base address, query included. */
export interface Question {
  readonly path: string
  readonly body: string
  readonly headers: Readonly<Record<string, string | Array<string> | undefined>>
}

export interface Answer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string
}

/** What all sources know. */
export type World = (source: Name, question: Question) => Answer | undefined

/** A word of letters for a number, so that no rule about numbers in titles has a say. */
export const word = (index: number): string => {
  const digits = [...index.toString(20)].map((digit) => "bcdfghjklmnpqrstvwxz"[Number.parseInt(digit, 20)] ?? "b")
  return digits.map((letter) => `${letter}a`).join("")
}

export const year = 2011
export const titleOf = (name: string) => `dijk ${name}`
export const keyOf = (name: string) => `vpro-dijk-${name}-${year}-none-m`
export const pathOf = (name: string) => `/movies/library/metadata/${keyOf(name)}`

/** The one true text of a title. */
export const textOf = (title: string) =>
  `Over ${title.toLowerCase()}: een dijkwachter ontdekt dat het water hoger staat dan de kaarten van het waterschap zeggen.`

const numberOf = (title: string) =>
  10_000 + ([...title.toLowerCase()].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 900_000, 7) % 900_000)

export const json = (value: unknown): Answer => ({
  headers: { "content-type": "application/json" },
  body: JSON.stringify(value)
})
const html = (body: string, status = 200): Answer => ({
  status,
  headers: { "content-type": "text/html; charset=utf-8" },
  body: `<!doctype html><html lang="nl"><head><title>cinema.nl</title></head><body><main>${body}</main></body></html>`
})

/** A page as POMS lists it; `shown` is the title on it. */
export const page = (title: string, shown = title, released = year, type: "MOVIE" | "SERIES" = "MOVIE") => ({
  objectType: "page",
  type,
  title: shown,
  url: `https://www.vpro.nl/cinema/films/film~${numberOf(title)}~x~.html`,
  crids: [`crid://vpro/cinema/movie/CINEMA_MOVIE_${numberOf(title)}`],
  summary: `België ${released}. Drama van Bo Maker. Met o.a. Di Speler. `,
  paragraphs: [{ body: textOf(title) }],
  relations: [
    { type: "CINEMA_DIRECTOR", value: "Bo Maker", broadcaster: "VPRO" },
    { type: "CINEMA_YEAR", value: String(released), broadcaster: "VPRO" }
  ]
})

/** A list of pages as POMS answers it. */
export const pages = (results: ReadonlyArray<unknown>) =>
  json({ total: results.length, items: results.map((result) => ({ score: 1, result })) })

/** What POMS is asked for. */
export const searched = ({ body }: Question): string => {
  const text = /"text":(?:"((?:[^"\\]|\\.)*)"|\{"value":"((?:[^"\\]|\\.)*)")/.exec(body)
  return (text?.[1] ?? text?.[2] ?? "").replaceAll('\\"', "").toLowerCase()
}

const nothing: Readonly<Record<Name, Answer>> = {
  poms: pages([]),
  tmdb: json({ results: [], movie_results: [], tv_results: [] }),
  cinema: html("<h1>Zoekresultaten</h1><p>Geen resultaten gevonden</p>"),
  vprogids: html("<h1>Niet gevonden</h1>", 404),
  tvmaze: json([]),
  duckduckgo: html('<div class="no-results">Geen resultaten</div>'),
  startpage: html(
    `<script>React.createElement(UIStartpage.AppSerpWeb, ${JSON.stringify({
      render: {
        presenter: { regions: { mainline: [{ display_type: "web-google", presented_count: 0, results: [] }] } }
      }
    })})</script>`
  )
}

/** The answer of a source that knows nothing of the kind. */
export const empty = (source: Name): Answer => nothing[source]

/** POMS knows every title of which is asked; so there is a right answer to every question. */
export const everything: World = (source, question) =>
  source === "poms" && question.body.includes("MOVIE") && searched(question).startsWith("dijk ")
    ? pages([page(searched(question))])
    : undefined

const tmdbWork = { id: 77, title: "dijk vreemd", original_title: "De onbekende kade", release_date: `${year}-03-01` }

const episodes = [1, 2, 3].map((number) => ({
  id: number,
  name: `Nacht ${number} aan de dijk`,
  season: 1,
  number,
  airdate: "2011-01-01"
}))
const show = { id: 7, name: "dijk reeks", premiered: "2011-01-01", externals: { imdb: null, thetvdb: null } }

/** Result pages; the links stand at the end, so that half a page holds none. */
const filler = `<p>${"Over dijken is veel te vinden. ".repeat(40)}</p>`
export const duckduckgoPage = (...links: ReadonlyArray<string>) =>
  html(filler + links.map((link) => `<div class="result"><a class="result__a" href="${link}">dijk</a></div>`).join(""))
export const startpagePage = (...links: ReadonlyArray<string>) =>
  html(filler + links.map((link) => `<a class="result-link" href="${link}">dijk</a>`).join(""))

/** What cinema.nl lists for a search, and one of its film pages. */
export const cinemaList = (title: string, ...links: ReadonlyArray<string>) =>
  html(
    `<h1>Zoekresultaten</h1><ul class="CardList">${links.map((link) => `<li class="CardList-item"><a href="${link}"><h3>${title}</h3></a><p>film • ${year} • drama</p></li>`).join("")}</ul>`
  )
export const cinemaFilm = (title: string) =>
  html(`<h1>${title}</h1><p>film • ${year} • drama</p><h2>Recensie</h2><p>${textOf(title)}</p>`)

/**
 * Each film hangs on one source: without it nobody can know its text. `dijk eigen` is in POMS; `dijk vreemd` too, but
 * under a title that only TMDB tells; `dijk blad` is a page of cinema.nl only; `dijk eend` and `dijk start` are pages that
 * only DuckDuckGo and only Startpage list; `dijk reeks` is a series of TVmaze.
 */
export const divided: World = (source, question) => {
  const path = question.path.toLowerCase()
  if (source === "poms" && question.body.includes("MOVIE")) {
    if (searched(question) === "dijk eigen") return pages([page("dijk eigen")])
    if (searched(question) === "de onbekende kade") return pages([page("dijk vreemd", "De onbekende kade")])
  }
  if (source === "tmdb" && path.startsWith("/search/movie"))
    return path.includes("vreemd") ? json({ results: [tmdbWork] }) : undefined
  if (source === "tmdb" && path.startsWith("/movie/77"))
    return json({ ...tmdbWork, credits: { crew: [{ name: "Bo Maker", job: "Director" }] } })
  if (source === "cinema" && path.startsWith("/zoeken") && path.includes("blad"))
    return cinemaList("dijk blad", "/db/4711-dijk-blad")
  if (source === "cinema" && path.startsWith("/db/4711")) return cinemaFilm("dijk blad")
  if (source === "duckduckgo" && question.body.toLowerCase().includes("eend"))
    return duckduckgoPage("https://www.cinema.nl/db/4712-dijk-eend")
  if (source === "cinema" && path.startsWith("/db/4712")) return cinemaFilm("dijk eend")
  if (source === "startpage" && path.includes("start+2011"))
    return startpagePage("https://www.cinema.nl/db/4713-dijk-start")
  if (source === "cinema" && path.startsWith("/db/4713")) return cinemaFilm("dijk start")
  if (source === "tvmaze" && path.startsWith("/search/shows")) return json([{ score: 1, show }])
  return source === "tvmaze" && path.startsWith("/shows/7") ? json({ ...show, _embedded: { episodes } }) : undefined
}

/**
 * POMS takes one key only, which VPRO's page holds. `change` makes it another, so that the page has to be read again;
 * the titles are those of `everything`.
 */
export const locked = () => {
  let round = 1
  const key = () => `freshkey0${round}`
  const world: World = (source, question) => {
    if (source === "vprogids")
      return question.path.startsWith("/cinema/zoek.html")
        ? html(`${filler}<script>var x = {vpronlApiKey: "${key()}", vpronlSecret: "freshsec0${round}"}</script>`)
        : undefined
    if (source !== "poms") return undefined
    const known = String(question.headers["authorization"]).startsWith(`NPO ${key()}:`)
    return known ? everything(source, question) : { status: 401, body: "signature" }
  }
  return { world, key, change: () => void (round += 1) }
}
