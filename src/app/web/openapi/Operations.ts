/** Every route that was registered, with what it says of itself: the OpenAPI document is made of nothing else. */
import type { HttpApiEndpoint } from "@effect/platform"
import { Context, Effect, Layer, type SchemaAST } from "effect"

/** An endpoint, whatever it takes and gives. */
export interface Described extends HttpApiEndpoint.HttpApiEndpoint.Any {
  readonly path: HttpApiEndpoint.PathSegment
  readonly method: string
  readonly successSchema: { readonly ast: SchemaAST.AST }
  readonly annotations: Context.Context<never>
}

export class Operations extends Context.Tag("vpro-cinema-plex/app/Operations")<
  Operations,
  {
    /** Takes how to make a description: nobody may ask for it. */
    readonly add: (describe: () => Described) => Effect.Effect<void>
    readonly all: Effect.Effect<ReadonlyArray<Described>>
  }
>() {}

export const layer = Layer.sync(Operations, () => {
  const routes: Array<() => Described> = []
  return {
    add: (describe) => Effect.sync(() => void routes.push(describe)),
    all: Effect.sync(() => routes.map((describe) => describe()))
  }
})
