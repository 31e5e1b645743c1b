/** The titles of the libraries that ask us: what the background goes over. */
import { Effect, Stream } from "effect"
import { PlexServerPort } from "../../ports/PlexServerPort.ts"
import { mostLibrary } from "../text/Bounds.ts"
import { agentUse, asksUs } from "./AgentUse.ts"

/** Each with its library, in the order of Plex; no more than a library may hold. */
export const ourTitles = Stream.unwrap(
  Effect.gen(function* () {
    const plex = yield* PlexServerPort
    const [sections, agents, providers] = [yield* plex.sections, yield* plex.agents, yield* plex.providers]
    return Stream.fromIterable(sections.filter((section) => asksUs(agentUse(section, agents, providers)))).pipe(
      Stream.flatMap((section) => Stream.map(plex.items(section), (item) => ({ section, item }))),
      Stream.take(mostLibrary)
    )
  })
)
