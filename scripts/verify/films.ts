/** Asks the whole service for 210 real films, over a stand-in for POMS that holds their pages. */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { Effect, Either, Option, Schema } from "effect"
import { cleanText } from "../../src/adapters/sources/reading/CleanText.ts"
import { words } from "../../src/domain/titles/Comparison.ts"
import { isValidDescription } from "../../src/adapters/sources/reading/Validity.ts"
import { onlyItem, service, type Sources } from "../../test/app/stage.ts"

const Page = Schema.Struct({
  type: Schema.String,
  url: Schema.String,
  title: Schema.String,
  crids: Schema.Array(Schema.String),
  paragraphs: Schema.Array(Schema.Struct({ body: Schema.optional(Schema.String) })),
  relations: Schema.Array(Schema.Struct({ type: Schema.String, value: Schema.optional(Schema.String) }))
})
type Page = typeof Page.Type

/** A page, and all of it as it was recorded. */
interface Film {
  readonly page: Page
  readonly whole: unknown
  readonly words: ReadonlySet<string>
}

const valuesOf = (page: Page, type: string) =>
  page.relations.flatMap((relation) => (relation.type === type && relation.value !== undefined ? [relation.value] : []))

const Values = Schema.Union(Schema.String, Schema.Array(Schema.Struct({ value: Schema.String, match: Schema.String })))
const Form = Schema.Struct({
  searches: Schema.Struct({
    text: Schema.Union(Schema.String, Schema.Struct({ value: Schema.String, fuzziness: Schema.Literal("AUTO") })),
    types: Schema.Literal("MOVIE", "SERIES"),
    relations: Schema.optional(Schema.Array(Schema.Struct({ types: Schema.String, values: Values })))
  })
})
const form = Schema.decodeUnknownSync(Schema.parseJson(Form), { onExcessProperty: "ignore" })
const crids = Schema.decodeUnknownSync(Schema.parseJson(Schema.Array(Schema.String)))

/** Any word of the text fits; the most words first. A text between quotes has to fit as a whole. */
const search = (films: ReadonlyArray<Film>, body: string, max: number) => {
  const { text, types, relations = [] } = form(body).searches
  const plain = typeof text === "string" ? text : text.value
  const asked = words(plain)
  const isPhrase = /^".*"$/.test(plain)
  const fits = films.flatMap((film) => {
    const common = asked.filter((word) => film.words.has(word)).length
    const related = relations.every(({ types, values }) =>
      (typeof values === "string" ? [values] : values.map(({ value }) => value)).some((value) =>
        valuesOf(film.page, types).includes(value)
      )
    )
    return film.page.type === types && related && common >= (isPhrase ? asked.length : 1) ? [{ film, common }] : []
  })
  const share = ({ film, common }: (typeof fits)[number]) => common / Math.max(film.words.size, asked.length)
  const best = [...fits].sort((a, b) => share(b) - share(a)).slice(0, max)
  return { total: fits.length, items: best.map(({ film }) => ({ result: film.whole })) }
}

const poms =
  (films: ReadonlyArray<Film>): Sources =>
  ({ url, body }) => {
    const { pathname, searchParams } = new URL(url, "http://localhost")
    if (pathname === "/poms/v1/api/pages/")
      return { body: JSON.stringify(search(films, body, Number(searchParams.get("max") ?? 10))) }
    if (pathname !== "/poms/v1/api/pages/multiple") return { status: 404, body: "<!doctype html><title>404</title>" }
    const wanted = crids(body)
    const items = films.filter(({ page }) => page.crids.some((crid) => wanted.includes(crid)))
    return { body: JSON.stringify({ total: items.length, items: items.map(({ whole }) => ({ result: whole })) }) }
  }

/** Checks the answers for every page, asked for by its own title and year. */
export const verifyFilms = (dataDir: string) => {
  const file = join(dataDir, "poms", "pages", "derived-210-movies-without-referrals-and-embeds.json")
  const wholes = Schema.decodeUnknownSync(Schema.parseJson(Schema.Array(Schema.Unknown)))(readFileSync(file, "utf8"))
  const films = wholes.map((whole): Film => {
    const page = Schema.decodeUnknownSync(Page)(whole)
    return { page, whole, words: new Set(words(page.title)) }
  })
  return Effect.runPromise(Effect.scoped(answers(films)))
}

const answers = Effect.fn(function* (films: ReadonlyArray<Film>) {
  const { ask, match } = yield* service(poms(films), { VPRO_RETURN_IMAGES: "true", VPRO_RETURN_RATING: "true" })
  const found = yield* Effect.forEach(
    films,
    ({ page }) =>
      Effect.gen(function* () {
        const year = Number(valuesOf(page, "CINEMA_YEAR")[0])
        const asked = { type: 1, title: page.title, ...(year > 0 ? { year } : {}) }
        const matched = onlyItem(yield* match("/movies", asked))
        const given = yield* ask(`/movies${matched.key}`)
        return { item: onlyItem(given), again: yield* ask(`/movies${matched.key}`), matched, given }
      }).pipe(Effect.either),
    { concurrency: 8 }
  )
  const check = (name: string, holds: (film: Page, found: Found) => boolean, shown: (found: Found) => unknown) => {
    const failed = films.flatMap(({ page }, index) => {
      const one = Option.fromNullable(found[index]).pipe(Option.flatMap(Either.getRight), Option.getOrUndefined)
      if (one === undefined) return [`${page.title}: no answer`]
      return holds(page, one) ? [] : [`${page.title} ${page.url}: ${JSON.stringify(shown(one))}`]
    })
    return { name, passed: films.length - failed.length, failed }
  }
  type Found = Either.Either.Right<(typeof found)[number]>
  return [
    check(
      "films by title and year: their own page",
      (page, { item }) => item.Guid?.some(({ id }) => id === `vpro://${/film~(\d+)~/.exec(page.url)?.[1]}`) === true,
      ({ item }) => item
    ),
    check(
      "films by title and year: a text where there is one",
      (page, { item }) => {
        const body = cleanText(page.paragraphs.map((paragraph) => paragraph.body ?? "").join("\n"))
        return (item.summary !== undefined) === isValidDescription(body, "poms")
      },
      ({ item }) => item.summary ?? "no summary"
    ),
    check(
      "films by title and year: the age rating",
      (page, { item }) => {
        const [age] = valuesOf(page, "CINEMA_AGERATING")
        return (
          item.contentRating === (age === undefined ? undefined : age === "ALL" ? "nl/AL" : age.replace("_", "nl/"))
        )
      },
      ({ item }) => item.contentRating ?? "none"
    ),
    check(
      "films by title and year: kept, and the same identity as in the match",
      (_, { again, given, item, matched }) =>
        item.guid === matched.guid && again.headers["x-cache"] === "hit" && again.text === given.text,
      ({ again, item, matched }) => [matched.guid, item.guid, again.headers["x-cache"]]
    )
  ]
})
