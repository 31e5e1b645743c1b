/** Who may change something: the holder of the admin token, or, where none is set, someone at home. */
import { HttpServerRequest } from "@effect/platform"
import { Effect, Option, Redacted } from "effect"
import { timingSafeEqual } from "node:crypto"
import { Settings } from "../Settings.ts"
import { fromAnotherSite, isHomeHost, throughProxy } from "./Home.ts"
import { refusal, Refused } from "./Refused.ts"

const privateAddress =
  /^(?:::ffff:)?(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.)|^::1$|^f[cd][0-9a-f]{2}:|^fe80:/i

/** Why a request without a token is not taken for one from home; none when it is. */
export const strangeness = (
  request: {
    readonly headers: Readonly<Record<string, string | undefined>>
    readonly remoteAddress: Option.Option<string>
  },
  hosts: ReadonlyArray<string> = []
): string | undefined => {
  const { headers } = request
  const address = Option.getOrElse(request.remoteAddress, () => "")
  if (!privateAddress.test(address)) return "it comes from outside the home network"
  if (throughProxy(headers)) return "it came through a proxy, which hides where from"
  // A stranger's name that leads to this address is how pages reach into home networks (DNS rebinding).
  if (!isHomeHost(headers["host"] ?? "", hosts)) return "the host name is not one of a home network"
  return fromAnotherSite(headers) ? anotherSite : undefined
}

const anotherSite = "a page of another site sent it"

/** Whether the request was sent to a name of the home network, or to none at all, which no browser does. */
export const sentHome = Effect.zipWith(
  HttpServerRequest.HttpServerRequest,
  Settings,
  ({ headers: { host } }, { hosts }) => host === undefined || isHomeHost(host, hosts)
)

/** How the refusals of `atHome` and `admitted` are described. */
export const strangeHost = refusal(421, "The host name is neither one of a home network nor one of `HOSTS`.")
export const noToken = refusal(401, "The admin token is required.")
export const notFromHome = refusal(403, "Without an admin token, this is allowed from the home network only.")

/** Who may ask: everybody. */
export const anybody = Effect.void

/** Who may ask: not a page that reaches the home by a name of its own (DNS rebinding). For what tells about the home. */
export const atHome = Effect.flatMap(sentHome, (known) =>
  known
    ? Effect.void
    : new Refused({
        status: 421,
        reason: "this host name is not known here: set HOSTS to the names by which this service is reached"
      })
)

/** Refuses what a page of another site sent: nobody allowed it to. */
export const noOtherSite = Effect.flatMap(HttpServerRequest.HttpServerRequest, ({ headers }) =>
  fromAnotherSite(headers) ? new Refused({ status: 403, reason: `refused, since ${anotherSite}` }) : Effect.void
)

const matches = (given: string, wanted: string) => {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** Whether it brings the admin token: `Authorization: Bearer …`. Never where none is set. */
export const holdsAdminToken = Effect.zipWith(
  HttpServerRequest.HttpServerRequest,
  Settings,
  ({ headers }, { adminToken }) => {
    const given = /^Bearer (.+)$/i.exec(headers["authorization"] ?? "")?.[1]
    return given !== undefined && Option.exists(adminToken, (wanted) => matches(given, Redacted.value(wanted)))
  }
)

/** Who may ask: whoever may change something. */
export const admitted = Effect.gen(function* () {
  const { adminToken, hosts } = yield* Settings
  const request = yield* HttpServerRequest.HttpServerRequest
  if (Option.isSome(adminToken)) {
    if (!(yield* holdsAdminToken))
      return yield* new Refused({ status: 401, reason: "this needs the admin token: Authorization: Bearer …" })
    return
  }
  const strange = strangeness(request, hosts)
  if (strange !== undefined)
    return yield* new Refused({ status: 403, reason: `refused, since ${strange}; set ADMIN_TOKEN to allow it` })
})
