/** Checks the readers of pages, addresses and TMDB against recorded material that is not part of the project. */
import { readdir, readFile } from "node:fs/promises"
import { join } from "node:path"
import { Either, Option, Schema } from "effect"
import { blockReason } from "../../src/adapters/sources/reading/BlockPage.ts"
import { readFilmPage } from "../../src/adapters/sources/cinema/CinemaPage.ts"
import { readCards } from "../../src/adapters/sources/cinema/CinemaSearch.ts"
import { Details, FindAnswer, SearchAnswer } from "../../src/adapters/sources/tmdb/TmdbJson.ts"
import { toHit, toWork } from "../../src/adapters/sources/tmdb/TmdbWork.ts"
import { vproIdOf } from "../../src/domain/values/Media.ts"
import { cinemaUrl, pageSlug, vproAddress } from "../../src/domain/values/VproAddress.ts"

export interface Check {
  readonly name: string
  readonly passed: number
  readonly failed: Array<string>
}

/** Every check over the folder with the recorded material. */
export const verifyPages = async (dataDir: string): Promise<Array<Check>> => [
  await addresses(dataDir),
  await slugs(dataDir),
  await blockPages(dataDir),
  await ordinaryPages(dataDir),
  await cinemaPages(dataDir),
  await tmdbAnswers(dataDir)
]

const check = (name: string, outcomes: ReadonlyArray<readonly [what: string, holds: boolean]>): Check => {
  const failed = outcomes.filter(([, holds]) => !holds).map(([what]) => what)
  return { name, passed: outcomes.length - failed.length, failed }
}

const read = (...path: ReadonlyArray<string>) => readFile(join(...path), "utf8")

const readJson = async <A, I>(schema: Schema.Schema<A, I>, ...path: ReadonlyArray<string>): Promise<A> =>
  Schema.decodeUnknownSync(Schema.parseJson(schema))(await read(...path))

const UrlForms = Schema.Struct({
  cases: Schema.Array(
    Schema.Struct({
      url: Schema.String,
      kind: Schema.String,
      id: Schema.NullOr(Schema.String),
      slug: Schema.optional(Schema.String),
      canonical: Schema.optional(Schema.String),
      fetch: Schema.optional(Schema.String)
    })
  )
})

const addresses = async (dataDir: string): Promise<Check> => {
  const { cases } = await readJson(UrlForms, dataDir, "vpro", "url_forms.json")
  return check(
    "addresses of films and series",
    cases.map((each) => {
      const address = vproAddress(each.url)
      if (each.id === null) return [each.url, address === undefined]
      const kindFits = address?.kind === undefined ? each.url.includes("/db/") : address.kind === each.kind
      const slugFits = each.slug === undefined || address?.slug === each.slug
      const target = each.fetch ?? each.canonical
      const made = address && cinemaUrl("https://www.cinema.nl", address.id, address.slug)
      return [
        each.url,
        address?.id === vproIdOf(each.id) && kindFits && slugFits && (target === undefined || made === target)
      ]
    })
  )
}

const Titles = Schema.Array(
  Schema.Struct({ title: Schema.String, id: Schema.String, slug: Schema.String, url: Schema.String })
)

const slugs = async (dataDir: string): Promise<Check> => {
  const titles = await readJson(Titles, dataDir, "vpro", "title_slug_id_210.json")
  return check(
    "slugs and ids of real films",
    titles.flatMap((each) => [
      [`${each.title}: slug ${pageSlug(each.title)}, expected ${each.slug}`, pageSlug(each.title) === each.slug],
      [each.url, vproAddress(each.url)?.id === vproIdOf(each.id) && vproAddress(each.url)?.slug === each.slug]
    ])
  )
}

const Excerpts = Schema.Array(
  Schema.Struct({ id: Schema.String, status: Schema.NullOr(Schema.Number), html: Schema.String })
)

const BlockIndex = Schema.Array(
  Schema.Struct({
    file: Schema.String,
    generic: Schema.Boolean
  })
)

