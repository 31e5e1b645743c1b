/** The steps by which Plex comes to know both providers, and an agent for each; each looks first whether it is done already. */
import { Effect } from "effect"
import { PlexServerPort } from "../../ports/PlexServerPort.ts"
import { visible } from "../Visible.ts"
import { failed } from "./CommandFailure.ts"
import { Output } from "./Output.ts"
import {
  knownAgent,
  knownProvider,
  missingFillers,
  providerStep,
  type Wanted
} from "../../domain/library/Registration.ts"

/** Says what was done, or in a dry run would be. */
export const saying = (dry: boolean) => (done: string, wouldBe: string, what: string) =>
  Effect.flatMap(Output, ({ print }) => print(visible(`${dry ? wouldBe : done}  ${what}`)))

export const registerProvider = Effect.fn("RegisterSteps.provider")(function* (
  one: Wanted,
  serviceUrl: string,
  dry: boolean
) {
  const plex = yield* PlexServerPort
  const say = saying(dry)
  const address = `${serviceUrl}${one.path}`
  const known = knownProvider(one, yield* plex.providers)
  const step = providerStep(one, serviceUrl, known)
  const what = `provider "${one.provider.title}" at ${step === "kept" ? (known?.address ?? address) : address}`
  if (step === "kept") {
    yield* say("kept ", "kept ", what)
    return false
  }
  if (!dry)
    yield* (known === undefined ? plex.addProvider(address) : plex.moveProvider(known.id, address)).pipe(
      Effect.catchIf(
        ({ reason }) => reason === "Rejected",
        (error) =>
          failed(
            `Plex did not accept ${address} (${error.detail}): is the service up, and can Plex reach that address?`
          )
      )
    )
  yield* step === "added" ? say("added", "would add", what) : say("moved", "would move", what)
  return true
})

export const registerAgent = Effect.fn("RegisterSteps.agent")(function* (one: Wanted, dry: boolean) {
  const plex = yield* PlexServerPort
  const say = saying(dry)
  const { identifier, title } = one.provider
  const known = knownAgent(one, yield* plex.agents)
  if (known === undefined && !dry) yield* plex.addAgent({ title, primary: identifier })
  const agent = known ?? knownAgent(one, dry ? [] : yield* plex.agents)
  if (agent === undefined && !dry) return yield* failed(`Plex accepted the agent "${title}" but does not list it`)
  yield* known === undefined
    ? say("added", "would add", `agent "${title}"`)
    : say("kept ", "kept ", `agent "${known.title}"`)
  const fillers = missingFillers(one, yield* plex.providers, agent)
  for (const filler of fillers) {
    if (agent !== undefined && !dry) yield* plex.addToAgent(agent.id, filler.id)
    yield* say("added", "would add", `"${filler.title}" to agent "${agent?.title ?? title}"`)
  }
  return known === undefined || fillers.length > 0
})
