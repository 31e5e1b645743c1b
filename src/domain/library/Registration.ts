/** What has to be done so that Plex uses this service, given what it knows already. Pure. */
import { Schema } from "effect"
import type { Provider } from "../plex/Provider.ts"
import { movies, series } from "../plex/Provider.ts"
import type { PlexAgent, PlexProvider, PlexSection } from "../../ports/PlexServerPort.ts"
import type { MediaKind } from "../values/Media.ts"
import { withoutEnd } from "../text/Flat.ts"

/**
 * Who is in front of an agent.
 * - `vpro-first`: our provider, and Plex's own behind it
 * - `plex-first`: Plex's own, and ours before it in the order of its members, by which Plex takes each field
 */
export const Order = Schema.Literal("vpro-first", "plex-first")
export type Order = typeof Order.Type

/** What a kind of library needs: our provider and Plex's own together. */
export interface Wanted {
  readonly provider: Provider
  /** The address to register, under the service's own. */
  readonly path: string
  /** The identifier of Plex's own provider for it. */
  readonly own: string
  /** Plex's providers that fill in posters, cast and the rest, by identifier or title, in this order. */
  readonly fillers: ReadonlyArray<RegExp>
}

const localMedia = /local ?media/i

const ofKind: Readonly<Record<MediaKind, Wanted>> = {
  film: {
    provider: movies,
    path: "/movies",
    own: "tv.plex.agents.movie",
    fillers: [/^tv\.plex\.agents\.movie$|^plex movie$/i, localMedia]
  },
  series: {
    provider: series,
    path: "/series",
    own: "tv.plex.agents.series",
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

/** What our agent for a kind of library is called. */
export const agentTitle = ({ provider }: Wanted, order: Order): string =>
  order === "vpro-first" ? provider.title : `Plex + ${provider.title}`

/** The agent with that order that holds our provider, or is of our making and was left half done. */
export const knownAgent = (
  one: Wanted,
  agents: ReadonlyArray<PlexAgent>,
  order: Order = "vpro-first",
  ours?: string | undefined
) =>
  order === "vpro-first"
    ? agents.find(({ primary }) => primary === one.provider.identifier)
    : agents.find(
        ({ members, primary, title }) =>
          primary === one.own && (title === agentTitle(one, order) || (ours !== undefined && members.includes(ours)))
      )

/** Plex's own agent for a kind of library, without our provider. */
export const ownAgent = (one: Wanted, agents: ReadonlyArray<PlexAgent>, ours: string | undefined) =>
  agents.find(
    ({ members, primary, title }) =>
      primary === one.own && title !== agentTitle(one, "plex-first") && (ours === undefined || !members.includes(ours))
  )

/** What a library needs, by what it holds. */
export const wantedFor = ({ kind }: PlexSection): Wanted => ofKind[kind]

const isOurs = (identifier: string) => wanted.some(({ provider }) => provider.identifier === identifier)

/** Whether a library is under this agent; a server may tell only who is in front of it, which is enough where that is us. */
export const usesAgent = ({ agent, agentId }: PlexSection, { id, primary }: PlexAgent): boolean =>
  agentId === undefined ? agent === primary && isOurs(primary) : agentId === id

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

/** A provider that an agent lacks. */
export interface Lacking {
  readonly provider: PlexProvider
  /** Whether it goes before the others. */
  readonly front: boolean
}

/**
 * The providers that an agent lacks: one with its first provider alone, or one of our making that was left half done. What
 * somebody has put together is left as it is.
 */
export const lackingIn = (
  one: Wanted,
  order: Order,
  providers: ReadonlyArray<PlexProvider>,
  agent: PlexAgent | undefined
): ReadonlyArray<Lacking> => {
  const ours = knownProvider(one, providers)
  const front = order === "plex-first" && ours !== undefined ? [{ provider: ours, front: true }] : []
  const behind = fillersAmong(one, providers)
    .filter(({ identifier }) => order === "vpro-first" || identifier !== one.own)
    .map((provider) => ({ provider, front: false }))
  const all = [...front, ...behind]
  if (agent === undefined) return all
  const primary = providers.find(({ identifier }) => identifier === agent.primary)?.id
  const others = agent.members.filter((member) => member !== primary)
  const made =
    agent.title === agentTitle(one, order) &&
    others.every((member) => all.some(({ provider }) => provider.id === member))
  return others.length === 0 || made ? all.filter(({ provider }) => !others.includes(provider.id)) : []
}
