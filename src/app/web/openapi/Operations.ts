/** What the routes say of themselves: the OpenAPI document is made of nothing else. */
import { Context, Effect, Layer, type Schema } from "effect"

/** An answer by its status. Without a schema there is no body in JSON to describe. */
export interface Reply {
  readonly description: string
  readonly schema?: Schema.Schema.All
  /** `application/json` with a schema, else no body, unless said otherwise. */
  readonly contentType?: string
  /** What it may be instead of JSON, for those who do not ask for JSON. */
  readonly otherType?: string
  /** Headers that it has, beside those of every answer. */
  readonly headers?: ReadonlyArray<HeaderName>
}

/** Headers of answers, and what they say; those that are required are never missing where they are named. */
export const headers = {
  "X-Request-ID": {
    description: "The id of the request, as in the log and at `/traces/{requestId}`.",
    required: true,
    schema: { type: "string" },
    example: "my-request-1"
  },
  "X-Cache": {
    description:
      "Where the answer came from: `hit` the cache, `stale` the cache although it has expired, since a source is away, " +
      "`lookup` the sources, `incomplete` the sources, of which one did not answer. Seasons and episodes have none.",
    required: false,
    schema: { type: "string", enum: ["hit", "stale", "lookup", "incomplete"] },
    example: "hit"
  },
  "Retry-After": {
    description: "Seconds after which to come back.",
    required: false,
    schema: { type: "string", pattern: "^[0-9]+$" },
    example: "30"
  },
  Allow: {
    description: "The methods that this address takes.",
    required: true,
    schema: { type: "string" },
    example: "GET"
  },
  Location: { description: "Where to go on.", required: true, schema: { type: "string" }, example: "/ui" },
  "WWW-Authenticate": {
    description: "How to identify oneself.",
    required: true,
    schema: { type: "string", enum: ["Bearer"] },
    example: "Bearer"
  },
  "X-Plex-Container-Start": {
    description: "Where this part begins, from 0. Not for films, which have no parts.",
    required: false,
    schema: { type: "string", pattern: "^[0-9]+$" },
    example: "0"
  },
  "X-Plex-Container-Total-Size": {
    description: "How many items the whole list has. Not for films.",
    required: false,
    schema: { type: "string", pattern: "^[0-9]+$" },
    example: "8"
  },
  ETag: {
    description: "For `If-None-Match`.",
    required: true,
    schema: { type: "string" },
    example: '"0123456789abcdef"'
  }
} as const
export type HeaderName = keyof typeof headers

export const tags = {
  Plex: "What Plex asks of a metadata provider. `/` and `/movies` are films, `/tv` and `/series` are series.",
  Health: "Whether it runs, whether it can do its work, and its figures.",
  "Look-ups": "How texts are found.",
  Cache: "What is kept.",
  Pages: "For people, and what these pages load."
} as const

export interface Operation {
  readonly summary: string
  /** More about it, in whole sentences. */
  readonly description?: string
  readonly tag: keyof typeof tags
  /** Parameters of the query; the same schema reads them. */
  readonly query?: Schema.Schema.AnyNoContext
  /** The body in JSON; the same schema reads it. */
  readonly body?: Schema.Schema.AnyNoContext
  /** What a request may look like. */
  readonly example?: { readonly query?: Readonly<Record<string, string>>; readonly body?: object }
  /** Parameters that may come as headers too. */
  readonly headers?: ReadonlyArray<string>
  readonly replies: Readonly<Record<number, Reply>>
  /** Whether it changes something, and so may ask for the admin token. */
  readonly changes?: boolean
}

export interface Described {
  readonly path: string
  readonly operations: Readonly<Partial<Record<"GET" | "POST", Operation>>>
}

/** Every route that was registered. */
export class Operations extends Context.Tag("vpro-cinema-plex/app/Operations")<
  Operations,
  { readonly add: (route: Described) => Effect.Effect<void>; readonly all: Effect.Effect<ReadonlyArray<Described>> }
>() {}

export const layer = Layer.sync(Operations, () => {
  const routes: Array<Described> = []
  return { add: (route) => Effect.sync(() => void routes.push(route)), all: Effect.sync(() => [...routes]) }
})
