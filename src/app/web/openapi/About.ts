/** What an endpoint says of itself beyond what its schemas say. */
import { HttpApiSchema } from "@effect/platform"
import { Context, Schema, SchemaAST } from "effect"
import type { HeaderName } from "./Headers.ts"

/** What the operations are about, and so the parts of the page that explains them. */
export const tags = {
  Plex: "What Plex asks of a metadata provider. `/` and `/movies` are films, `/tv` and `/series` are series.",
  Health: "Whether the service is running, whether it can do its work, and its metrics.",
  "Look-ups": "How texts are found.",
  Cache: "What is cached.",
  Connect: "The Plex server that this service is connected to, and the steps by which Plex comes to use this service.",
  Library: "How the libraries of the connected Plex server stand.",
  Settings: "What may be chosen without a variable.",
  Pages: "Pages for people, and the files that they load."
} as const
export type Tag = keyof typeof tags

export interface About {
  readonly tag: Tag
  readonly summary: string
  /** More about it, in whole sentences. */
  readonly description?: string
  /** What its answers hold, by their statuses; refusals say it themselves. */
  readonly answers: Readonly<Record<number, string>>
  /** What a request may look like. */
  readonly example?: {
    readonly path?: Readonly<Record<string, string>>
    readonly query?: Readonly<Record<string, string>>
    readonly body?: object
  }
  /** Parameters of the query that may come as headers too. */
  readonly headers?: ReadonlyArray<string>
  /** Headers that its answers have, by their statuses, beside those of every answer with that status. */
  readonly with?: Readonly<Record<number, ReadonlyArray<HeaderName>>>
  /** That it changes something: who has the admin token may, or anybody at home without one; or the owner of the Plex server may. */
  readonly changes?: "asAdmin" | "asOwner"
}

/** Where an endpoint carries it. */
export class Annotation extends Context.Tag("vpro-cinema-plex/app/web/openapi/About")<Annotation, About>() {}

/** Annotates an endpoint: `endpoint.annotateContext(about({ … }))`. */
export const about = (what: About) => Context.make(Annotation, what)

/** What an endpoint says of itself; one that says nothing is a fault that the first look at the document shows. */
export const aboutOf = (annotations: Context.Context<never>): About => Context.unsafeGet(annotations, Annotation)

/** An answer that is text of this type, and no JSON. */
export const textOf = (contentType: string) => HttpApiSchema.withEncoding(Schema.String, { kind: "Text", contentType })

/** All that an endpoint may answer with, one by one. */
export const membersOf = (ast: SchemaAST.AST): ReadonlyArray<SchemaAST.AST> =>
  SchemaAST.isUnion(ast) ? ast.types.flatMap(membersOf) : [ast]

/** An answer without a body. */
export const empty = (status: number) => HttpApiSchema.Empty(status)
