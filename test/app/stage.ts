/** The whole service on a free port, over stand-ins for every source. */
import { Effect, Schema } from "effect"
import { request as send } from "node:http"
import { type Asked, type Reply, standIn } from "../stand-ins/server.ts"
import { type Options, running } from "./running.ts"

export interface Given {
  readonly status: number
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
}

export interface Request {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array | undefined
  /** Sends the body in pieces and does not say how long it will be. */
  readonly chunked?: boolean
}

const pieceSize = 65_536

/** Sends a path to the letter, which `fetch` does not. */
const asking =
  (port: number) =>
  (path: string, { method = "GET", headers = {}, body, chunked = false }: Request = {}) =>
    Effect.async<Given, Error>((resume) => {
      const bytes = body === undefined ? undefined : Buffer.from(body)
      const count = bytes === undefined ? 0 : Math.ceil(bytes.length / pieceSize)
      const pieces = Array.from({ length: count }, (_, at) => bytes?.subarray(at * pieceSize, (at + 1) * pieceSize))
      const length = bytes === undefined || chunked ? {} : { "content-length": String(bytes.length) }
      const outgoing = send(
        { host: "127.0.0.1", port, path, method, headers: { ...length, ...headers }, agent: false },
        (incoming) => {
          const parts: Array<Uint8Array> = []
          incoming.on("data", (part: Uint8Array) => parts.push(part))
          incoming.on("error", (error) => resume(Effect.fail(error)))
          incoming.on("end", () =>
            resume(
              Effect.succeed({
                status: incoming.statusCode ?? 0,
                headers: Object.fromEntries(
                  Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])
                ),
                text: Buffer.concat(parts).toString("utf8")
              })
            )
          )
        }
      )
      outgoing.on("error", (error) => resume(Effect.fail(error)))
      for (const piece of pieces) outgoing.write(piece)
      outgoing.end()
    })

/** Answers for the sources; what it leaves open is an empty answer of that source. */
export type Sources = (request: Asked) => Reply | undefined

/** What every source says that knows nothing. */
export const nothing = ({ url }: Asked): Reply =>
  url.startsWith("/poms/")
    ? { body: JSON.stringify({ total: 0, items: [] }) }
    : url.startsWith("/cinema/zoeken")
      ? { body: "<!doctype html><main><h1>Zoekresultaten</h1><p>Geen resultaten gevonden</p></main>" }
      : url.startsWith("/wikidata/")
        ? { body: JSON.stringify({ query: { search: [] }, search: [], entities: {} }) }
        : { status: 404, body: "<!doctype html><title>404</title>" }

/** The variables that lead to stand-ins at this address, as often as one likes. */
export const leadingTo = (url: string): Readonly<Record<string, string>> => ({
  POMS_CACHE_FILE: "/nonexistent/credentials.json",
  POMS_API_BASE: `${url}/poms/v1/api`,
  TMDB_API_BASE: `${url}/tmdb/3`,
  CINEMA_BASE_URL: `${url}/cinema`,
  VPROGIDS_BASE_URL: `${url}/vprogids`,
  DUCKDUCKGO_BASE_URL: `${url}/duckduckgo`,
  STARTPAGE_BASE_URL: `${url}/startpage`,
  TVMAZE_API_BASE: `${url}/tvmaze`,
  GITHUB_API_BASE: `${url}/github`,
  PLEX_TV_BASE_URL: `${url}/plextv`,
  // Most tests tell of one reference of works; those of several switch it on.
  WIKIDATA: "off",
  WIKIDATA_API_BASE: `${url}/wikidata`,
  RATE_LIMIT_WIKIDATA: "0",
  RATE_LIMIT_TVMAZE: "0",
  RATE_LIMIT_WEB_SEARCH: "0",
  RATE_LIMIT_POMS: "0",
  RATE_LIMIT_TMDB: "0",
  RATE_LIMIT_CINEMA: "0",
  RATE_LIMIT_VPROGIDS: "0"
})

/** The service, what its sources were asked, and how to ask it something. */
export const service = Effect.fn(function* (
  sources: Sources = () => undefined,
  variables: Readonly<Record<string, string>> = {},
  options: Options = {}
) {
  const others = yield* standIn((request) => sources(request) ?? nothing(request))
  const port = yield* running({ CACHE_URL: "memory:", ...leadingTo(others.url), ...variables }, options)
  const ask = asking(port)
  return {
    ask,
    port,
    /** Posts a match. */
    match: (root: string, body: unknown) =>
      ask(`${root}/library/metadata/matches`, { method: "POST", body: JSON.stringify(body) }),
    /** What the sources were asked, the oldest first. */
    asked: others.requests
  }
})

/** The JSON of an answer, as far as a schema says. */
export const json = <A, I>(schema: Schema.Schema<A, I>, { text }: Given): A =>
  Schema.decodeUnknownSync(Schema.parseJson(schema))(text)

const text = Schema.optional(Schema.String)
const Item = Schema.Struct({
  ratingKey: Schema.String,
  key: Schema.String,
  guid: Schema.String,
  type: Schema.String,
  title: Schema.String,
  originallyAvailableAt: text,
  year: Schema.optional(Schema.Int),
  summary: text,
  contentRating: text,
  thumb: text,
  index: Schema.optional(Schema.Int),
  parentIndex: Schema.optional(Schema.Int),
  Guid: Schema.optional(Schema.Array(Schema.Struct({ id: Schema.String }))),
  Image: Schema.optional(Schema.Array(Schema.Struct({ type: Schema.String, url: Schema.String })))
})

/** The container of an answer to Plex. */
export const container = (given: Given) =>
  json(
    Schema.Struct({
      MediaContainer: Schema.Struct({
        offset: Schema.Int,
        totalSize: Schema.Int,
        size: Schema.Int,
        identifier: Schema.String,
        Metadata: Schema.optional(Schema.Array(Item)),
        Image: Schema.optional(Schema.Array(Schema.Unknown))
      })
    }),
    given
  ).MediaContainer

/** The only item of an answer. */
export const onlyItem = (given: Given) => {
  const { Metadata = [] } = container(given)
  const [item] = Metadata
  if (item === undefined || Metadata.length > 1) throw new Error(`not one item: ${given.text}`)
  return item
}

const Problem = Schema.Struct({ error: Schema.Struct({ status: Schema.Int, message: Schema.NonEmptyString }) })

/** The status and the message of an answer that is none, which must be JSON and agree with itself. */
export const problem = (given: Given): readonly [number, string] => {
  const { error } = json(Problem, given)
  if (error.status !== given.status || !given.headers["content-type"]?.startsWith("application/json"))
    throw new Error(`status ${given.status}: ${given.text}`)
  return [error.status, error.message]
}
