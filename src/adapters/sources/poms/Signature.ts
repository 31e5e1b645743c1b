/** The signature that POMS wants on every request. */
import { Redacted } from "effect"
import { createHmac } from "node:crypto"
import type { Credentials } from "../../../ports/CredentialPort.ts"

/** What is signed, besides the secret. The method and the body are not. */
export interface Signed {
  readonly origin: string
  /** RFC 1123 with GMT and English names: exactly `Date.prototype.toUTCString`. */
  readonly date: string
  /** The raw path of the request from the first slash, `/v1/api` included, without the query. */
  readonly path: string
  /** Query parameters, un-encoded. */
  readonly parameters: Readonly<Record<string, string>>
}

/** The message in the order POMS builds it: origin, date, path, then the parameters by name in code-unit order. */
export const message = ({ origin, date, path, parameters }: Signed): string =>
  [
    `origin:${origin}`,
    `x-npo-date:${date}`,
    `uri:${path}`,
    ...Object.keys(parameters)
      .sort()
      .map((name) => `${name}:${parameters[name] ?? ""}`)
  ].join(",")

/** The headers of a signed request. `Authorization` is `NPO key:base64(HMAC-SHA256(secret, message))`. */
export const signedHeaders = (credentials: Pick<Credentials, "key" | "secret">, signed: Signed) => ({
  Authorization: `NPO ${Redacted.value(credentials.key)}:${createHmac("sha256", Redacted.value(credentials.secret))
    .update(message(signed), "utf8")
    .digest("base64")}`,
  Origin: signed.origin,
  "X-NPO-Date": signed.date
})
