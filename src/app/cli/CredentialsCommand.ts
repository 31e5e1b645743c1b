/** `credentials show|refresh`: the pair with which requests to POMS are signed. The secret is never shown. */
import { Command } from "@effect/cli"
import { DateTime, Effect, Option, Redacted } from "effect"
import { CataloguePort } from "../../ports/CataloguePort.ts"
import { CredentialPort, type CredentialState } from "../../ports/CredentialPort.ts"
import { Settings } from "../Settings.ts"
import { failed } from "./CommandFailure.ts"
import { Output } from "./Output.ts"
import { prepared } from "./Prepared.ts"
import { above, commandOf } from "./Arguments.ts"

/** Enough to tell one key from another. */
const masked = (key: Redacted.Redacted<string>) => `${Redacted.value(key).slice(0, 2)}********`

const states: Readonly<Record<CredentialState["state"], string>> = {
  ok: "in use",
  refused: "refused by POMS",
  "page-gone": "refused by POMS, and VPRO's page that held it is gone",
  "refresh-failed": "refused by POMS, and no other could be found"
}

const stateInWords = Effect.gen(function* () {
  const credentials = yield* CredentialPort
  const { credentialsFile } = yield* Settings
  const { key } = yield* credentials.current
  const { detail, lastRefresh, source, state } = yield* credentials.state
  const looked = Option.flatMap(Option.fromNullable(lastRefresh), DateTime.make)
  return [
    `source   ${source}`,
    `key      ${masked(key)}`,
    "secret   ********",
    `state    ${states[state]}${detail === undefined ? "" : `: ${detail}`}`,
    ...Option.toArray(Option.map(looked, (at) => `looked   ${DateTime.formatIso(at)}`)),
    `file     ${credentialsFile}`
  ].join("\n")
})

const show = commandOf("show", "Show where the key and secret come from, and their state. Sends no requests.", {}, () =>
  Effect.gen(function* () {
    const { print } = yield* Output
    yield* print(yield* stateInWords)
  }).pipe(prepared)
)

/** Proves the pair, or finds another; says which. */
export const refreshed = Effect.gen(function* () {
  const credentials = yield* CredentialPort
  const { print } = yield* Output
  const before = yield* credentials.current
  // A refusal makes the catalogue look for another pair, prove it and write it down; a working pair is never dropped.
  const asked = yield* Effect.either((yield* CataloguePort).search({ text: "film", kind: "film", mode: "phrase" }))
  const after = yield* credentials.current
  yield* print(yield* stateInWords)
  if (asked._tag === "Left") return yield* failed(asked.left.message)
  return yield* print(
    before === after ? "POMS accepts this pair: nothing to renew." : "Renewed: POMS accepts this pair."
  )
})

const refresh = commandOf(
  "refresh",
  "Try the key and secret at POMS. If they are refused, look for another pair on VPRO's page, and save it once POMS has accepted it.",
  {},
  () => prepared(refreshed)
)

const commands = [show, refresh] as const

export const command = Command.make("credentials").pipe(
  Command.withSubcommands(commands),
  above("The key and secret for POMS.", commands)
)
