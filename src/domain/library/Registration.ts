/** What has to be done so that Plex uses this service, given what it knows already. Pure. */
import type { Provider } from "../plex/Provider.ts"
import { movies, series } from "../plex/Provider.ts"
import type { PlexAgent, PlexProvider, PlexSection } from "../../ports/PlexServerPort.ts"
import type { MediaKind } from "../values/Media.ts"
import { withoutEnd } from "../text/Flat.ts"

/** What a kind of library needs: our provider in front, Plex's own behind it. */
export interface Wanted {
  readonly provider: Provider
  /** The address to register, under the service's own. */
  readonly path: string
  /** Plex's providers that fill in posters, cast and the rest, by identifier or title, in this order. */
  readonly fillers: ReadonlyArray<RegExp>
}

const localMedia = /local ?media/i

const ofKind: Readonly<Record<MediaKind, Wanted>> = {
  film: { provider: movies, path: "/movies", fillers: [/^tv\.plex\.agents\.movie$|^plex movie$/i, localMedia] },
  series: {
    provider: series,
    path: "/series",
    fillers: [/^tv\.plex\.agents\.series$|^plex (?:tv )?series$/i, localMedia]
  }
}

export const wanted: ReadonlyArray<Wanted> = [ofKind.film, ofKind.series]

export type ProviderStep = "kept" | "added" | "moved"

/** Whether our provider has to be registered, or answers elsewhere now; any of its roots will do. */
export const providerStep = (
  { provider }: Wanted,
  serviceUrl: string,
  known: PlexProvider | undefined
): ProviderStep => {
  if (known === undefined) return "added"
  const address = known.address === undefined ? undefined : withoutEnd(known.address, "/").toLowerCase()
  return provider.roots.some((root) => `${serviceUrl}${root}`.toLowerCase() === address) ? "kept" : "moved"
}

/** Our provider as Plex knows it. */
export const knownProvider = ({ provider }: Wanted, providers: ReadonlyArray<PlexProvider>) =>
  providers.find(({ identifier }) => identifier === provider.identifier)

/** The agent that has our provider in front. */
export const knownAgent = ({ provider }: Wanted, agents: ReadonlyArray<PlexAgent>) =>
  agents.find(({ primary }) => primary === provider.identifier)

/** What a library needs, by what it holds. */
export const wantedFor = ({ kind }: PlexSection): Wanted => ofKind[kind]

/** Whether a library is under this agent; a server may tell only who is in front of it. */
export const usesAgent = ({ agent, agentId }: PlexSection, { id, primary }: PlexAgent): boolean =>
  agentId === undefined ? agent === primary : agentId === id

const fillersAmong = (
  { fillers, provider }: Wanted,
  providers: ReadonlyArray<PlexProvider>
): ReadonlyArray<PlexProvider> =>
  fillers.flatMap(
    (filler) =>
      providers.find(
        ({ identifier, title }) => identifier !== provider.identifier && (filler.test(identifier) || filler.test(title))
      ) ?? []
  )

/**
 * Plex's own providers that an agent lacks: one with our provider alone, or one of our making that was left half done. What
 * somebody has put together is left as it is.
 */
export const missingFillers = (
  one: Wanted,
  providers: ReadonlyArray<PlexProvider>,
  agent: PlexAgent | undefined
): ReadonlyArray<PlexProvider> => {
  const fillers = fillersAmong(one, providers)
  if (agent === undefined) return fillers
  const primary = knownProvider(one, providers)?.id
  const others = agent.members.filter((member) => member !== primary)
  const ours = agent.title === one.provider.title && others.every((member) => fillers.some(({ id }) => id === member))
  return others.length === 0 || ours ? fillers.filter(({ id }) => !others.includes(id)) : []
}
