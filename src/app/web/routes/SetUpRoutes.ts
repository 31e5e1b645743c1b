/** The routes that tell how far Plex uses this service, and do the steps of it. */
import { HttpApiEndpoint } from "@effect/platform"
import { Effect, Layer, Schema } from "effect"
import { trials } from "../../../domain/check/SourceChecks.ts"
import { Order, wanted } from "../../../domain/library/Registration.ts"
import { Setup } from "../../../domain/library/Setup.ts"
import { MediaKind } from "../../../domain/values/Media.ts"
import { PlexServerPort } from "../../../ports/PlexServerPort.ts"
import { WorkPort } from "../../../ports/WorkPort.ts"
import { SourcesAnew } from "../../check/SourcesAnew.ts"
import { Connected } from "../../plex/Connected.ts"
import * as Steps from "../../plex/Steps.ts"
import { parseBaseUrl } from "../../Values.ts"
import { admitted, atHome } from "../Admin.ts"
import { unkept } from "../Lasting.ts"
import { about } from "../openapi/About.ts"
import { isOwner, notOwner, otherSite, owner, ownersPost, strangeHost } from "../Owner.ts"
import { refusal, Refused } from "../Refused.ts"
import { served } from "../Served.ts"
import { switchedOn } from "./ConnectRoutes.ts"

const { Array: List, Boolean, Literal, optional, String, Struct } = Schema

const Failed = Struct({
  reason: String.annotations({ description: "Why, in one word." }),
  message: String.annotations({ description: "Why, in one sentence." })
})

/** How far the set-up is, or why Plex does not tell. */
export const SetUpState = Struct({ setup: optional(Setup), failed: optional(Failed) }).annotations({
  identifier: "SetUpState"
})
export type SetUpState = typeof SetUpState.Type

/** What a step did, or why it was not done. */
export const StepResult = Struct({
  done: List(
    Struct({
      what: Literal("provider", "agent", "member", "library", "refresh"),
      outcome: Literal("kept", "added", "moved", "put", "asked", "removed", "absent"),
      title: String,
      of: optional(String)
    })
  ),
  failed: optional(Failed)
}).annotations({ identifier: "StepResult" })
export type StepResult = typeof StepResult.Type

export const TmdbTested = Struct({
  state: Literal("works", "no-key", "refused", "failed"),
  message: optional(String)
}).annotations({ identifier: "TmdbTested" })
export type TmdbTested = typeof TmdbTested.Type

const key = String.pipe(Schema.maxLength(100))
const Undo = Schema.optionalWith(Boolean, { default: () => false }).annotations({
  description: "Takes the step back."
})

const Step = Schema.Union(
  Struct({ step: Literal("provider"), kind: MediaKind, url: String.pipe(Schema.maxLength(500)), undo: Undo }),
  Struct({ step: Literal("agent"), kind: MediaKind, order: Order, undo: Undo }),
  Struct({ step: Literal("library"), library: key, order: Order, undo: Undo }),
  Struct({ step: Literal("refresh"), library: key })
)
type Step = typeof Step.Type

const failedOf = (error: { readonly _tag: string; readonly message: string; readonly reason?: string }) => ({
  reason: error.reason ?? error._tag,
  message: error.message
})

const addressOf = (given: string) => {
  const url = parseBaseUrl(given.trim())
  return url._tag === "Left" ? new Refused({ status: 400, reason: `url: ${url.left}` }) : Effect.succeed(url.right)
}

/** What is needed for a kind of library. */
const forKind = (kind: MediaKind) => {
  const one = wanted.find(({ provider }) => provider.kind === kind)
  return one === undefined ? Effect.dieMessage("no provider for this kind") : Effect.succeed(one)
}

const section = Effect.fnUntraced(function* (wanted: string) {
  const found = (yield* (yield* PlexServerPort).sections).find(({ key }) => key === wanted)
  return found ?? (yield* new Refused({ status: 400, reason: "library: Plex has no such library of films or series" }))
})

