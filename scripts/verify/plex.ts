/** Checks requests and answers against Plex's official samples, and against schemas when a validator is at hand. */
import { readdirSync, readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { Effect, Either, Schema } from "effect"
import { MatchRequest } from "../../src/domain/plex/MatchRequest.ts"
import { answer, page } from "../../test/adapters/sources/pomsStage.ts"
import { json, service } from "../../test/app/stage.ts"

interface Verdict {
  readonly name: string
  readonly passed: number
  readonly failed: Array<string>
}

const verdict = (name: string, outcomes: ReadonlyArray<readonly [what: string, holds: boolean]>): Verdict => {
  const failed = outcomes.filter(([, holds]) => !holds).map(([what]) => what)
  return { name, passed: outcomes.length - failed.length, failed }
}

const read = <A, I>(schema: Schema.Schema<A, I>, ...path: ReadonlyArray<string>): A =>
  Schema.decodeUnknownSync(Schema.parseJson(schema))(readFileSync(join(...path), "utf8"))

/** Every check over the folder with the recorded material. */
export const verifyPlex = async (dataDir: string): Promise<Array<Verdict>> => {
  const folder = join(dataDir, "plex")
  const own = await Effect.runPromise(Effect.scoped(answers))
  return [requests(folder), shapes(folder, own), await schemas(folder, own)]
}

const Sample = Schema.Struct({ body: Schema.optional(Schema.Unknown) })

const requests = (folder: string): Verdict => {
  const accepted = (body: unknown) => Either.isRight(Schema.decodeUnknownEither(MatchRequest)(body))
  const samples = readdirSync(join(folder, "samples", "requests"))
    .filter((file) => /^\d/.test(file))
    .map((file) => ({ file, body: read(Sample, folder, "samples", "requests", file).body }))
    .filter(({ body }) => body !== undefined)
  const official = read(Schema.Unknown, folder, "official-example-match-request-body.json")
  return verdict("official requests are understood", [
    ["official-example-match-request-body.json", accepted(official)],
    ...samples.map(({ file, body }) => [file, accepted(body)] as const)
  ])
}

/** An answer of our own, and the schema that it must satisfy. */
interface Own {
  readonly name: string
  readonly schema: string
  readonly body: unknown
}

const answers = Effect.gen(function* () {
  const images = [{ type: "PROMO_PORTRAIT", url: "https://images.vpro.test/poster.jpg" }]
  const relations = [
    { type: "CINEMA_YEAR", value: "2011" },
    { type: "CINEMA_DIRECTOR", value: "Bo Maker" },
    { type: "CINEMA_AGERATING", value: "_12" },
    { type: "CINEMA_APPRECIATION", value: "7" }
  ]
  const { ask, match } = yield* service(
    ({ url, body }) =>
      url.startsWith("/poms/") && body.includes("MOVIE") ? answer([page({ images, relations })]) : undefined,
    { VPRO_RETURN_IMAGES: "true", VPRO_RETURN_RATING: "true" }
  )
  const found = "/movies/library/metadata/vpro-de-stille-dijk-2011-none-m"
  const unknown = "/tv/library/metadata/vpro-penoza-2010-none-s"
  const film = { type: 1, title: "De stille dijk", year: 2011, guid: "imdb://tt1234567" }
  const given = {
    "root of films": ["plex-media-provider-root", yield* ask("/movies")],
    "root of series": ["plex-media-provider-root", yield* ask("/tv")],
    match: ["plex-match-response", yield* match("/movies", film)],
    "match by hand": ["plex-match-response", yield* match("/movies", { ...film, manual: 1 })],
    "match of a show": ["plex-match-response", yield* match("/tv", { type: 2, title: "Penoza", year: 2010 })],
    "match of a season": ["plex-match-response", yield* match("/tv", { type: 3, parentTitle: "Penoza", index: 1 })],
    metadata: ["plex-metadata-container", yield* ask(found)],
    "metadata of a show": ["plex-metadata-container", yield* ask(unknown)],
    extras: ["plex-metadata-container", yield* ask(`${found}/extras`)],
    children: ["plex-metadata-container", yield* ask(`${unknown}/children`)],
    images: ["plex-images-container", yield* ask(`${found}/images`)]
  } as const
  return Object.entries(given).map(([name, [schema, one]]): Own => ({ name, schema, body: json(Schema.Unknown, one) }))
})

const Members = Schema.Record({ key: Schema.String, value: Schema.Unknown })
const Container = Schema.Struct({
  MediaContainer: Schema.extend(
    Schema.Struct({
      offset: Schema.Int,
      totalSize: Schema.Int,
      size: Schema.Int,
      identifier: Schema.String,
      Metadata: Schema.optional(Schema.Array(Members)),
      Image: Schema.optional(Schema.Array(Members))
    }),
    Members
  )
})
const containerOf = Schema.decodeUnknownEither(Container)

/** Members that official samples do not show, but their text names. */
const documented = ["ratingKey", "key", "Guid", "Rating", "Image", "contentRating", "summary", "thumb", "art"]

type Outcome = readonly [what: string, holds: boolean]

const shapes = (folder: string, own: ReadonlyArray<Own>): Verdict => {
  const files = readdirSync(folder).filter(
    (file) => /^official-example-.*\.json$/.test(file) && !/(request|root)/.test(file)
  )
  const official = files.map((file) => ({ file, box: containerOf(read(Schema.Unknown, folder, file)) }))
  const known = new Set([
    ...documented,
    ...official
      .flatMap(({ box }) => (Either.isRight(box) ? (box.right.MediaContainer.Metadata ?? []) : []))
      .flatMap(Object.keys)
  ])
  const guidFits = (item: typeof Members.Type, identifier: string) =>
    String(item["guid"]).startsWith(`${identifier}://${String(item["type"])}/`)
  return verdict("answers have the form of the official ones", [
    ...official.map(({ file, box }) => {
      const items = Either.isRight(box) ? (box.right.MediaContainer.Metadata ?? []) : []
      return [file, Either.isRight(box) && items.every((item) => guidFits(item, "plex"))] as const
    }),
    ...own
      .filter(({ schema }) => schema !== "plex-media-provider-root")
      .flatMap(({ name, body }): ReadonlyArray<Outcome> => {
        const box = containerOf(body)
        if (Either.isLeft(box)) return [[`${name}: ${box.left.message}`, false]]
        const { Image, Metadata, identifier, offset, size, totalSize } = box.right.MediaContainer
        const items = Metadata ?? []
        const strangers = items.flatMap(Object.keys).filter((member) => !known.has(member))
        return [
          [`${name}: sizes`, offset === 0 && size === (Metadata ?? Image ?? []).length && totalSize === size],
          [`${name}: guid`, items.every((item) => guidFits(item, identifier))],
          [`${name}: members ${strangers.join(", ")}`, strangers.length === 0]
        ]
      })
  ])
}

interface Validator {
  (body: unknown): boolean
  readonly errors?: unknown
}
interface Ajv {
  readonly compile: (schema: unknown) => Validator
}
const isModule = (value: unknown): value is { readonly default: new (options: object) => Ajv } =>
  typeof value === "object" && value !== null && "default" in value && typeof value.default === "function"

/** The validator is no dependency of this project: it is used where somebody installed it. */
const validator = async (): Promise<Ajv | undefined> => {
  try {
    const require = createRequire(join(process.cwd(), "package.json"))
    const module: unknown = await import(pathToFileURL(require.resolve("ajv/dist/2020.js")).href)
    return isModule(module) ? new module.default({ strict: false, allErrors: true, validateFormats: false }) : undefined
  } catch {
    return undefined
  }
}

const schemas = async (folder: string, own: ReadonlyArray<Own>): Promise<Verdict> => {
  const name = "answers satisfy the schemas"
  const ajv = await validator()
  if (ajv === undefined) {
    console.log(`skipped: ${name} (ajv is not installed here)`)
    return { name: `${name} (skipped: no ajv)`, passed: 0, failed: [] }
  }
  const names = [...new Set(own.map(({ schema }) => schema))]
  const compiled = new Map(
    names.map((schema) => [schema, ajv.compile(read(Schema.Unknown, folder, "schemas", `${schema}.schema.json`))])
  )
  return verdict(
    name,
    own.map((one) => {
      const validate = compiled.get(one.schema)
      const holds = validate?.(one.body) === true
      return [`${one.name}: ${JSON.stringify(validate?.errors)}`, holds]
    })
  )
}
