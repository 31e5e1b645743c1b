/** Films and a series that do not exist, as sources would tell of them, and posters for them. */
import type { Answer, World } from "../resilience/world.ts"
import { searched } from "../resilience/world.ts"

interface Film {
  readonly id: number
  readonly title: string
  readonly year: number
  readonly director: string
  readonly genre: string
  readonly age: string
  readonly mark: number
  readonly colours: readonly [string, string]
  readonly text: string
  readonly type?: "SERIES"
}

export const films: ReadonlyArray<Film> = [
  {
    id: 61_001,
    title: "De stille kade",
    year: 2011,
    director: "Bo Verhaegen",
    genre: "Drama",
    age: "12",
    mark: 8,
    colours: ["#123a4c", "#f2b84b"],
    text: "Een havenmeester die al jaren met niemand spreekt, vindt op een ochtend een vreemde boot aan zijn kade. Verhaegen vertelt het bijna zonder woorden: de wind, het water en het gezicht van de hoofdrolspeler doen de rest. Een film die zich langzaam opent en dan niet meer loslaat."
  },
  {
    id: 61_002,
    title: "De stille kade",
    year: 1958,
    director: "Piet Oosterling",
    genre: "Misdaad",
    age: "6",
    mark: 6,
    colours: ["#2a2a2a", "#c9c2b4"],
    text: "Een smokkelaar zoekt onderdak in een havenstad waar iedereen elkaar kent. Degelijke misdaadfilm uit de jaren vijftig, met prachtige opnamen van een stad die er niet meer is en een slot dat je ziet aankomen."
  },
  {
    id: 61_003,
    title: "De dochter van het licht",
    year: 2016,
    director: "Mara Lindqvist",
    genre: "Avontuur",
    age: "9",
    mark: 9,
    colours: ["#5b1f3a", "#ffd9a0"],
    text: "Op een eiland zonder veerboot houdt een meisje van elf het licht brandend nadat haar vader is verdwenen. Lindqvist maakt er geen sprookje van, maar een nuchtere en ontroerende film over verantwoordelijkheid, gefilmd in een winter die nooit lijkt op te houden."
  },
  {
    id: 61_004,
    title: "Nachttrein naar het noorden",
    year: 2019,
    director: "Jelle van Dongen",
    genre: "Thriller",
    age: "16",
    mark: 7,
    colours: ["#101828", "#e2553d"],
    text: "Zes reizigers, een kapotte verwarming en één koffer te veel. Van Dongen houdt de camera de hele film in de trein en haalt uit die beperking een spanning die de meeste thrillers met achtervolgingen niet bereiken."
  },
  {
    id: 61_005,
    title: "Waterlijn",
    year: 2020,
    director: "Noor Castelein",
    genre: "Dramaserie",
    age: "12",
    mark: 8,
    colours: ["#0f4a3c", "#d8e06a"],
    text: "In een polderdorp stijgt het water, en met het water komen de oude ruzies boven. Een serie die de tijd neemt voor haar personages en in acht afleveringen laat zien hoe een gemeenschap beslist wie er nat mag worden.",
    type: "SERIES"
  }
]

/** Under this title only TMDB knows "De dochter van het licht". */
export const foreignTitle = "The Keeper's Girl"

const posterHost = "https://images.poms.omroep.nl/image/"
export const posterPattern = `${posterHost}**`

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")

/** A poster: the title over a sea and a sun. */
export const posterOf = (url: string): string => {
  const film = films.find(({ id }) => url.endsWith(`/${id}.jpg`))
  const [dark, light] = film?.colours ?? ["#333", "#ccc"]
  const lines = (film?.title ?? "")
    .split(" ")
    .map((word, index) => `<tspan x="24" dy="${index === 0 ? 0 : 40}">${escaped(word)}</tspan>`)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 450" width="300" height="450"><rect width="300" height="450" fill="${dark}"/><circle cx="205" cy="300" r="58" fill="${light}"/><path d="M0 318 Q75 300 150 318 T300 318 V450 H0Z" fill="${light}" fill-opacity=".28"/><path d="M0 352 Q75 334 150 352 T300 352 V450 H0Z" fill="${light}" fill-opacity=".4"/><text y="66" fill="${light}" font-family="sans-serif" font-size="36" font-weight="800">${lines.join("")}</text></svg>`
}

const json = (value: unknown): Answer => ({
  headers: { "content-type": "application/json" },
  body: JSON.stringify(value)
})

const page = ({ id, title, year, director, genre, age, mark, text, type = undefined }: Film) => ({
  objectType: "page",
  type: type ?? "MOVIE",
  title,
  url: `https://www.cinema.nl/db/${id}-${title.toLowerCase().replaceAll(" ", "-")}`,
  crids: [`crid://vpro/cinema/${type === undefined ? "movie/CINEMA_MOVIE" : "series/CINEMA_SERIES"}_${id}`],
  summary: `Nederland ${year}. ${genre} van ${director}. Met o.a. Sem Ruijs. `,
  paragraphs: [{ body: text }],
  genres: [{ displayName: genre }],
  images: [{ type: "PROMO_PORTRAIT", url: `${posterHost}${id}.jpg` }],
  relations: [
    { type: "CINEMA_DIRECTOR", value: director, broadcaster: "VPRO" },
    { type: "CINEMA_YEAR", value: String(year), broadcaster: "VPRO" },
    { type: "CINEMA_AGERATING", value: age, broadcaster: "VPRO" },
    { type: "CINEMA_APPRECIATION", value: String(mark), broadcaster: "VPRO" }
  ]
})

const keeper = { id: 9001, title: foreignTitle, original_title: "Fyrens dotter", release_date: "2016-02-12" }
/** A film that only TMDB knows. */
export const bareTitle = "A Field in Between"
const bare = { id: 9002, title: bareTitle, original_title: bareTitle, release_date: "2021-09-01" }

const tmdb = (path: string): Answer | undefined => {
  if (path.startsWith("/search/movie")) {
    if (path.includes("keeper")) return json({ results: [keeper] })
    return path.includes("field") ? json({ results: [bare] }) : undefined
  }
  if (path.startsWith("/movie/9001"))
    return json({
      ...keeper,
      credits: { crew: [{ name: "Mara Lindqvist", job: "Director" }] },
      alternative_titles: { titles: [{ iso_3166_1: "NL", title: "De dochter van het licht" }] }
    })
  return path.startsWith("/movie/9002")
    ? json({ ...bare, credits: { crew: [{ name: "Ida Moss", job: "Director" }] } })
    : undefined
}

/** What all sources know. */
export const world: World = (source, question) => {
  if (source === "tmdb") return tmdb(question.path.toLowerCase())
  if (source !== "poms") return undefined
  const named = films.filter(({ id }) => question.body.includes(`_${id}"`))
  if (named.length > 0)
    return json({ total: named.length, items: named.map((film) => ({ score: 1, result: page(film) })) })
  const words = searched(question)
  const kind = question.body.includes("SERIES") ? "SERIES" : undefined
  // Several titles may be asked for in one question.
  const isAbout = ({ title, director }: Film) =>
    `${title} ${director}`.toLowerCase().includes(words) ||
    [title, director].some((part) => words.includes(part.toLowerCase()))
  const found = films.filter((film) => film.type === kind && words !== "" && isAbout(film))
  return json({ total: found.length, items: found.map((film) => ({ score: 1, result: page(film) })) })
}
