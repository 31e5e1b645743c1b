/** How long an answer holds, in the words of HTTP, and whether who asks has it already. */
import { HttpServerRequest, HttpServerResponse } from "@effect/platform"
import { Duration, Effect, Option, Struct } from "effect"
import { createHash } from "node:crypto"

/** What an answer says of how long it holds: its tag, and how long from the time at which it is given. */
export interface Lasting {
  readonly etag: string
  readonly holdsFor: Effect.Effect<Option.Option<Duration.Duration>>
}

type Headers = Readonly<Record<string, string>>

/** Characters of a digest: 132 bits of it. */
const tagLength = 22

/** The tag of a body, by its digest. A strong one: what is sent is these very bytes, in no other encoding. */
export const tagOf = (body: string | Uint8Array): string =>
  `"${createHash("sha256").update(body).digest("base64url").slice(0, tagLength)}"`

/** Of what is to be asked anew each time. */
export const unkept: Headers = { "cache-control": "no-store" }

/**
 * The headers that say it now. `max-age` is made each time that an answer is given, rather than `Age` beside an old one, which nginx
 * does not look at.
 */
export const lastingHeaders = ({ etag, holdsFor }: Lasting): Effect.Effect<Headers> =>
  Effect.map(holdsFor, (left) =>
    Option.isNone(left)
      ? unkept
      : { "cache-control": `public, max-age=${Math.floor(Duration.toSeconds(left.value))}`, etag }
  )

/** Whether `If-None-Match` names the tag, weak or not, among any others. What has no tag is never had. */
export const isHad = (asked: string | undefined, etag: string | undefined): boolean =>
  asked !== undefined &&
  etag !== undefined &&
  (asked.trim() === "*" || Array.from(asked.matchAll(/"[^"]*"/g), ([tag]) => tag).includes(etag))

/** The headers of a 304, from those of the answer that it spares. */
export const sparing = (headers: Headers): Headers => Struct.omit(headers, "content-type", "content-length")

/** An answer that says how long it holds, or 304 to who has it already; without `lasting` it is not to be kept. */
export const lastingResponse = Effect.fnUntraced(function* (
  response: HttpServerResponse.HttpServerResponse,
  lasting: Lasting | undefined
) {
  const said = lasting === undefined ? unkept : yield* lastingHeaders(lasting)
  const { headers } = yield* HttpServerRequest.HttpServerRequest
  return isHad(headers["if-none-match"], said["etag"])
    ? HttpServerResponse.empty({ status: 304, headers: { ...sparing(response.headers), ...said } })
    : HttpServerResponse.setHeaders(response, said)
})
