/** Remembers how a title was written when Plex asked, since a rating key may hold it in plain letters only. */
import { Context, type Effect, type Option } from "effect"

/** A courtesy, bounded and free to forget: a key alone is always enough to answer. */
export class TitleMemoryPort extends Context.Tag("vpro-cinema-plex/ports/TitleMemoryPort")<
  TitleMemoryPort,
  {
    readonly remember: (key: string, title: string) => Effect.Effect<void>
    readonly recall: (key: string) => Effect.Effect<Option.Option<string>>
  }
>() {}
