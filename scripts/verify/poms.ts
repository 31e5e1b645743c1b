/** Checks signing, the readers of POMS and the reader of credentials against recorded material. */
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { Redacted, Schema } from "effect"
import { pairIn } from "../../src/adapters/sources/credentials/CredentialPage.ts"
import { pagesOf, Result } from "../../src/adapters/sources/poms/PomsJson.ts"
import { itemOf } from "../../src/adapters/sources/poms/PomsPage.ts"
import { message, signedHeaders } from "../../src/adapters/sources/poms/Signature.ts"
import type { CatalogueItem } from "../../src/domain/values/Catalogue.ts"

interface Verdict {
  readonly name: string
  readonly passed: number
  readonly failed: Array<string>
}

/** Every check over the folder with the recorded material. */
export const verifyPoms = (dataDir: string): Array<Verdict> => [
  vectors(dataDir),
  films(dataDir),
  answers(dataDir),
  edges(dataDir),
  pairs(dataDir)
]

const verdict = (name: string, outcomes: ReadonlyArray<readonly [what: string, holds: boolean]>): Verdict => {
  const failed = outcomes.filter(([, holds]) => !holds).map(([what]) => what)
  return { name, passed: outcomes.length - failed.length, failed }
}

const read = <A, I>(schema: Schema.Schema<A, I>, ...path: ReadonlyArray<string>): A =>
  Schema.decodeUnknownSync(Schema.parseJson(schema))(readFileSync(join(...path), "utf8"))

const Vector = Schema.Struct({
  id: Schema.String,
  key: Schema.String,
  secret: Schema.String,
  origin: Schema.String,
  date: Schema.String,
  path: Schema.String,
  params: Schema.Record({ key: Schema.String, value: Schema.String }),
  message: Schema.String,
  signature: Schema.String,
  authorization: Schema.optional(Schema.String)
})

const vectors = (dataDir: string): Verdict => {
  const Vectors = Schema.Struct({
    vectors: Schema.Array(Vector),
    upstream_unit_test_vectors: Schema.Array(Vector)
  })
  const known = read(Vectors, dataDir, "poms", "signing-vectors.json")
  return verdict(
    "signing vectors",
    [...known.vectors, ...known.upstream_unit_test_vectors].flatMap((vector) => {
      const { id, origin, date, path, key, secret, params: parameters, signature } = vector
      const signed = { origin, date, path, parameters }
      const { Authorization } = signedHeaders({ key: Redacted.make(key), secret: Redacted.make(secret) }, signed)
      return [
        [`${id}: message`, message(signed) === vector.message] as const,
        [`${id}: Authorization`, Authorization === (vector.authorization ?? `NPO ${key}:${signature}`)] as const
      ]
    })
  )
}

const Pages = Schema.Array(Schema.Struct({ type: Schema.String, url: Schema.String, title: Schema.String }))
const Unread = Schema.Array(Schema.Unknown)

/** What is read of a page, as if it came alone in an answer. */
const itemIn = (page: unknown): CatalogueItem | undefined =>
  pagesOf({ items: [{ result: page }] }).flatMap((known) => itemOf(known) ?? [])[0]

