/** The catalogue on a stage: the real HTTP stack asking a stand-in for POMS that checks signatures as POMS does. */
import { Effect, Layer, Option, Redacted, Ref } from "effect"
import { createHmac } from "node:crypto"
import * as Poms from "../../../src/adapters/sources/poms/Poms.ts"
import { vproIdOf, yearOf } from "../../../src/domain/values/Media.ts"
import { type CatalogueQuery, CataloguePort } from "../../../src/ports/CataloguePort.ts"
import { CredentialError, CredentialPort, type Credentials } from "../../../src/ports/CredentialPort.ts"
import { HttpPort } from "../../../src/ports/HttpPort.ts"
import type { Asked, Handler, Reply } from "../../stand-ins/server.ts"
import { stage } from "../http/httpStage.ts"

export const basePath = "/v1/api"
export const idOf = (digits: number) => Option.getOrThrow(Option.fromNullable(vproIdOf(digits)))
export const year = (digits: number) => Option.getOrThrow(Option.fromNullable(yearOf(digits)))
export const query = (rest: Partial<CatalogueQuery> = {}): CatalogueQuery => ({
  text: "de stille dijk",
  kind: "film",
  mode: "words",
  ...rest
})

const pair = (key: string, secret: string): Credentials => ({
  key: Redacted.make(key),
  secret: Redacted.make(secret),
  source: "test"
})
export const old = { key: "oldkey", secret: "oldsecret" }
export const fresh = { key: "freshkey", secret: "geheimé" }

/** What the port of credentials was told, in order. */
const credentials = Effect.fn(function* (refresh: "finds" | "fails") {
  const told = yield* Ref.make<ReadonlyArray<string>>([])
  const current = yield* Ref.make(pair(old.key, old.secret))
  const note = (what: string, { key }: Credentials) =>
    Ref.update(told, (all) => [...all, `${what} ${Redacted.value(key)}`])
  const layer = Layer.succeed(CredentialPort, {
    current: Ref.get(current),
    refresh: (refused: Credentials) =>
      Effect.zipRight(
        note("refused", refused),
        refresh === "finds"
          ? Effect.succeed(pair(fresh.key, fresh.secret))
          : new CredentialError({ reason: "PageGone", tried: "the page answered 404" })
      ),
    accepted: (accepted: Credentials) => Effect.zipRight(note("accepted", accepted), Ref.set(current, accepted)),
    state: Effect.succeed({ source: "test", state: "ok" as const })
  })
  return { told: Ref.get(told), layer }
})

/** The signature that a request ought to carry, told from nothing but what came over the wire. */
export const signatureOf = ({ headers, url }: Asked, secret: string): string => {
  const { pathname, searchParams } = new URL(url, "http://localhost")
  const parameters = [...searchParams].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => `,${name}:${value}`)
  const message = `origin:${headers["origin"]},x-npo-date:${headers["x-npo-date"]},uri:${pathname}${parameters.join("")}`
  return createHmac("sha256", secret).update(message, "utf8").digest("base64")
}

/** Refuses what is not signed with this pair, as POMS does: 401 and a text. */
export const guarded =
  ({ key, secret }: typeof old, handler: Handler): Handler =>
  (request, response, index) =>
    request.headers["authorization"] === `NPO ${key}:${signatureOf(request, secret)}`
      ? handler(request, response, index)
      : { status: 401, headers: { "content-type": "text/plain", date: date(0) }, body: "signature" }

/** A moment of the test clock as a header. */
export const date = (millis: number) => new Date(millis).toUTCString()

export const answer = (results: ReadonlyArray<unknown>, rest: object = {}): Reply => ({
  headers: { "content-type": "application/json", date: date(0) },
  body: JSON.stringify({ total: results.length, items: results.map((result) => ({ score: 1, result })), ...rest })
})

/** The port, what was asked of POMS, and what the credentials were told. */
export const catalogue = Effect.fn(function* (handler: Handler, refresh: "finds" | "fails" = "fails") {
  const { server, http } = yield* stage(handler, { breaker: { failures: 99 } })
  const { told, layer } = yield* credentials(refresh)
  const context = yield* Layer.build(
    Poms.layer({ baseUrl: `${server.url}${basePath}` }).pipe(
      Layer.provide(Layer.merge(layer, Layer.succeed(HttpPort, http)))
    )
  )
  const port = yield* Effect.provide(CataloguePort, context)
  return { port, server, told }
})

/** A page of a film with nothing but what every page has. */
export const page = (rest: object = {}) => ({
  objectType: "page",
  type: "MOVIE",
  title: "De stille dijk",
  url: "https://www.vpro.nl/cinema/films/film~4711~de-stille-dijk~.html",
  crids: ["crid://vpro/cinema/movie/CINEMA_MOVIE_4711"],
  summary: "België 2011. Drama van Bo Maker. Met o.a. Di Speler. ",
  paragraphs: [{ body: "Een dijkwachter ontdekt dat het water hoger staat dan de kaarten van het waterschap zeggen." }],
  relations: [
    { type: "CINEMA_DIRECTOR", value: "Bo Maker", broadcaster: "VPRO" },
    { type: "CINEMA_YEAR", value: "2011", broadcaster: "VPRO" }
  ],
  ...rest
})
