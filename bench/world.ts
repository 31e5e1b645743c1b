/** What the sources of the cold look-ups know: each kind of title hangs on another one. */
import {
  type Answer,
  cinemaFilm,
  cinemaList,
  json,
  page,
  pages,
  type Question,
  searched,
  type World,
  year
} from "../test/resilience/world.ts"

/** The first word of a title says who knows it, and under which title. */
export const kinds = {
  eigen: "POMS knows the title",
  reeks: "POMS knows the title of the series",
  oorspronkelijk: "POMS knows the original title",
  bekend: "POMS knows the Dutch title, the IMDb id is known",
  vertaald: "POMS knows the Dutch title, which only TMDB's details tell",
  verschoven: "POMS knows it, a year off",
  blad: "only cinema.nl knows it",
  elders: "only TMDB knows it",
  nergens: "nobody knows it"
} as const
export type Kind = keyof typeof kinds

export const titleOf = (kind: Kind, name: string) => `${kind} ${name}`

const numberOf = (title: string) =>
  [...title].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 900_000, 7) + 1

/** Titles by their number at TMDB. */
const numbered = new Map<number, string>()

const enter = (title: string) => {
  const id = numberOf(title)
  numbered.set(id, title)
  return id
}

const imdbOf = (kind: Kind, name: string) =>
  kind === "bekend" ? `tt${String(enter(titleOf(kind, name))).padStart(7, "0")}` : "none"

export const keyOf = (kind: Kind, name: string) =>
  `vpro-${kind}-${name}-${year}-${imdbOf(kind, name)}-${kind === "reeks" ? "s" : "m"}`

interface Titles {
  readonly original: string
  readonly dutch: string
  readonly year: number
}

/** A work as TMDB lists it: the title asked, and the one it was made under. */
const works: Partial<Record<string, (name: string) => Titles>> = {
  oorspronkelijk: (name) => ({ original: `quai ${name}`, dutch: "", year }),
  bekend: (name) => ({ original: `bekend ${name}`, dutch: `kade ${name}`, year }),
  vertaald: (name) => ({ original: `vertaald ${name}`, dutch: `kade ${name}`, year }),
  verschoven: (name) => ({ original: `verschoven ${name}`, dutch: "", year: year + 1 }),
  elders: (name) => ({ original: `elders ${name}`, dutch: "", year })
}

const tmdb = ({ pathname, searchParams }: URL): Answer | undefined => {
  const number = /^\/(?:movie\/|find\/tt)(\d+)/.exec(pathname)?.[1]
  const title = (searchParams.get("query") ?? numbered.get(Number(number)) ?? "").toLowerCase()
  const [kind = "", name = ""] = title.split(" ")
  const work = works[kind]?.(name)
  if (work === undefined) return undefined
  const { dutch, original } = work
  const shown = dutch !== "" && searchParams.get("language") === "nl-NL" ? dutch : title
  const hit = { id: enter(title), title: shown, original_title: original, release_date: `${work.year}-03-01` }
  if (pathname.startsWith("/search/movie")) return json({ results: [hit], total_pages: 1 })
  if (pathname.startsWith("/find/")) return json({ movie_results: [hit], tv_results: [] })
  const translations = dutch === "" ? [] : [{ iso_3166_1: "NL", iso_639_1: "nl", data: { title: dutch } }]
  return json({
    ...hit,
    credits: { crew: [{ name: "Bo Maker", job: "Director" }] },
    translations: { translations }
  })
}

const inPoms = /\b(?:eigen|reeks|quai|kade|verschoven) \w+/

const poms = (question: Question): Answer | undefined => {
  const [title] = inPoms.exec(searched(question)) ?? []
  const type = title?.startsWith("reeks") ? "SERIES" : "MOVIE"
  if (title === undefined || !question.body.includes(type)) return undefined
  return pages([page(title, title, title.startsWith("verschoven") ? year + 1 : year, type)])
}

/** Everything that the sources know. */
export const world: World = (source, question) => {
  const url = new URL(question.path, "http://localhost")
  if (source === "tmdb") return tmdb(url)
  if (source === "poms") return poms(question)
  const [title] = /blad[ +-]\w+/.exec(decodeURIComponent(question.path).toLowerCase()) ?? []
  if (source !== "cinema" || title === undefined) return undefined
  const shown = title.replace(/[+-]/, " ")
  return url.pathname.startsWith("/zoeken")
    ? cinemaList(shown, `/db/${numberOf(shown)}-${shown.replace(" ", "-")}`)
    : cinemaFilm(shown)
}
