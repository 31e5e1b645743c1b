/** `PlexAccountPort` over plex.tv: a PIN that a person confirms in a browser, and then the servers of the account. */
import { Effect, Layer, Option, Redacted, Schema } from "effect"
import { mostListed } from "../../domain/text/Bounds.ts"
import { urlPart } from "../../domain/text/UrlPart.ts"
import { type OwnedServer, PlexAccountError, PlexAccountPort, type SignIn } from "../../ports/PlexAccountPort.ts"
import type { PlexServerError } from "../../ports/PlexServerPort.ts"
import { list, maybe } from "../sources/reading/TolerantJson.ts"
import { make as makeCall, type PlexOptions, type Question } from "./PlexCall.ts"
import { Id } from "./PlexJson.ts"

/** Where a person signs in; plex.tv has no other place for it. */
const signInPage = "https://app.plex.tv/auth"

const Pin = Schema.Struct({ id: Id, code: Schema.NonEmptyString.pipe(Schema.maxLength(100)) })
const Confirmed = Schema.Struct({ authToken: maybe(Schema.Redacted(Schema.NonEmptyString)) })

const Connection = Schema.Struct({ uri: Schema.String, local: maybe(Schema.Boolean), relay: maybe(Schema.Boolean) })
const Resource = Schema.Struct({
  name: Schema.String,
  clientIdentifier: Schema.NonEmptyString,
  provides: Schema.String,
  owned: Schema.Boolean,
  accessToken: Schema.Redacted(Schema.NonEmptyString),
  connections: list(Connection)
})
const Resources = Schema.Array(Schema.Unknown)
const decodeResource = Schema.decodeUnknownOption(Resource)

type Connection = typeof Connection.Type

/** Relays of Plex are slow and metered; an address at home comes first. */
const distance = ({ local, relay }: Connection) => (relay === true ? 2 : local === true ? 0 : 1)

const isAddress = (uri: string) => /^https?:\/\/[^/?#@\s]+$/i.test(uri)

const serverOf = ({ accessToken, clientIdentifier, connections, name }: typeof Resource.Type): OwnedServer => ({
  name,
  id: clientIdentifier,
  token: accessToken,
  addresses: connections
    .slice(0, mostListed)
    .filter(({ uri }) => isAddress(uri))
    .toSorted((one, other) => distance(one) - distance(other))
    .map(({ uri }) => uri)
})

const reasons: Readonly<Record<PlexServerError["reason"], PlexAccountError["reason"]>> = {
  Unreachable: "Unreachable",
  Busy: "Busy",
  Refused: "Refused",
  Missing: "Expired",
  NotPlex: "Malformed",
  Rejected: "Malformed"
}

const told = ({ address, detail, reason, tried }: PlexServerError) =>
  new PlexAccountError({
    reason: reasons[reason],
    tried: `${tried} at ${address}${detail === undefined ? "" : `: ${detail}`}`
  })

/** Asks plex.tv. */
export const make = Effect.fn("PlexTv.make")(function* (options: Omit<PlexOptions, "token">) {
  const { read } = yield* makeCall(options)
  const asked = <A, I>(schema: Schema.Schema<A, I>, question: Question) => Effect.mapError(read(schema, question), told)
  const addressOf = (code: string) => {
    const words = new URLSearchParams({
      clientID: options.clientId,
      code,
      "context[device][product]": options.product
    })
    return `${signInPage}#?${words}`
  }
  return PlexAccountPort.of({
    begin: Effect.map(
      asked(Pin, { method: "POST", path: "/api/v2/pins", parameters: { strong: "true" } }),
      ({ code, id }): SignIn => ({ id, address: addressOf(code) })
    ),
    outcome: ({ id }) =>
      Effect.map(asked(Confirmed, { method: "GET", path: `/api/v2/pins/${urlPart(id)}` }), ({ authToken }) =>
        Option.fromNullable(authToken)
      ),
    servers: (token) =>
      Effect.map(
        asked(Resources, {
          method: "GET",
          path: "/api/v2/resources",
          parameters: { includeHttps: "1", includeRelay: "1" },
          headers: { "x-plex-token": Redacted.value(token) }
        }),
        (resources) =>
          resources
            .slice(0, mostListed)
            .flatMap((one) => Option.toArray(decodeResource(one)))
            .filter(({ owned, provides }) => owned && provides.split(",").includes("server"))
            .map(serverOf)
      )
  })
})

/** plex.tv, asked through any HttpClient that does not follow redirects. */
export const layer = (options: Omit<PlexOptions, "token">) => Layer.effect(PlexAccountPort, make(options))
