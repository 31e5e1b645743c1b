/** One Plex Media Server: what is registered there, and what its libraries hold. */
import { Context, type Effect, Schema, type Stream } from "effect"
import type { MediaKind } from "../domain/values/Media.ts"

/**
 * Plex did not do what was asked.
 * - `Unreachable`: no connection, or no answer in time
 * - `Busy`: it answered that it cannot do this now, and still did after the time it was given; it starts, repairs its database, or
 *   has too much to do
 * - `Refused`: the token was turned down
 * - `NotPlex`: something answers there that is no Plex Media Server
 * - `Missing`: this Plex does not have what was asked for; metadata providers exist since 1.43
 * - `Rejected`: Plex understood, and said no
 */
export class PlexServerError extends Schema.TaggedError<PlexServerError>()("PlexServerError", {
  reason: Schema.Literal("Unreachable", "Busy", "Refused", "NotPlex", "Missing", "Rejected"),
  /** Without query and token. */
  address: Schema.String,
  tried: Schema.String,
  detail: Schema.optional(Schema.String),
  cause: Schema.optional(Schema.Defect)
}) {
  override get message() {
    return `${sentences[this.reason]} (${this.tried} at ${this.address}${this.detail === undefined ? "" : `: ${this.detail}`})`
  }
}

const sentences: Readonly<Record<PlexServerError["reason"], string>> = {
  Unreachable: "Plex cannot be reached",
  Busy: "Plex is busy; try again later",
  Refused: "Plex refused the token",
  NotPlex: "what answers there is not a Plex Media Server",
  Missing: "this Plex does not know that; Plex Media Server 1.43 or later is needed",
  Rejected: "Plex said no"
}

/** A metadata provider that Plex knows. */
export interface PlexProvider {
  readonly id: string
  readonly identifier: string
  readonly title: string
  /** Where Plex asks it; none for Plex's own. */
  readonly address: string | undefined
}

/** Plex's "agent": a provider in front and others that fill in what it leaves out. */
export interface PlexAgent {
  readonly id: string
  readonly title: string
  /** The identifier of the provider in front. */
  readonly primary: string
  /** The ids of all its providers. */
  readonly members: ReadonlyArray<string>
}

/** A library of films or of series. */
export interface PlexSection {
  readonly key: string
  readonly title: string
  readonly kind: MediaKind
  /** The identifier of the provider in front of its agent; none where Plex does not tell. */
  readonly agent?: string | undefined
  /** The id of its agent; none where Plex does not tell. */
  readonly agentId?: string | undefined
  /** The folders it is made of. */
  readonly folders: ReadonlyArray<string>
}

/** A film or a show in a library. */
export interface PlexItem {
  /** Plex's number of it; none where Plex does not tell, and then it cannot be refreshed. */
  readonly key: string | undefined
  readonly title: string
  readonly year: number | undefined
  /** What Plex calls it: `plex://…`, or the guid of the provider that matched it. */
  readonly guid: string | undefined
  /** Its ids elsewhere, such as `imdb://tt0095016`. */
  readonly ids: ReadonlyArray<string>
  /** The file of a film. */
  readonly file: string | undefined
  /** The description that Plex shows; none where it has none. */
  readonly summary: string | undefined
  /** The rating that Plex shows without anybody's mark, from 0 to 10; none where it has none. */
  readonly rating: number | undefined
}

/** What Plex tells of an item only when it is asked for it by its number. */
export interface PlexDetails extends PlexItem {
  readonly key: string
  /** The fields that somebody has locked, such as `summary`: a refresh leaves them as they are. */
  readonly locked: ReadonlyArray<string>
}

/** What an item is to be taken as. */
export interface PlexMatch {
  readonly guid: string
  readonly name: string
  readonly year: number | undefined
}

/** How many items Plex may be asked for at once by their numbers. */
export const mostDetails = 50

export class PlexServerPort extends Context.Tag("vpro-cinema-plex/ports/PlexServerPort")<
  PlexServerPort,
  {
    /** The version of the server; fails with `NotPlex` when there is none. */
    readonly version: Effect.Effect<string, PlexServerError>
    readonly providers: Effect.Effect<ReadonlyArray<PlexProvider>, PlexServerError>
    /** Registers the provider that answers at an address; Plex reads it there at once. */
    readonly addProvider: (address: string) => Effect.Effect<void, PlexServerError>
    /** Tells Plex that a provider answers elsewhere now. */
    readonly moveProvider: (id: string, address: string) => Effect.Effect<void, PlexServerError>
    readonly agents: Effect.Effect<ReadonlyArray<PlexAgent>, PlexServerError>
    /** Makes an agent with this provider in front and no other. */
    readonly addAgent: (agent: {
      readonly title: string
      readonly primary: string
    }) => Effect.Effect<void, PlexServerError>
    /** Adds a provider behind the others, or before them. */
    readonly addToAgent: (
      agentId: string,
      providerId: string,
      place?: "behind" | "before"
    ) => Effect.Effect<void, PlexServerError>
    /** The libraries of films and series. */
    readonly sections: Effect.Effect<ReadonlyArray<PlexSection>, PlexServerError>
    /**
     * Puts a library under an agent. What it holds already stays as it is until it is refreshed. Without its id Plex takes the agent
     * that has this provider in front by itself, as it does with its own.
     */
    readonly useAgent: (
      section: PlexSection,
      agent: Pick<PlexAgent, "primary"> & Partial<Pick<PlexAgent, "id">>
    ) => Effect.Effect<void, PlexServerError>
    /** Has Plex ask anew for everything in a library; it does so by and by. */
    readonly refresh: (section: PlexSection) => Effect.Effect<void, PlexServerError>
    /** Has Plex forget a provider; none of its agents may hold it. */
    readonly removeProvider: (id: string) => Effect.Effect<void, PlexServerError>
    /** Has Plex forget an agent; no library may be under it. */
    readonly removeAgent: (id: string) => Effect.Effect<void, PlexServerError>
    /** Items by their numbers, at most `mostDetails`; those that are gone are left out. */
    readonly details: (keys: ReadonlyArray<string>) => Effect.Effect<ReadonlyArray<PlexDetails>, PlexServerError>
    /** Has Plex ask anew for one item; it does so by and by. `Missing` when the item is gone. */
    readonly refreshItem: (key: string) => Effect.Effect<void, PlexServerError>
    /** Has Plex take an item as this, as Fix Match does, and ask anew for it. `Missing` when the item is gone. */
    readonly matchItem: (key: string, match: PlexMatch) => Effect.Effect<void, PlexServerError>
    /** Gives an item a rating, or takes it away, and says whether a refresh leaves it as it is. `Missing` when the item is gone. */
    readonly rate: (
      key: string,
      rating: { readonly value: number | undefined; readonly locked: boolean }
    ) => Effect.Effect<void, PlexServerError>
    /** Everything in a library, read page by page. */
    readonly items: (section: PlexSection) => Stream.Stream<PlexItem, PlexServerError>
  }
>() {}
