/** What failures are over HTTP: the one table of their statuses, and what goes with each. */
import { HttpServerError } from "@effect/platform"
import { Option } from "effect"
import type { Answer } from "../../domain/plex/Answers.ts"
import { CacheError } from "../../ports/CachePort.ts"
import { Refused } from "./Refused.ts"

/** Failures by their names, with their statuses. */
export const statuses = {
  /** What Node says of a request that is none. */
  unreadable: 400,
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  notExpected: 417,
  /** There is no route, or none that takes the method. */
  noRoute: 404,
  noMethod: 405,
  /** Answers of the domain to Plex. */
  NotServed: 400,
  Unknown: 404,
  Unavailable: 503,
  /** What the cache says of a key, and of itself. */
  BadKey: 400,
  cacheAway: 503,
  /** What there is to do in Plex, and cannot be done now. */
  unconnected: 409,
  SetByVariable: 409,
  NotValid: 400,
  NotKept: 503,
  /** The service is starting or stopping. */
  notServing: 503,
  /** A fault of ours. */
  internal: 500
} as const

/** The status of a request that Node could not read, by the code of its error. */
export const statusOfCode = (code: string | undefined): number =>
  code === "HPE_HEADER_OVERFLOW" || code === "ERR_HTTP_REQUEST_TIMEOUT" ? statuses[code] : statuses.unreadable

/** The status of an answer of the domain that is none. */
export const statusOfAnswer = ({ _tag }: Exclude<Answer, { readonly _tag: "Answered" }>) => statuses[_tag]

/** What the cache could not do, as a refusal. */
export const cacheRefused = (error: CacheError) =>
  error.reason === "BadKey" ? new Refused({ status: statuses.BadKey, reason: error.message }) : cacheAway(error)

/** The cache could not be read or written: for what names no key. */
export const cacheAway = (error: CacheError) => new Refused({ status: statuses.cacheAway, reason: error.message })

/** Headers that go with a status. Of a body that is too large, more may be on its way: it is not waited for. */
export const headersWith: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  401: { "WWW-Authenticate": "Bearer" },
  413: { Connection: "close" }
}

/** What is answered to a failure. */
export interface Refusal {
  readonly status: number
  readonly message: string
}

/** What is answered to a failure; none for a fault of ours. */
export const refusalOf = (error: unknown): Option.Option<Refusal> => {
  if (error instanceof Refused) return Option.some({ status: error.status, message: error.reason })
  if (error instanceof CacheError) return refusalOf(cacheRefused(error))
  if (error instanceof HttpServerError.RouteNotFound)
    return Option.some({ status: statuses.noRoute, message: "no such address" })
  if (error instanceof HttpServerError.RequestError)
    return Option.some({ status: statuses.unreadable, message: "the request could not be read" })
  return Option.none()
}
