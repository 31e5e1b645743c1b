/** `CredentialPort` with one pair that never changes: for tests, and for embedders who bring their own. */
import { Effect, Equal, Layer, Redacted } from "effect"
import { CredentialError, CredentialPort, type Credentials } from "../../../ports/CredentialPort.ts"

const example: Credentials = { key: Redacted.make("examplekey"), secret: Redacted.make("examplesec"), source: "memory" }

/** Always this pair; there is nowhere to look for another. */
export const make = (pair: Credentials = example): CredentialPort["Type"] => ({
  current: Effect.succeed(pair),
  refresh: (refused) =>
    Equal.equals(refused.key, pair.key) && Equal.equals(refused.secret, pair.secret)
      ? new CredentialError({ reason: "NothingThere", tried: "a fixed pair has no replacement" })
      : Effect.succeed(pair),
  accepted: () => Effect.void,
  state: Effect.succeed({ source: pair.source, state: "ok" })
})

export const layer = (pair: Credentials = example): Layer.Layer<CredentialPort> =>
  Layer.succeed(CredentialPort, make(pair))
