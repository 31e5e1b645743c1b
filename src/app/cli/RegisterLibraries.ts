/** Puts libraries under our agents, and has Plex ask anew for what they hold. */
import { Effect } from "effect"
import { type PlexSection, PlexServerPort } from "../../ports/PlexServerPort.ts"
import { confirmed } from "./Confirmation.ts"
import { failed } from "./CommandFailure.ts"
import { knownAgent, usesAgent, wantedFor } from "../../domain/library/Registration.ts"
import { saying } from "./RegisterSteps.ts"

/** Puts one library under the agent for its kind; answers whether it was under another one. */
export const registerLibrary = Effect.fn("RegisterLibraries.registerLibrary")(function* (
  section: PlexSection,
  dry: boolean
) {
  const plex = yield* PlexServerPort
  const say = saying(dry)
  const one = wantedFor(section)
  const agent = knownAgent(one, yield* plex.agents)
  const what = `library "${section.title}" under agent "${agent?.title ?? one.provider.title}"`
  if (agent !== undefined && usesAgent(section, agent)) {
    yield* say("kept ", "kept ", what)
    return false
  }
  if (!dry) {
    if (agent === undefined) return yield* failed(`Plex does not list the agent "${one.provider.title}"`)
    yield* plex.useAgent(section, agent)
  }
  yield* say("put  ", "would put", what)
  return true
})

/** Has Plex ask anew for everything in them, when whoever sits there agrees. */
export const refreshLibraries = Effect.fn("RegisterLibraries.refreshLibraries")(function* (
  sections: ReadonlyArray<PlexSection>,
  { dry, sure }: { readonly dry: boolean; readonly sure: boolean }
) {
  const plex = yield* PlexServerPort
  const say = saying(dry)
  const names = sections.map(({ title }) => `"${title}"`).join(", ")
  if (!dry)
    yield* confirmed(
      sure,
      `Refresh everything in ${names}? Plex then asks anew for every title; texts that are not locked may change.`
    )
  yield* Effect.forEach(
    sections,
    (section) =>
      Effect.zipRight(
        dry ? Effect.void : plex.refresh(section),
        say("asked", "would ask", `Plex to refresh everything in "${section.title}"`)
      ),
    { discard: true }
  )
})
