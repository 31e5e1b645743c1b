/** The VPRO catalogue at POMS, NPO's public frontend API: signed requests, filtered questions, tolerant reading. */
import { Array as Arr, Clock, Effect, Layer, Option, Ref, Schema } from "effect"
import type { MediaKind, VproId } from "../../../domain/values/Media.ts"
import { type CatalogueQuery, CataloguePort, pagesAtOnce, type PageNumber } from "../../../ports/CataloguePort.ts"
import { CredentialPort, type Credentials } from "../../../ports/CredentialPort.ts"
import { fromHttpError, type HttpAnswer, HttpPort } from "../../../ports/HttpPort.ts"
import { SourceError } from "../../../ports/SourceError.ts"
import { readJson } from "../../../domain/text/Json.ts"
import { isUnreadable, pagesOf, Problem, Result } from "./PomsJson.ts"
import { crid, searchForm } from "./PomsForm.ts"
import { itemOf } from "./PomsPage.ts"
import { signedHeaders } from "./Signature.ts"

export interface PomsOptions {
  /** Without a slash at the end, `https://rs.poms.omroep.nl/v1/api`; its path is part of what is signed. */
  readonly baseUrl: string
  /** Belongs to the key. */
  readonly origin: string
  readonly profile: string
}

export const defaultOptions: PomsOptions = {
  baseUrl: "https://rs.poms.omroep.nl/v1/api",
  origin: "https://www.vprogids.nl",
  profile: "vprocinema"
}

/** A film page takes some 3 kB; any word of a title matches, so the right page may stand well below the tenth. */
const pageSize = 50
/** POMS refuses signatures that are off by more than some ten minutes; a clock this far off is worth correcting. */
const skewWorthCorrecting = 60_000

const decodeResult = readJson(Result)

const problemText = (body: string) =>
  Option.match(Schema.decodeOption(Problem)(body), {
    onNone: () => "no reason given",
    onSome: (problem) => (problem.message ?? "no reason given").slice(0, 200)
  })

const make = Effect.fn("Poms.make")(function* (options: PomsOptions) {
  const http = yield* HttpPort
  const credentials = yield* CredentialPort
  /** Milliseconds that this machine's clock is behind POMS. */
  const skew = yield* Ref.make(0)

  const attempt = (path: string, parameters: Readonly<Record<string, string>>, body: string, pair: Credentials) =>
    http.send(
      "poms",
      Effect.gen(function* () {
        const url = new URL(`${options.baseUrl}${path}`)
        for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
        const now = (yield* Clock.currentTimeMillis) + (yield* Ref.get(skew))
        const date = new Date(now).toUTCString()
        return {
          method: "POST" as const,
          url: url.href,
          headers: {
            ...signedHeaders(pair, { origin: options.origin, date, path: url.pathname, parameters }),
            "Content-Type": "application/json",
            Accept: "application/json"
          },
          body
        }
      })
    )

  /** Whether the clocks differ enough to explain a refusal; if so the difference is corrected from now on. */
  const correctSkew = (answer: HttpAnswer) =>
    Effect.gen(function* () {
      const theirs = Date.parse(answer.headers["date"] ?? "")
      if (Number.isNaN(theirs)) return false
      const found = theirs - (yield* Clock.currentTimeMillis)
      const before = yield* Ref.getAndSet(skew, Math.abs(found) > skewWorthCorrecting ? found : 0)
      return Math.abs(found - before) > skewWorthCorrecting
    })

  const isRefusal = (answer: HttpAnswer) => answer.status === 401 || answer.status === 403

  const signedPost = Effect.fn("Poms.post")(function* (
    path: string,
    parameters: Readonly<Record<string, string>>,
    form: unknown
  ) {
    const body = JSON.stringify(form)
    const pair = yield* credentials.current
    const first = yield* attempt(path, parameters, body, pair)
    if (!isRefusal(first)) return first
    if (yield* correctSkew(first)) {
      yield* Effect.logWarning(
        "POMS refused our date: its clock differs from ours; requests are dated by its clock now"
      )
      const second = yield* attempt(path, parameters, body, pair)
      if (!isRefusal(second)) return second
    }
    const fresh = yield* credentials.refresh(pair)
    const third = yield* attempt(path, parameters, body, fresh)
    if (!isRefusal(third)) yield* credentials.accepted(fresh)
    return third
  })

  const ask = Effect.fn("Poms.ask")(function* (
    tried: string,
    path: string,
    parameters: Readonly<Record<string, string>>,
    form: unknown
  ) {
    const answer = yield* signedPost(path, parameters, form).pipe(
      Effect.catchTags({
        HttpError: (error) => Effect.fail(fromHttpError(error)),
        CredentialError: (cause) =>
          Effect.fail(
            new SourceError({
              source: "poms",
              reason: "Refused",
              tried: `${tried}: credentials refused and ${cause.message}`,
              cause
            })
          )
      })
    )
    if (isRefusal(answer))
      return yield* new SourceError({
        source: "poms",
        reason: "Refused",
        tried: `${tried}: status ${answer.status}, ${problemText(answer.body)}`
      })
    if (answer.status !== 200)
      return yield* new SourceError({
        source: "poms",
        reason: "Malformed",
        tried: `${tried}: status ${answer.status}, ${problemText(answer.body)}`
      })
    return yield* Effect.mapError(
      decodeResult(answer.body),
      (cause) => new SourceError({ source: "poms", reason: "Malformed", tried: `${tried}: not a list of pages`, cause })
    )
  })

  /** Pages by their numbers, without a search: `POST /pages/multiple` takes up to 240 crids. */
  const load = Effect.fnUntraced(function* (tried: string, pages: ReadonlyArray<PageNumber>) {
    const parameters = { profile: options.profile, properties: "none" }
    const result = yield* ask(tried, "/pages/multiple", parameters, pages.map(crid))
    if (isUnreadable(result))
      return yield* new SourceError({ source: "poms", reason: "Malformed", tried: `${tried}: no page can be read` })
    return pagesOf(result).flatMap((page) => itemOf(page) ?? [])
  })

  return CataloguePort.of({
    search: Effect.fn("Poms.search")(function* (query: CatalogueQuery) {
      const parameters = { max: String(pageSize), profile: options.profile, properties: "none" }
      const tried = `search for "${query.text}"`
      const result = yield* ask(tried, "/pages/", parameters, searchForm(query))
      const pages = pagesOf(result)
      if (pages.length === 0 && result.items.length > 0)
        return yield* new SourceError({ source: "poms", reason: "Malformed", tried: `${tried}: no page can be read` })
      return {
        items: pages.flatMap((page) => itemOf(page) ?? []),
        more: (result.total ?? 0) > result.items.length
      }
    }),
    byId: Effect.fn("Poms.byId")(function* (id: VproId, kind: MediaKind) {
      return Arr.head(yield* load(`page ${id}`, [{ id, kind }]))
    }),
    byIds: Effect.fn("Poms.byIds")(function* (pages: ReadonlyArray<PageNumber>) {
      const answers = yield* Effect.forEach(Arr.chunksOf(pages, pagesAtOnce), (some) =>
        load(`${some.length} pages`, some)
      )
      const isWanted = ({ id, kind }: PageNumber) => pages.some((page) => page.id === id && page.kind === kind)
      return answers.flat().filter(isWanted)
    })
  })
})

/** The catalogue at POMS; needs a way out and credentials. */
export const layer = (options: Partial<PomsOptions> = {}) =>
  Layer.effect(CataloguePort, make({ ...defaultOptions, ...options }))
