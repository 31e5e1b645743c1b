/** The two providers that Plex knows: films and series apart, since Plex combines providers only of equal types. */
import { Schema } from "effect"
import type { MediaKind } from "../values/Media.ts"

/** Plex's numbers for types of items. */
export const plexTypes = { movie: 1, show: 2, season: 3, episode: 4 } as const
export type PlexTypeName = keyof typeof plexTypes
export type PlexType = (typeof plexTypes)[PlexTypeName]

export interface Provider {
  readonly identifier: string
  readonly title: string
  readonly kind: MediaKind
  readonly types: ReadonlyArray<PlexType>
  /** The addresses under which it answers alike; a user registers one of them. */
  readonly roots: ReadonlyArray<string>
}

/** Identifiers are GUID schemes in Plex's database: they can never change. */
export const movies: Provider = {
  identifier: "tv.plex.agents.custom.vpro.cinema",
  title: "VPRO Cinema",
  kind: "film",
  types: [plexTypes.movie],
  roots: ["", "/movies"]
}

export const series: Provider = {
  identifier: "tv.plex.agents.custom.vpro.cinema.tv",
  title: "VPRO Cinema (series)",
  kind: "series",
  types: [plexTypes.show, plexTypes.season, plexTypes.episode],
  roots: ["/tv", "/series"]
}

export const providers: ReadonlyArray<Provider> = [movies, series]

/** Relative to the registered root: Plex appends them to the URL that it was given. */
export const metadataPath = "/library/metadata"
export const matchPath = `${metadataPath}/matches`

/** What `rootAnswer` makes. */
export const ProviderRoot = Schema.Struct({
  MediaProvider: Schema.Struct({
    identifier: Schema.String,
    title: Schema.String,
    version: Schema.String,
    Types: Schema.Array(
      Schema.Struct({ type: Schema.Int, Scheme: Schema.Array(Schema.Struct({ scheme: Schema.String })) })
    ),
    Feature: Schema.Array(Schema.Struct({ type: Schema.String, key: Schema.String }))
  })
}).annotations({ identifier: "ProviderRoot" })

/**
 * The answer of a root. No feature `images`: Plex then ignores the posters of the other providers. No type 18, 8 or 9:
 * Plex refuses them.
 */
export const rootAnswer = (provider: Provider, version: string): typeof ProviderRoot.Type => ({
  MediaProvider: {
    identifier: provider.identifier,
    title: provider.title,
    version,
    Types: provider.types.map((type) => ({ type, Scheme: [{ scheme: provider.identifier }] })),
    Feature: [
      { type: "metadata", key: metadataPath },
      { type: "match", key: matchPath }
    ]
  }
})
