/** Who may change something: the holder of the admin token, or, where none is set, someone at home. */
import { HttpServerRequest } from "@effect/platform"
import { Effect, Option, Redacted } from "effect"
import { timingSafeEqual } from "node:crypto"
import { Settings } from "./Settings.ts"
import { BadRequest } from "./BadRequest.ts"

const privateAddress =
  /^(?:::ffff:)?(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.)|^::1$|^f[cd][0-9a-f]{2}:|^fe80:/i

/** An IPv4 or IPv6 literal, localhost, a single name as containers have, or a name that only a home network knows. */
const homeName =
  /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:]+\]|localhost|[a-z0-9-]+|[a-z0-9.-]+\.(?:local|lan|home|internal|home\.arpa))(?::\d+)?$/i

/** Why a request without a token is not taken for one from home; none when it is. */
export const strangeness = (request: {
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly remoteAddress: Option.Option<string>
}): string | undefined => {
  const { headers } = request
  const address = Option.getOrElse(request.remoteAddress, () => "")
  if (!privateAddress.test(address)) return "it comes from outside the home network"
  if (headers["x-forwarded-for"] !== undefined || headers["forwarded"] !== undefined)
    return "it came through a proxy, which hides where from"
  const site = headers["sec-fetch-site"]
  if (site !== undefined && site !== "same-origin" && site !== "none") return "a page of another site sent it"
  const host = headers["host"] ?? ""
  // A stranger's name that leads to this address is how pages reach into home networks (DNS rebinding).
  if (!homeName.test(host)) return "the host name is not one of a home network"
  const origin = headers["origin"]
  return origin === undefined || origin === `http://${host}` || origin === `https://${host}`
    ? undefined
    : "a page of another site sent it"
}

const matches = (given: string, wanted: string) => {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** Lets a request pass that may change something. The token goes into `Authorization: Bearer …`. */
export const admitted = Effect.gen(function* () {
  const { adminToken } = yield* Settings
  const request = yield* HttpServerRequest.HttpServerRequest
  if (Option.isSome(adminToken)) {
    const given = /^Bearer (.+)$/i.exec(request.headers["authorization"] ?? "")?.[1]
    if (given === undefined || !matches(given, Redacted.value(adminToken.value)))
      return yield* new BadRequest({ status: 401, reason: "this needs the admin token: Authorization: Bearer …" })
    return
  }
  const strange = strangeness(request)
  if (strange !== undefined)
    return yield* new BadRequest({ status: 403, reason: `refused, since ${strange}; set ADMIN_TOKEN to allow it` })
})
