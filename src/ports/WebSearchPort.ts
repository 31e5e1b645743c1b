/** The search engines of the web, as a last way to a page of VPRO. They block robots: off unless switched on. */
import { Context, type Effect } from "effect"
import type { SourceError, SourceName } from "./SourceError.ts"

/** One engine. */
export interface WebSearchEngine {
  readonly source: SourceName
  /** Addresses that the engine lists for a text, best first; none is an empty list, a block is an error. */
  readonly search: (text: string) => Effect.Effect<ReadonlyArray<string>, SourceError>
}

export class WebSearchPort extends Context.Tag("vpro-cinema-plex/ports/WebSearchPort")<
  WebSearchPort,
  {
    /** In the order in which they are asked; empty when web search is off. */
    readonly engines: ReadonlyArray<WebSearchEngine>
  }
>() {}
