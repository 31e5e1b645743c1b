/** How far Plex uses this service: each step of the set-up, and whether it is done. Pure. */
import { Schema } from "effect"
import type { PlexAgent, PlexProvider, PlexSection } from "../../ports/PlexServerPort.ts"
import { MediaKind } from "../values/Media.ts"
import {
  agentTitle,
  knownAgent,
  knownProvider,
  lackingIn,
  Order,
  providerStep,
  usesAgent,
  wanted,
  wantedFor
} from "./Registration.ts"

const { Array: List, Boolean, Literal, optionalWith, String, Struct } = Schema

/** Our provider for a kind of library. `kept`: it is there; `added`, `moved`: it has to be. */
export const ProviderSetup = Struct({
  kind: MediaKind,
  title: String,
  step: Literal("kept", "added", "moved"),
  /** Where Plex asks it now; none when Plex does not know it. */
  address: optionalWith(String, { exact: true }),
  /** Where it is, under the address of this service. */
  wanted: String
})

/** An agent of ours, or what would be one. */
export const AgentSetup = Struct({
  kind: MediaKind,
  order: Order,
  title: String,
  there: Boolean,
  /** The titles of its providers, in their order. */
  members: List(String),
  /** Those that it lacks. */
  lacking: List(String)
})

/** A library of films or series. */
export const LibrarySetup = Struct({
  key: String,
  title: String,
  kind: MediaKind,
  /** The title of its agent, as far as Plex tells. */
  agent: String,
  /** The order of the agent of ours that it is under; none when it is under another. */
  order: optionalWith(Order, { exact: true })
})

export const Setup = Struct({
  providers: List(ProviderSetup),
  agents: List(AgentSetup),
  libraries: List(LibrarySetup)
})
export type Setup = typeof Setup.Type

/** What Plex knows now. */
export interface Known {
  readonly providers: ReadonlyArray<PlexProvider>
  readonly agents: ReadonlyArray<PlexAgent>
  readonly sections: ReadonlyArray<PlexSection>
}

/** The order of our agent that a library is under. */
export const orderOf = (section: PlexSection, { agents, providers }: Omit<Known, "sections">): Order | undefined => {
  const one = wantedFor(section)
  const ours = knownProvider(one, providers)?.id
  return Order.literals.find((order) => {
    const agent = knownAgent(one, agents, order, ours)
    return agent !== undefined && usesAgent(section, agent)
  })
}

/** How far it is, for this address of the service. */
export const setupOf = (known: Known, serviceUrl: string): Setup => {
  const { agents, providers, sections } = known
  const titleOf = (id: string) => providers.find((provider) => provider.id === id)?.title ?? id
  return {
    providers: wanted.map((one) => {
      const provider = knownProvider(one, providers)
      return {
        kind: one.provider.kind,
        title: one.provider.title,
        step: providerStep(one, serviceUrl, provider),
        wanted: `${serviceUrl}${one.path}`,
        ...(provider?.address === undefined ? {} : { address: provider.address })
      }
    }),
    agents: wanted.flatMap((one) =>
      Order.literals.map((order) => {
        const agent = knownAgent(one, agents, order, knownProvider(one, providers)?.id)
        return {
          kind: one.provider.kind,
          order,
          title: agent?.title ?? agentTitle(one, order),
          there: agent !== undefined,
          members: agent?.members.map(titleOf) ?? [],
          lacking: lackingIn(one, order, providers, agent).map(({ provider }) => provider.title)
        }
      })
    ),
    libraries: sections.map((section) => {
      const order = orderOf(section, known)
      const agent = agents.find(({ id }) => id === section.agentId)
      const front = providers.find(({ identifier }) => identifier === section.agent)
      return {
        key: section.key,
        title: section.title,
        kind: section.kind,
        agent: agent?.title ?? front?.title ?? section.agent ?? "",
        ...(order === undefined ? {} : { order })
      }
    })
  }
}
