/** What sources told, kept between requests and between restarts, so that they need not be asked again. */
import { Context, type Duration, type Effect, type Option } from "effect"

/**
 * A courtesy, bounded and free to forget: it never fails, and what it does not know costs a request. Keys and texts are of whoever
 * remembers; a key has a version in it, so that what was written in another form is not found.
 */
export class MemoryPort extends Context.Tag("vpro-cinema-plex/ports/MemoryPort")<
  MemoryPort,
  {
    /** The text that was remembered last under exactly this key, while it holds by the Clock. One of the future does not hold. */
    readonly recall: (key: string) => Effect.Effect<Option.Option<string>>
    /** Keeps a text for so long. Does not wait until it is written; a text or key that is too long is not kept. */
    readonly remember: (key: string, text: string, life: Duration.Duration) => Effect.Effect<void>
    /** Forgets everything. */
    readonly clear: Effect.Effect<void>
    /** Bytes that are kept now; cheap enough for every request. */
    readonly size: Effect.Effect<number>
  }
>() {}
