/** What is known of the libraries, and how far they are being compared. */
import type { AgentUse } from "../../domain/library/AgentUse.ts"
import type { Searchable } from "../../domain/library/LibraryTitle.ts"
import type { MediaKind } from "../../domain/values/Media.ts"
import type { PlexServerError } from "../../ports/PlexServerPort.ts"

/** A library of the connected server. */
export interface ViewedLibrary {
  readonly key: string
  readonly title: string
  readonly kind: MediaKind
  /** The place that our provider has in its agent. */
  readonly use: AgentUse
}

/** What a comparison found. */
export interface Comparison {
  /** The address of the server that was asked. */
  readonly server: string
  /** When it was begun, in milliseconds. */
  readonly at: number
  /** Whether all titles are in it: those of the first comparison are told while it goes on. */
  readonly whole: boolean
  readonly libraries: ReadonlyArray<ViewedLibrary>
  /** In the order of Plex. */
  readonly titles: ReadonlyArray<Searchable>
}

/** Why there is no newer comparison. */
export interface Failure {
  readonly reason: PlexServerError["reason"] | "TooManyTitles" | "Unreadable"
  readonly message: string
}

/**
 * - `idle`: nothing is compared now
 * - `running`: titles are compared; `expected` is how many there were the last time
 * - `failed`: the last comparison did not come to its end
 */
export type CompareRun =
  | { readonly state: "idle" }
  | { readonly state: "running"; readonly since: number; readonly done: number; readonly expected: number | undefined }
  | ({ readonly state: "failed"; readonly at: number } & Failure)
