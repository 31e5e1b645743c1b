/** The steps by which Plex comes to use this service, and by which it does so no more; each looks first whether it is done already. */
import { Data, Effect, Option } from "effect"
import {
  agentTitle,
  knownAgent,
  knownProvider,
  lackingIn,
  type Order,
  ownAgent,
  providerStep,
  usesAgent,
  type Wanted,
  wantedFor
} from "../../domain/library/Registration.ts"
import { setupOf } from "../../domain/library/Setup.ts"
import { type PlexAgent, type PlexSection, type PlexServerError, PlexServerPort } from "../../ports/PlexServerPort.ts"
import { FormerAgents } from "./FormerAgents.ts"

/**
 * What became of one thing. `kept` and `absent`: nothing had to be done.
 * - `provider`: ours, at an address; - `agent`: one of ours; - `member`: a provider of it
 * - `library`: put under an agent; - `refresh`: Plex asks anew for all that a library holds
 */
export interface Done {
  readonly what: "provider" | "agent" | "member" | "library" | "refresh"
  readonly outcome: "kept" | "added" | "moved" | "put" | "asked" | "removed" | "absent"
  readonly title: string
  /** The address of a provider, or the title of the agent. */
  readonly of?: string
}

/** Whether it changed something, or would have. */
export const isChange = ({ outcome }: Done): boolean => outcome !== "kept" && outcome !== "absent"

/**
 * Why a step was not done.
 * - `NotAccepted`: Plex does not take the address of this service
 * - `NotListed`: Plex took it, and does not list it
 * - `InUse`: something else is made of it still
 * - `NoOwn`: Plex does not list its own provider
 */
export class StepRefused extends Data.TaggedError("StepRefused")<{
  readonly reason: "NotAccepted" | "NotListed" | "InUse" | "NoOwn"
  /** What it is about. */
  readonly title: string
  readonly detail?: string | undefined
}> {
  override get message() {
    const detail = this.detail ?? ""
    switch (this.reason) {
      case "NotAccepted":
        return `Plex did not accept ${this.title} (${detail}): is the service up, and can Plex reach that address?`
      case "NotListed":
        return `Plex does not list the agent "${this.title}"`
      case "InUse":
        return `"${this.title}" is still used by ${detail}`
      case "NoOwn":
        return `Plex does not list its own provider for "${this.title}"`
    }
  }
}

/** What Plex knows of it all now. */
export const known = Effect.flatMap(PlexServerPort, ({ agents, providers, sections }) =>
  Effect.all({ providers, agents, sections })
)

/** How far the set-up is. */
export const setup = (serviceUrl: string) => Effect.map(known, (known) => setupOf(known, serviceUrl))

/** Plex reads the address at once: that it says no is about the address. */
const accepted = <R>(address: string, asking: Effect.Effect<void, PlexServerError, R>) =>
  Effect.catchIf(
    asking,
    ({ reason }) => reason === "Rejected",
    ({ detail }) => new StepRefused({ reason: "NotAccepted", title: address, detail })
  )

/** Has Plex know our provider at this address of the service. A dry run only tells what would be done. */
export const addProvider = Effect.fn("Steps.addProvider")(function* (one: Wanted, serviceUrl: string, dry = false) {
  const plex = yield* PlexServerPort
  const address = `${serviceUrl}${one.path}`
  const provider = knownProvider(one, yield* plex.providers)
  const outcome = providerStep(one, serviceUrl, provider)
  const { title } = one.provider
  if (outcome === "kept") return { what: "provider", outcome, title, of: provider?.address ?? address } satisfies Done
  if (!dry)
    yield* accepted(
      address,
      provider === undefined ? plex.addProvider(address) : plex.moveProvider(provider.id, address)
    )
  return { what: "provider", outcome, title, of: address } satisfies Done
})

/** Has Plex know an agent with our provider in it. */
export const addAgent = Effect.fn("Steps.addAgent")(function* (one: Wanted, order: Order, dry = false) {
  const plex = yield* PlexServerPort
  const providers = yield* plex.providers
  const agent = knownAgent(one, yield* plex.agents, order, knownProvider(one, providers)?.id)
  if (agent !== undefined) return { what: "agent", outcome: "kept", title: agent.title } satisfies Done
  const title = agentTitle(one, order)
  if (order === "plex-first" && !providers.some(({ identifier }) => identifier === one.own))
    return yield* new StepRefused({ reason: "NoOwn", title })
  if (!dry) yield* plex.addAgent({ title, primary: order === "vpro-first" ? one.provider.identifier : one.own })
  return { what: "agent", outcome: "added", title } satisfies Done
})

/** Adds to that agent the providers that it lacks. */
export const addMembers = Effect.fn("Steps.addMembers")(function* (one: Wanted, order: Order, dry = false) {
  const plex = yield* PlexServerPort
  const providers = yield* plex.providers
  const agent = knownAgent(one, yield* plex.agents, order, knownProvider(one, providers)?.id)
  const title = agentTitle(one, order)
  if (agent === undefined && !dry) return yield* new StepRefused({ reason: "NotListed", title })
  return yield* Effect.forEach(lackingIn(one, order, providers, agent), ({ front, provider }) =>
    Effect.as(
      agent === undefined || dry ? Effect.void : plex.addToAgent(agent.id, provider.id, front ? "before" : "behind"),
      { what: "member", outcome: "added", title: provider.title, of: agent?.title ?? title } satisfies Done
    )
  )
})

