/** The versions of this program that were published. */
import { Context, type Effect, type Option } from "effect"
import type { SemanticVersion } from "../domain/values/SemanticVersion.ts"
import type { SourceError } from "./SourceError.ts"

export class ReleasePort extends Context.Tag("vpro-cinema-plex/ports/ReleasePort")<
  ReleasePort,
  {
    /** The newest that is meant for everybody: no draft, no trial version; none where nothing was published. */
    readonly newest: Effect.Effect<Option.Option<SemanticVersion>, SourceError>
  }
>() {}
