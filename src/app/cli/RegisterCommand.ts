/** `register`: makes Plex know both providers, and an agent for each. Doing it again changes nothing. */
import { Options } from "@effect/cli"
import { Effect, Option } from "effect"
import { PlexServerPort } from "../../ports/PlexServerPort.ts"
import { parseBaseUrl } from "../Values.ts"
import { visible } from "../Visible.ts"
import { commandOf, reading } from "./Arguments.ts"
import { failed, misused } from "./CommandFailure.ts"
import { Output } from "./Output.ts"
import { plexOptions } from "./PlexOptions.ts"
import { plexServer, providerAt, settings } from "./Prepared.ts"
import { knownAgent, knownProvider, missingFillers, providerStep, type Wanted, wanted } from "./Registration.ts"

const options = {
  ...plexOptions,
  url: reading("url", parseBaseUrl).pipe(
    Options.withPseudoName("ADDRESS"),
    Options.withDescription(
      "The address at which Plex reaches this service, such as http://192.168.1.9:5100. Required unless both run on this machine."
    ),
    Options.optional
  ),
  "dry-run": Options.boolean("dry-run").pipe(
    Options.withDescription("Only show what would be done, and whether the service answers at its address.")
  )
}

const isHere = (address: string) => /^(?:localhost|127\.[\d.]+|\[::1\])$/.test(new URL(address).hostname)

/** On one machine both know it as localhost; from elsewhere only a person knows by which name. */
const serviceAddress = (given: Option.Option<string>, plexUrl: string) =>
  Option.match(given, {
    onSome: Effect.succeed,
    onNone: () =>
      isHere(plexUrl)
        ? Effect.map(settings, ({ port }) => `http://localhost:${port}`)
        : misused("--url is required: the address at which Plex reaches this service")
  })

/** Says what was done, or in a dry run would be. */
const saying = (dry: boolean) => (done: string, wouldBe: string, what: string) =>
  Effect.flatMap(Output, ({ print }) => print(visible(`${dry ? wouldBe : done}  ${what}`)))

const registerProvider = Effect.fn("RegisterCommand.provider")(function* (
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

const registerAgent = Effect.fn("RegisterCommand.agent")(function* (one: Wanted, dry: boolean) {
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

/** Plex sees the network from another place: what cannot be reached from here is a remark, no failure. */
const tellUnlessThere = (one: Wanted, serviceUrl: string) =>
  Effect.gen(function* () {
    const { remark } = yield* Output
    const address = `${serviceUrl}${one.path}`
    const found = yield* providerAt(address)
    if (Option.contains(found, one.provider.identifier)) return
    const what = Option.match(found, {
      onNone: () => `this service does not answer at ${address}`,
      onSome: (other) => `another provider, ${other}, answers at ${address}`
    })
    yield* remark(
      `From here, ${what}. Plex must be able to reach it there: is the address right, and is the service up?`
    )
  })

export const command = commandOf(
  "register",
  "Add both providers (films and series) to Plex, and for each an agent with Plex's own providers after it. The service must be running. Running this again changes nothing.",
  options,
  ({ "dry-run": dry, url, ...plex }) =>
    Effect.gen(function* () {
      const { print } = yield* Output
      const serviceUrl = yield* serviceAddress(url, plex["plex-url"])
      const changed = yield* Effect.gen(function* () {
        yield* (yield* PlexServerPort).version
        const providers = yield* Effect.forEach(wanted, (one) => registerProvider(one, serviceUrl, dry))
        const agents = yield* Effect.forEach(wanted, (one) => registerAgent(one, dry))
        return [...providers, ...agents].includes(true)
      }).pipe(Effect.provide(plexServer(plex)))
      yield* print(
        dry
          ? "This was a dry run: nothing was changed."
          : changed
            ? "In Plex, choose the new agent: library > Edit > Advanced > Agent; then Refresh Metadata."
            : "Everything was there already: nothing was changed."
      )
      if (dry) yield* Effect.forEach(wanted, (one) => tellUnlessThere(one, serviceUrl), { discard: true })
    })
)
