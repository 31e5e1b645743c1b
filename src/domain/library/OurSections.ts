/** Which libraries of a Plex server ask this service. Pure. */
import type { PlexAgent, PlexProvider, PlexSection } from "../../ports/PlexServerPort.ts"
import { knownProvider, usesAgent, wantedFor } from "./Registration.ts"

/** Whether an agent asks our provider for what a library holds, be it in front or behind another. */
const asksUs = (agent: PlexAgent, section: PlexSection, providers: ReadonlyArray<PlexProvider>): boolean => {
  const wanted = wantedFor(section)
  const ours = knownProvider(wanted, providers)
  return agent.primary === wanted.provider.identifier || (ours !== undefined && agent.members.includes(ours.id))
}

/** The libraries that are under an agent with our provider. */
export const ourSections = (
  sections: ReadonlyArray<PlexSection>,
  agents: ReadonlyArray<PlexAgent>,
  providers: ReadonlyArray<PlexProvider>
): ReadonlyArray<PlexSection> =>
  sections.filter((section) => agents.some((agent) => usesAgent(section, agent) && asksUs(agent, section, providers)))
