/** Asking before something is thrown away. */
import { Options } from "@effect/cli"
import { Effect } from "effect"
import { failed, misused } from "./CommandFailure.ts"
import { Output } from "./Output.ts"

export const yes = Options.boolean("yes").pipe(Options.withDescription("Do not ask for confirmation."))

/** Goes on when `--yes` was given, or when whoever sits there agrees. */
export const confirmed = Effect.fn("Confirmation.confirmed")(function* (given: boolean, question: string) {
  if (given) return
  const { ask, interactive } = yield* Output
  if (!interactive) return yield* misused("there is nobody to ask; use --yes to go ahead")
  const answer = yield* ask(`${question} [y/N] `)
  if (!/^\s*(?:y|yes|j|ja)\s*$/i.test(answer)) return yield* failed("nothing was done")
})
