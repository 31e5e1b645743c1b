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
}

export const tags = {
  Plex: "What Plex asks of a metadata provider. `/` and `/movies` are films, `/tv` and `/series` are series.",
  Health: "Whether it runs, whether it can do its work, and its figures.",
  "Look-ups": "How texts are found.",
  Cache: "What is kept.",
  Pages: "For people, and what these pages load."
} as const

export interface Operation {
  readonly summary: string
  readonly tag: keyof typeof tags
  /** Parameters of the query; the same schema reads them. */
  readonly query?: Schema.Schema.AnyNoContext
  /** The body in JSON; the same schema reads it. */
  readonly body?: Schema.Schema.AnyNoContext
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
