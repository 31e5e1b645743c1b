/** Waiting for sources that are left alone for a while, when nobody else can tell. */
import { Clock, Effect } from "effect"
import { Patience } from "../../ports/Patience.ts"
import type { SourceError } from "../../ports/SourceError.ts"
import { type LookupOptions, patienceTime } from "./Options.ts"

const passing: ReadonlySet<SourceError["reason"]> = new Set(["Unreachable", "Suspended", "Overloaded"])

/** Whether a failure passes when the source is back, or less busy; a refusal, or an answer that cannot be read, does not. */
export const canPass = ({ reason }: Pick<SourceError, "reason">): boolean => passing.has(reason)

/** Asks, and once more when that failed in a way that may pass: then sources that are left alone are waited for. */
export const patiently = <A, R>(ask: Effect.Effect<A, SourceError, R>, options: LookupOptions) =>
  Effect.flatMap(Clock.currentTimeMillis, (start) =>
    Effect.catchIf(ask, canPass, () => Effect.provideService(ask, Patience, start + patienceTime(options)))
  )
