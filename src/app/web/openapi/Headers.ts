/** Headers of answers as they are described. */
import { Schema, Struct } from "effect"
import { headersWith, statuses } from "../Failures.ts"

/** What they say; those that are required are never missing where they are named. */
export const headers = {
  "X-Request-ID": {
    description: "The id of the request, as in the log and at `/traces/{requestId}`.",
    required: true,
    schema: { type: "string" },
    example: "my-request-1"
  },
  "X-Cache": {
    description:
      "Where the answer came from. `hit`: the cache. `stale`: the cache, although the entry has expired, since a source failed. " +
      "`lookup`: the sources. `incomplete`: the sources, but one of them did not answer. Not sent for seasons and episodes.",
    required: false,
    schema: { type: "string", enum: ["hit", "stale", "lookup", "incomplete"] },
    example: "hit"
  },
  "Retry-After": {
    description: "The number of seconds after which to try again.",
    required: false,
    schema: { type: "string", pattern: "^[0-9]+$" },
    example: "30"
  },
  Allow: {
    description: "The methods that this address accepts.",
    required: true,
    schema: { type: "string" },
    example: "GET"
  },
  Location: { description: "The address to go to.", required: true, schema: { type: "string" }, example: "/ui" },
  "WWW-Authenticate": {
    description: "How to authenticate.",
    required: true,
    schema: { type: "string", enum: ["Bearer"] },
    example: "Bearer"
  },
  "X-Plex-Container-Start": {
    description:
      "The index of the first item in this part of the list, counted from 0. Not sent for films, which have no parts.",
    required: false,
    schema: { type: "string", pattern: "^[0-9]+$" },
    example: "0"
  },
  "X-Plex-Container-Total-Size": {
    description: "How many items the whole list has. Not sent for films.",
    required: false,
    schema: { type: "string", pattern: "^[0-9]+$" },
    example: "8"
  },
  "Cache-Control": {
    description:
      "How long the answer may be kept: `public, max-age=…` with the number of seconds, or `no-store` for what is stale, incomplete or " +
      "depends on more than the entry in the cache.",
    required: true,
    schema: { type: "string", pattern: "^(?:no-store|public, max-age=[0-9]+)$" },
    example: "public, max-age=2592000"
  },
  ETag: {
    description: "For `If-None-Match`. Not sent with `Cache-Control: no-store`.",
    required: false,
    schema: { type: "string" },
    example: '"0123456789abcdef"'
  }
} as const
export type HeaderName = keyof typeof headers

const isHeader = Schema.is(Schema.Literal(...Struct.keys(headers)))

/** Headers that every answer with a status has, as far as they are described. A 405 has `Allow`, which differs by route. */
export const headersOf = (status: number): ReadonlyArray<HeaderName> =>
  status === statuses.noMethod ? ["Allow"] : Object.keys(headersWith[status] ?? {}).filter((name) => isHeader(name))