/** Whether a library is under an agent with our provider, or one of our making that was left half done. */
const isUnderOurs = (section: PlexSection, agents: ReadonlyArray<PlexAgent>, ours: string | undefined): boolean => {
  const one = wantedFor(section)
  return (
    section.agent === one.provider.identifier ||
    agents.some(
      (agent) =>
        usesAgent(section, agent) &&
        (agent.primary === one.provider.identifier ||
          agent.title === agentTitle(one, "plex-first") ||
          (ours !== undefined && agent.members.includes(ours)))
    )
  )
}

/** Notes under which agent a library is now. Where that is not possible, taking the step back brings it under Plex's own. */
const noted = Effect.fnUntraced(function* ({ agent, agentId, key, title }: PlexSection) {
  if (agent === undefined) return
  const former = { primary: agent, ...(agentId === undefined ? {} : { id: agentId }) }
  yield* Effect.catchAll((yield* FormerAgents).note(key, former), ({ message }) =>
    Effect.logWarning(`under which agent "${title}" was cannot be noted: ${message}`)
  )
})

/** Puts one library under the agent of that order for its kind. */
export const useAgent = Effect.fn("Steps.useAgent")(function* (section: PlexSection, order: Order, dry = false) {
  const plex = yield* PlexServerPort
  const one = wantedFor(section)
  const ours = knownProvider(one, yield* plex.providers)?.id
  const agents = yield* plex.agents
  const agent = knownAgent(one, agents, order, ours)
  const done = { what: "library", title: section.title, of: agent?.title ?? agentTitle(one, order) } as const
  if (agent !== undefined && usesAgent(section, agent)) return { ...done, outcome: "kept" } satisfies Done
  if (!dry) {
    if (agent === undefined) return yield* new StepRefused({ reason: "NotListed", title: done.of })
    if (!isUnderOurs(section, agents, ours)) yield* noted(section)
    yield* plex.useAgent(section, agent)
  }
  return { ...done, outcome: "put" } satisfies Done
})

/** Has Plex ask anew for everything in a library. */
export const refresh = Effect.fn("Steps.refresh")(function* (section: PlexSection, dry = false) {
  if (!dry) yield* (yield* PlexServerPort).refresh(section)
  return { what: "refresh", outcome: "asked", title: section.title } satisfies Done
})

/** Puts a library back under the agent that it had before, when it is under one of ours; under Plex's own where that is not known, or gone. */
export const leaveAgent = Effect.fn("Steps.leaveAgent")(function* (section: PlexSection, dry = false) {
  const plex = yield* PlexServerPort
  const one = wantedFor(section)
  const [agents, ours] = [yield* plex.agents, knownProvider(one, yield* plex.providers)?.id]
  const own = ownAgent(one, agents, ours)
  const noted = yield* (yield* FormerAgents).of(section.key)
  // One of Plex's older agents is in no list.
  const former = Option.flatMapNullable(noted, (agent) =>
    agent.id === undefined ? { ...agent, title: agent.primary } : agents.find(({ id }) => id === agent.id)
  )
  const plexs = own ?? { primary: one.own, title: one.own }
  const back = Option.getOrElse(former, () => plexs)
  const done = (outcome: "kept" | "put", { title }: { readonly title: string }) =>
    ({ what: "library", title: section.title, of: title, outcome }) satisfies Done
  if (!isUnderOurs(section, agents, ours)) return done("kept", back)
  if (dry) return done("put", back)
  return yield* Effect.as(plex.useAgent(section, back), done("put", back)).pipe(
    // An older agent that this Plex does not have any more.
    Effect.catchIf(
      ({ reason }) => reason === "Rejected" && back !== plexs,
      () => Effect.as(plex.useAgent(section, plexs), done("put", plexs))
    )
  )
})

const named = (titles: ReadonlyArray<string>) => titles.map((title) => `"${title}"`).join(", ")

/** Has Plex forget the agent of that order, when no library is under it any more. */
export const removeAgent = Effect.fn("Steps.removeAgent")(function* (one: Wanted, order: Order, dry = false) {
  const plex = yield* PlexServerPort
  const ours = knownProvider(one, yield* plex.providers)?.id
  const agent = knownAgent(one, yield* plex.agents, order, ours)
  if (agent === undefined) return { what: "agent", outcome: "absent", title: agentTitle(one, order) } satisfies Done
  if (!dry) {
    const users = (yield* plex.sections).filter((section) => usesAgent(section, agent))
    if (users.length > 0)
      return yield* new StepRefused({
        reason: "InUse",
        title: agent.title,
        detail: named(users.map(({ title }) => title))
      })
    yield* plex.removeAgent(agent.id)
  }
  return { what: "agent", outcome: "removed", title: agent.title } satisfies Done
})

/** Has Plex forget our provider, when no agent holds it any more. */
export const removeProvider = Effect.fn("Steps.removeProvider")(function* (one: Wanted, dry = false) {
  const plex = yield* PlexServerPort
  const { title } = one.provider
  const provider = knownProvider(one, yield* plex.providers)
  if (provider === undefined) return { what: "provider", outcome: "absent", title } satisfies Done
  if (!dry) {
    const users = (yield* plex.agents).filter(({ members }) => members.includes(provider.id))
    if (users.length > 0)
      return yield* new StepRefused({ reason: "InUse", title, detail: named(users.map(({ title }) => title)) })
    yield* plex.removeProvider(provider.id)
  }
  return {
    what: "provider",
    outcome: "removed",
    title,
    ...(provider.address === undefined ? {} : { of: provider.address })
  } satisfies Done
})