const films = (dataDir: string): Verdict => {
  const file = [dataDir, "poms", "pages", "derived-210-movies-without-referrals-and-embeds.json"]
  const raw = read(Unread, ...file)
  return verdict(
    "210 film pages",
    read(Pages, ...file).flatMap(({ title, url }, index) => {
      const item = itemIn(raw[index])
      const shown = [item?.title, item?.text, ...(item?.directors ?? []), ...(item?.otherTitles ?? [])].slice(0, -1)
      return [
        [`${title}: number ${item?.id}, page ${url}`, String(item?.id) === /film~(\d+)~/.exec(url)?.[1]] as const,
        [`${title}: kind, title and countries`, item?.kind === "film" && item.title !== ""] as const,
        [`${title}: codes of typesetters`, !shown.some((text) => /\[K[A-Z]\d/.test(text ?? ""))] as const,
        [`${title}: appreciation 0 is none`, item?.appreciation === undefined || item.appreciation > 0] as const
      ]
    })
  )
}

const Answer = Schema.Struct({ items: Schema.Array(Schema.Struct({ result: Schema.Unknown })) })
const Kind = Schema.Struct({ type: Schema.String, objectType: Schema.String })

const answers = (dataDir: string): Verdict => {
  const folder = join(dataDir, "poms", "search-results")
  const files = readdirSync(folder).map((file) => ({
    file,
    known: pagesOf(read(Result, folder, file)).length,
    results: read(Answer, folder, file).items.map(({ result }) => result)
  }))
  const films = files.flatMap(({ file, results }) =>
    results.map((result, index) => {
      const { objectType, type } = Schema.decodeUnknownSync(Kind)(result)
      const isFilm = objectType === "page" && type === "MOVIE"
      return [`${file} ${index}: ${type}`, (itemIn(result) !== undefined) === isFilm] as const
    })
  )
  // Answers about media, which are no pages, have to be survived only.
  const whole = files.map(({ file, known, results }) => {
    const pages = results.filter((result) => Schema.decodeUnknownSync(Kind)(result).objectType === "page").length
    return [`${file}: ${known} of ${pages}`, known === pages] as const
  })
  return verdict("recorded answers", [...whole, ...films])
}

/** What must be read of a page that was kept for its edge, by the name of its file. */
const expected: Readonly<Record<string, (item: CatalogueItem) => boolean>> = {
  "alza-la-testa.json": (item) => item.year === 2009 && item.text !== undefined && item.countries.join() === "Italië",
  "bekas.json": (item) => item.directors.join() === "Karzan Kader" && item.countries.length === 3,
  "jasper-en-julia-appreciation-0.json": (item) => item.appreciation === undefined && item.kijkwijzer === "6",
  "kaboom-empty-paragraph.json": (item) => item.text === undefined && item.appreciation === 6,
  "l-histoire-du-soldat-minimal.json": (item) => item.title !== "",
  "lachkabinett-multiple-directors.json": (item) =>
    item.directors.slice(0, 5).join() === "Willem Holsboer,Wolfgang Becker,Carl Lamac,Rolf Raffé,Erich Engels" &&
    item.text?.includes("München") === true,
  "shine-a-light.json": (item) => item.year === 2008 && item.directors.join() === "Martin Scorsese",
  "the-devil-inside.json": (item) => item.title === "The Devil Inside",
  "the-stoning-of-soraya-m.json": (item) => item.title.startsWith("The Stoning of Soraya M"),
  "tussenstand-age-ALL.json": (item) => item.kijkwijzer === "AL" && item.appreciation === 8,
  "van-gogh-s-oor.json": (item) => item.title !== "",
  "verschrikkelijke-ikke-3d-two-directors.json": (item) => item.directors.join() === "Pierre Coffin,Chris Renaud"
}

const edges = (dataDir: string): Verdict => {
  const folder = join(dataDir, "poms", "pages", "real-2017")
  const synthetic = itemIn(read(Schema.Unknown, dataDir, "poms", "pages", "page-with-everything.synthetic.json"))
  return verdict("pages with an edge", [
    ["page-with-everything.synthetic.json", synthetic === undefined || synthetic.title !== ""],
    ...readdirSync(folder).map((file) => {
      const item = itemIn(read(Schema.Unknown, folder, file))
      const holds = file.startsWith("nonmovie-") ? item === undefined : item !== undefined && expected[file]?.(item)
      return [`${file}: ${JSON.stringify(item)}`, holds === true] as const
    })
  ])
}

const pairs = (dataDir: string): Verdict => {
  const Variants = Schema.Array(
    Schema.Struct({
      name: Schema.String,
      text: Schema.String,
      expect: Schema.NullOr(Schema.Tuple(Schema.String, Schema.String))
    })
  )
  const shown = (text: string) => {
    const pair = pairIn(text)
    return pair === undefined ? "none" : `${pair.key} ${pair.secret}`
  }
  const page = readFileSync(join(dataDir, "vpro", "credential_config_SYNTHETIC.html"), "utf8")
  return verdict("pages with credentials", [
    ["credential_config_SYNTHETIC.html", shown(page) === "fakekey0001 fakesecr001"],
    ...read(Variants, dataDir, "vpro", "credential_config_variants_SYNTHETIC.json").map(
      ({ name, text, expect }) => [name, shown(text) === (expect?.join(" ") ?? "none")] as const
    )
  ])
}
