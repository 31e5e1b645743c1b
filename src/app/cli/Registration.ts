/** What has to be done so that Plex uses this service, given what it knows already. Pure. */
import type { Provider } from "../../domain/plex/Provider.ts"
import { movies, series } from "../../domain/plex/Provider.ts"
import type { PlexAgent, PlexProvider } from "../../ports/PlexServerPort.ts"

/** What a kind of library needs: our provider in front, Plex's own behind it. */
export interface Wanted {
  readonly provider: Provider
  /** The address to register, under the service's own. */
  readonly path: string
  /** Plex's providers that fill in posters, cast and the rest, by identifier or title, in this order. */
  readonly fillers: ReadonlyArray<RegExp>
}

const localMedia = /local ?media/i

export const wanted: ReadonlyArray<Wanted> = [
  { provider: movies, path: "/movies", fillers: [/^tv\.plex\.agents\.movie$|^plex movie$/i, localMedia] },
  { provider: series, path: "/series", fillers: [/^tv\.plex\.agents\.series$|^plex (?:tv )?series$/i, localMedia] }
]

export type ProviderStep = "kept" | "added" | "moved"

/** Whether our provider has to be registered, or answers elsewhere now; any of its roots will do. */
export const providerStep = (
  { provider }: Wanted,
  serviceUrl: string,
  known: PlexProvider | undefined
): ProviderStep => {
  if (known === undefined) return "added"
  const address = known.address?.replace(/\/+$/, "").toLowerCase()
  return provider.roots.some((root) => `${serviceUrl}${root}`.toLowerCase() === address) ? "kept" : "moved"
}

/** Our provider as Plex knows it. */
export const knownProvider = ({ provider }: Wanted, providers: ReadonlyArray<PlexProvider>) =>
  providers.find(({ identifier }) => identifier === provider.identifier)

/** The agent that has our provider in front. */
export const knownAgent = ({ provider }: Wanted, agents: ReadonlyArray<PlexAgent>) =>
  agents.find(({ primary }) => primary === provider.identifier)

/** Plex's own providers that an agent lacks. One that somebody has put together already is left as it is. */
export const missingFillers = (
  { fillers, provider }: Wanted,
  providers: ReadonlyArray<PlexProvider>,
  agent: PlexAgent | undefined
): ReadonlyArray<PlexProvider> =>
  agent !== undefined && agent.members.length > 1
    ? []
    : fillers.flatMap(
        (filler) =>
          providers.find(
            ({ identifier, title }) =>
              identifier !== provider.identifier && (filler.test(identifier) || filler.test(title))
          ) ?? []
      )
