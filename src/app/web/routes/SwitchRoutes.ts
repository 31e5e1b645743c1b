/** The routes of the settings that may be chosen on the page. */
import { HttpApiEndpoint } from "@effect/platform"
import { Effect, Layer, Option } from "effect"
import { type SwitchError, Switches } from "../../settings/Switches.ts"
import { atHome } from "../Admin.ts"
import { statuses } from "../Failures.ts"
import { unkept } from "../Lasting.ts"
import { about } from "../openapi/About.ts"
import * as Shapes from "../openapi/SwitchShapes.ts"
import { isOwner, owner, ownersPost, strangeHost } from "../Owner.ts"
import { refusal, Refused } from "../Refused.ts"
import { served } from "../Served.ts"

const list = HttpApiEndpoint.get("switches", "/switches")
  .addSuccess(Shapes.Switches)
  .addError(strangeHost)
  .annotateContext(
    about({
      tag: "Settings",
      summary: "The settings that may be chosen on the page, and what holds of them",
      answers: { 200: "All of them." }
    })
  )

const change = ownersPost("changeSwitch", "/switches/change")
  .setPayload(Shapes.SwitchWanted)
  .addSuccess(Shapes.Switches)
  .addError(refusal(400, "The body is not valid, or the setting cannot have that value."))
  .addError(refusal(409, "A variable sets it, and no page can change it."))
  .addError(refusal(413, "The body is too large."))
  .addError(refusal(503, "The choice cannot be kept."))
  .annotateContext(
    about({
      tag: "Settings",
      summary: "Chooses a setting, or takes the choice back",
      description: "It lies in the cache folder, and holds from the next answer on.",
      changes: "asOwner",
      example: { body: { name: "VPRO_RETURN_RATING", value: "true" } },
      answers: { 200: "What holds now." }
    })
  )

const told = Effect.gen(function* () {
  const { told } = yield* Switches
  return { mayChange: yield* isOwner, switches: yield* told } satisfies Shapes.Switches
})

const notChanged = ({
  message,
  reason
}: SwitchError): Effect.Effect<never, Refused<400> | Refused<409> | Refused<503>> => {
  if (reason === "NotValid") return new Refused({ status: statuses.NotValid, reason: message })
  return reason === "NotKept"
    ? new Refused({ status: statuses.NotKept, reason: message })
    : new Refused({ status: statuses.SetByVariable, reason: message })
}

export const layer = Layer.scopedDiscard(
  Effect.all(
    [
      served(list, atHome, () => told, unkept),
      served(change, owner, ({ body }) =>
        Effect.gen(function* () {
          const { name, value } = yield* body
          const { choose } = yield* Switches
          yield* Effect.catchTag(choose(name, Option.fromNullable(value)), "SwitchError", notChanged)
          return yield* told
        })
      )
    ],
    { discard: true }
  )
)