/** Does one step. */
const stepped = Effect.fn("SetUpRoutes.step")(function* (step: Step) {
  switch (step.step) {
    case "provider": {
      const one = yield* forKind(step.kind)
      const url = yield* addressOf(step.url)
      return [yield* step.undo ? Steps.removeProvider(one) : Steps.addProvider(one, url)]
    }
    case "agent": {
      const one = yield* forKind(step.kind)
      if (step.undo) return [yield* Steps.removeAgent(one, step.order)]
      return [yield* Steps.addAgent(one, step.order), ...(yield* Steps.addMembers(one, step.order))]
    }
    case "library": {
      const library = yield* section(step.library)
      return [yield* step.undo ? Steps.leaveAgent(library) : Steps.useAgent(library, step.order)]
    }
    case "refresh":
      return [yield* Steps.refresh(yield* section(step.library))]
  }
})

const doStep = (step: Step) =>
  Effect.flatMap(Connected, ({ asking }) => asking(stepped(step), "10 seconds")).pipe(
    Effect.map((done): StepResult => ({ done })),
    Effect.catchTags({
      NotConnected: (error) => Effect.succeed<StepResult>({ done: [], failed: failedOf(error) }),
      PlexServerError: (error) => Effect.succeed<StepResult>({ done: [], failed: failedOf(error) }),
      StepRefused: (error) => Effect.succeed<StepResult>({ done: [], failed: failedOf(error) })
    })
  )

const AtAddress = Struct({
  url: String.annotations({ description: "The address of this service, as Plex reaches it." })
})

const state = HttpApiEndpoint.get("setUp", "/connect/set-up")
  .setUrlParams(AtAddress)
  .addSuccess(SetUpState)
  .addError(refusal(400, "`url` is no address."))
  .addError(otherSite)
  .addError(strangeHost)
  .annotateContext(
    about({
      tag: "Connect",
      summary: "How far Plex uses this service",
      description: "Asks the connected server for its providers, agents and libraries.",
      example: { query: { url: "http://192.168.1.9:5100" } },
      answers: { 200: "Every step, or why the server does not tell." }
    })
  )

const readState = Effect.fn("SetUpRoutes.state")(function* (given: string) {
  const url = yield* addressOf(given)
  const found = yield* Effect.either((yield* Connected).asking(Steps.setup(url), "5 seconds"))
  return found._tag === "Right"
    ? ({ setup: found.right } satisfies SetUpState)
    : ({ failed: failedOf(found.left) } satisfies SetUpState)
})

const step = ownersPost("setUpStep", "/connect/step")
  .setPayload(Step)
  .addSuccess(StepResult)
  .addError(refusal(400, "The body is no step."))
  .addError(refusal(413, "The body is too large."))
  .annotateContext(
    about({
      tag: "Connect",
      summary: "Does one step of the set-up, or takes it back",
      description: "Doing a step again changes nothing.",
      changes: "asOwner",
      answers: { 200: "What was done, or why it was not." }
    })
  )

const testTmdb = HttpApiEndpoint.post("testTmdb", "/connect/tmdb")
  .addSuccess(TmdbTested)
  .addError(notOwner)
  .addError(otherSite)
  .addError(strangeHost)
  .annotateContext(
    about({
      tag: "Connect",
      summary: "Whether TMDB takes the key that this service has",
      changes: "asAdmin",
      answers: { 200: "Whether it does." }
    })
  )

const tested = Effect.gen(function* () {
  const { sources } = yield* (yield* SourcesAnew).open
  const question = trials(sources).tmdb
  if (question === undefined) return { state: "no-key" } satisfies TmdbTested
  const found = yield* Effect.either(question)
  if (found._tag === "Right") return { state: "works" } satisfies TmdbTested
  const standing = (yield* (yield* WorkPort).references).find(({ reference }) => reference === "tmdb")
  const { message } = found.left
  return { state: standing?.state === "refused" ? "refused" : "failed", message } satisfies TmdbTested
})

/** The owner, or whoever may change something here. */
const ownerOrAdmitted = Effect.flatMap(isOwner, (yes) => (yes ? owner : admitted))

export const layer = Layer.scopedDiscard(
  Effect.all(
    [
      served(
        state,
        Effect.zipRight(switchedOn, atHome),
        ({ query }) => Effect.flatMap(query, ({ url }) => readState(url)),
        unkept
      ),
      served(step, Effect.zipRight(switchedOn, owner), ({ body }) => Effect.flatMap(body, doStep), unkept),
      served(testTmdb, ownerOrAdmitted, () => tested, unkept)
    ],
    { discard: true }
  )
)
