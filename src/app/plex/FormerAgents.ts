/** Under which agent a library was before it came under one of ours, so that taking the step back brings it there. */
import { Context, Data, Effect, Layer, Option, Ref, Schema } from "effect"

/** An agent as a library names it. */
export const FormerAgent = Schema.Struct({
  /** The identifier of the provider in front. */
  primary: Schema.NonEmptyString.pipe(Schema.maxLength(300)),
  /** Its id; none for one of Plex's older agents, which have none. */
  id: Schema.optionalWith(Schema.NonEmptyString.pipe(Schema.maxLength(300)), { exact: true })
})
export type FormerAgent = typeof FormerAgent.Type

/** It could not be written down. */
export class FormerAgentsError extends Data.TaggedError("FormerAgentsError")<{ readonly message: string }> {}

export class FormerAgents extends Context.Tag("vpro-cinema-plex/app/plex/FormerAgents")<
  FormerAgents,
  {
    /** For a library by Plex's number of it; none where nobody noted one, or what was noted cannot be read. */
    readonly of: (library: string) => Effect.Effect<Option.Option<FormerAgent>>
    readonly note: (library: string, agent: FormerAgent) => Effect.Effect<void, FormerAgentsError>
  }
>() {}

/** For as long as the program runs. */
export const inMemory: Layer.Layer<FormerAgents> = Layer.effect(
  FormerAgents,
  Effect.map(Ref.make<ReadonlyMap<string, FormerAgent>>(new Map()), (all) => ({
    of: (library) => Effect.map(Ref.get(all), (known) => Option.fromNullable(known.get(library))),
    note: (library, agent) => Ref.update(all, (known) => new Map(known).set(library, agent))
  }))
)