const blockPages = async (dataDir: string): Promise<Check> => {
  const index = (await readJson(BlockIndex, dataDir, "block", "index.json")).filter((page) => page.generic)
  const excerpts = await readJson(Excerpts, dataDir, "block", "block_excerpts.json")
  const pages = await Promise.all(
    index.map(async ({ file }) => ({ id: file, html: await read(dataDir, "block", file) }))
  )
  return check("block pages are seen", [
    // The status of most pages is inferred: their bodies alone have to do.
    ...pages.map((page) => [page.id, blockReason(200, page.html) !== undefined] as const),
    ...excerpts.map((excerpt) => [excerpt.id, blockReason(excerpt.status ?? 200, excerpt.html) !== undefined] as const)
  ])
}

const ordinaryPages = async (dataDir: string): Promise<Check> => {
  const files = (await readdir(join(dataDir, "ordinary"))).filter((file) => file.endsWith(".html"))
  const pages = await Promise.all(
    files.map(async (file) => ({ id: file, html: await read(dataDir, "ordinary", file) }))
  )
  const excerpts = await readJson(Excerpts, dataDir, "ordinary", "ordinary_excerpts.json")
  // One of them is an HTML answer with status 403: ordinary as to its body, and so judged by its body.
  return check(
    "ordinary pages are not taken for block pages",
    [...pages, ...excerpts].map((page) => [page.id, blockReason(200, page.html) === undefined] as const)
  )
}

const cinemaPages = async (dataDir: string): Promise<Check> => {
  const id = vproIdOf(536405)
  const html = await read(dataDir, "vpro", "cinema_film_SYNTHETIC.html")
  const page = id === undefined ? undefined : readFilmPage(html, id)
  const film = typeof page === "object" ? page : undefined
  const cards = readCards(await read(dataDir, "vpro", "cinema_search_SYNTHETIC.html"))
  const none = readCards(await read(dataDir, "vpro", "cinema_search_empty_SYNTHETIC.html"))
  return check("reconstructed pages of cinema.nl", [
    ["title", film?.title === "Der Untergang"],
    ["kind and year", film?.kind === "film" && film.year === 2004],
    ["genres", film?.genres.join() === "drama,oorlog"],
    ["text", /^In Der Untergang .*aardige kantjes had\. Eenmaal .* openlijker onaangenaam\.$/.test(film?.text ?? "")],
    ["IMDb id", film?.imdb === "tt0363163"],
    ["Kijkwijzer", film?.kijkwijzer === "12"],
    ["appreciation", film?.appreciation === 8],
    ["directors", film?.directors.join() === "Oliver Hirschbiegel"],
    ["poster", film?.pictures[0]?.url === "https://images.vpro.nl/12345/w_1200/poster.jpg"],
    ["still", film?.pictures[1]?.url === "https://images.vpro.nl/12346/ex_0,ey_77,eh_846,ew_1504,w_1920/a.jpg"],
    ["cards", cards?.map((card) => `${card.id} ${card.title} ${card.year}`).join("; ") === expectedCards],
    ["no cards", none?.length === 0]
  ])
}

const expectedCards = "536405 Der Untergang 2004; 777 Untergang 1979; 888 2012 2009"

const tmdbAnswers = async (dataDir: string): Promise<Check> => {
  const files = (await readdir(join(dataDir, "tmdb"))).filter((file) => file.endsWith(".json"))
  const outcomes = files.map(async (file) => {
    const body = await read(dataDir, "tmdb", file)
    const decode = <A, I>(schema: Schema.Schema<A, I>) => Schema.decodeEither(Schema.parseJson(schema))(body)
    if (/details|append/.test(file) && !file.includes("configuration")) {
      const kind = file.includes("tv") ? "series" : "film"
      const work = Option.flatMapNullable(Either.getRight(decode(Details)), (details) => toWork(details, kind))
      const isWhole = Option.exists(work, ({ titles, year }) => titles.length > 0 && year !== undefined)
      return [
        [file, isWhole && Option.exists(work, ({ imdb }) => !file.includes("append") || imdb !== undefined)]
      ] as const
    }
    if (/find_/.test(file)) return [[file, Either.isRight(decode(FindAnswer))]] as const
    if (/search_(movie|tv)/.test(file)) {
      const hits = Either.map(decode(SearchAnswer), ({ results }) => results.map(toHit))
      return [[file, Either.isRight(hits) && hits.right.length > 0 && !hits.right.includes(undefined)]] as const
    }
    return []
  })
  return check("answers of TMDB", (await Promise.all(outcomes)).flat())
}
