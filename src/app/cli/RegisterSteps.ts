/** What the steps of the set-up did, as lines; and those steps as the command line does them. */
import { Effect } from "effect"
import { type Order, type Wanted, wanted } from "../../domain/library/Registration.ts"
import type { PlexSection } from "../../ports/PlexServerPort.ts"
import * as Steps from "../plex/Steps.ts"
import { visible } from "../Visible.ts"
import { failed } from "./CommandFailure.ts"
import { Output } from "./Output.ts"

/** What was done, and what a dry run would do. */
const outcomes: Readonly<Record<Steps.Done["outcome"], readonly [string, string]>> = {
  kept: ["kept ", "kept "],
  absent: ["absent", "absent"],
  added: ["added", "would add"],
  moved: ["moved", "would move"],
  put: ["put  ", "would put"],
  asked: ["asked", "would ask"],
  removed: ["removed", "would remove"]
}

const about = ({ of, title, what }: Steps.Done): string => {
  switch (what) {
    case "provider":
      return `provider "${title}"${of === undefined ? "" : ` at ${of}`}`
    case "agent":
      return `agent "${title}"`
    case "member":
      return `"${title}" to agent "${of ?? ""}"`
    case "library":
      return `library "${title}" under agent "${of ?? ""}"`
    case "refresh":
      return `Plex to refresh everything in "${title}"`
  }
}

/** Does a step and tells what it did; whether it changed something. */
const told = <E, R>(step: Effect.Effect<Steps.Done | ReadonlyArray<Steps.Done>, E, R>, dry: boolean) =>
  Effect.gen(function* () {
    const { print } = yield* Output
    const all = [yield* refused(step)].flat()
    for (const one of all) yield* print(visible(`${outcomes[one.outcome][dry ? 1 : 0]}  ${about(one)}`))
    return all.some(Steps.isChange)
  })

const refused = <A, E, R>(step: Effect.Effect<A, E | Steps.StepRefused, R>) =>
  Effect.catchIf(
    step,
    (error) => error instanceof Steps.StepRefused,
    (error) => failed(error.message)
  )

/** How it is to be done. */
export interface How {
  readonly order: Order
  readonly dry: boolean
}

/** Has Plex know both providers and an agent for each, and puts these libraries under them; whether that changed something. */
export const register = Effect.fn("RegisterSteps.register")(function* (
  serviceUrl: string,
  libraries: ReadonlyArray<PlexSection>,
  { dry, order }: How
) {
  const agent = (one: Wanted) =>
    Effect.zipWith(
      told(Steps.addAgent(one, order, dry), dry),
      told(Steps.addMembers(one, order, dry), dry),
      (made, added) => made || added
    )
  const changes = yield* Effect.all([
    ...wanted.map((one) => told(Steps.addProvider(one, serviceUrl, dry), dry)),
    ...wanted.map(agent),
    ...libraries.map((section) => told(Steps.useAgent(section, order, dry), dry))
  ])
  return changes.includes(true)
})

/** Puts these libraries back under the agents that they had before; `whole` then has Plex forget our agents and providers. */
export const undo = Effect.fn("RegisterSteps.undo")(function* (
  libraries: ReadonlyArray<PlexSection>,
  { dry, whole }: { readonly dry: boolean; readonly whole: boolean }
) {
  const changes = yield* Effect.all([
    ...libraries.map((section) => told(Steps.leaveAgent(section, dry), dry)),
    ...(whole
      ? [
          ...wanted.flatMap((one) => [
            told(Steps.removeAgent(one, "vpro-first", dry), dry),
            told(Steps.removeAgent(one, "plex-first", dry), dry)
          ]),
          ...wanted.map((one) => told(Steps.removeProvider(one, dry), dry))
        ]
      : [])
  ])
  return changes.includes(true)
})

/** Has Plex ask anew for everything in them. */
export const refresh = (sections: ReadonlyArray<PlexSection>, dry: boolean) =>
  Effect.forEach(sections, (section) => told(Steps.refresh(section, dry), dry), { discard: true })
