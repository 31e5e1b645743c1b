/** Whether Plex asks us about a title at all. Pure. */
import { providerOf } from "./LibraryMatch.ts"
import { knownProvider, usesAgent, wantedFor } from "./Registration.ts"
import type { PlexAgent, PlexItem, PlexProvider, PlexSection } from "../../ports/PlexServerPort.ts"

/**
 * The place of our provider in the agent of a library.
 * - `first`: it is in front, and what Plex has matched bears its guids
 * - `behind`: another one is in front, whose guids these are
 * - `none`: it is not in there
 * - `untold`: Plex does not tell which agent the library has
 */
export type AgentUse = "first" | "behind" | "none" | "untold"

export const agentUse = (
  section: PlexSection,
  agents: ReadonlyArray<PlexAgent>,
  providers: ReadonlyArray<PlexProvider>
): AgentUse => {
  if (section.agent === undefined && section.agentId === undefined) return "untold"
  const wanted = wantedFor(section)
  const agent = agents.find((one) => usesAgent(section, one))
  if (section.agent === wanted.provider.identifier || agent?.primary === wanted.provider.identifier) return "first"
  const ours = knownProvider(wanted, providers)?.id
  return ours !== undefined && agent?.members.includes(ours) === true ? "behind" : "none"
}

/** Whether Plex asks us about a library with this place. */
export const asksUs = (use: AgentUse): boolean => use === "first" || use === "behind"

/** Whether Plex took the title from our provider. */
export const hasOwnGuid = ({ kind }: Pick<PlexSection, "kind">, { guid }: Pick<PlexItem, "guid">): boolean =>
  guid?.startsWith(`${providerOf(kind).identifier}://`) === true

/** Whether a refresh asks somebody else: the library is not under an agent of ours, or the title was matched before it was. */
export const isElsewhere = (section: Pick<PlexSection, "kind">, use: AgentUse, item: Pick<PlexItem, "guid">): boolean =>
  use === "none" || (use !== "behind" && !hasOwnGuid(section, item))
