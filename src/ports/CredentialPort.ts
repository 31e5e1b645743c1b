/** The key and secret with which POMS wants requests to be signed. */
import { Context, type Effect, type Redacted, Schema } from "effect"

/** A pair that belongs together; `source` says where it came from, in words without the values. */
export interface Credentials {
  readonly key: Redacted.Redacted<string>
  readonly secret: Redacted.Redacted<string>
  readonly source: string
}

/** No other pair could be had. The one in use stays in use: this is a health state, not the end of anything. */
export class CredentialError extends Schema.TaggedError<CredentialError>()("CredentialError", {
  reason: Schema.Literal("CoolingDown", "PageGone", "NothingThere", "Unreachable"),
  tried: Schema.String,
  cause: Schema.optional(Schema.Defect)
}) {
  override get message() {
    return `no fresh credentials (${this.reason}): ${this.tried}`
  }
}

/**
 * How the pair in use fares: `refused` is turned down by POMS while another is sought, `page-gone` and `refresh-failed` say why none
 * could be found.
 */
export const CredentialHealth = Schema.Literal("ok", "refused", "page-gone", "refresh-failed")
export type CredentialHealth = typeof CredentialHealth.Type

/** For health: where the pair in use came from and how the last refresh went. Holds no secret. */
export interface CredentialState {
  readonly source: string
  readonly state: CredentialHealth
  readonly lastRefresh?: number | undefined
  readonly detail?: string | undefined
}

export class CredentialPort extends Context.Tag("vpro-cinema-plex/ports/CredentialPort")<
  CredentialPort,
  {
    /** The pair to sign with now. Always answers: there is a built-in pair. */
    readonly current: Effect.Effect<Credentials>
    /**
     * Looks for another pair after `refused` was turned down: at most one search at a time and one per 60 s. Answers the
     * pair in use when another caller has replaced `refused` already. The answer is a candidate: report how it fared.
     */
    readonly refresh: (refused: Credentials) => Effect.Effect<Credentials, CredentialError>
    /** Says that a pair was accepted: a candidate is kept and written down only now. */
    readonly accepted: (credentials: Credentials) => Effect.Effect<void>
    readonly state: Effect.Effect<CredentialState>
  }
>() {}
