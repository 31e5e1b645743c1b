/** What a circuit breaker knows, and how each event changes it. Times are milliseconds, of one clock for all of one state. */
import { Array as Arr, Data, Duration, Schema } from "effect"

export interface BreakerPolicy {
  /** Failures without a success in between … */
  readonly failures: number
  /** … within this time open the circuit. */
  readonly within: Duration.Duration
  /** The pause after it opened, and after each trial that fails; the last one holds for all that follow. */
  readonly pauses: Arr.NonEmptyReadonlyArray<Duration.Duration>
  /**
   * What closes it: a trial after the pause or a success of a request under way ("success", when left out), or that time alone, for
   * a source that must not be asked in the meantime whatever else it answers.
   */
  readonly closedBy?: "success" | "time"
}

/**
 * How an attempt went. `absent`: nobody is there at all, which opens the circuit at once; a source that itself asks for a pause gets it,
 * and has not failed.
 */
export type Report = "passed" | "failed" | "absent" | "undecided" | { readonly pauseFor: Duration.Duration }

/** How a request was let in, if it was: as one of many, or to find out for all the others. */
export type Pass = "regular" | "trial" | "none"

/** The state of a circuit, also as text between processes. */
export const CircuitState = Schema.Union(
  Schema.Data(Schema.TaggedStruct("Closed", { failures: Schema.Array(Schema.Number) })),
  /** `round` counts the trials that failed; `owed` is a pause that the source asked for. */
  Schema.Data(
    Schema.TaggedStruct("Open", {
      since: Schema.Number,
      pause: Schema.Number,
      round: Schema.Number,
      owed: Schema.Boolean
    })
  ),
  /** `trial` is when the trial under way began. */
  Schema.Data(Schema.TaggedStruct("HalfOpen", { trial: Schema.NullOr(Schema.Number), round: Schema.Number }))
)
export type CircuitState = typeof CircuitState.Type
const State = Data.taggedEnum<CircuitState>()

/** Nothing is known against the source. */
export const pristine: CircuitState = State.Closed({ failures: [] })

export const isPristine = (state: CircuitState): boolean => state._tag === "Closed" && state.failures.length === 0

/** Pauses that vary are so much shorter or longer at most, so that many processes do not come back at the same moment. */
const jitter = 0.1

/** A source may ask for a pause of any length: after this one it is tried again. */
export const longestOwed = Duration.hours(1)

/** Who makes the trial may be gone without a word, with its process. */
const longestTrial = Duration.toMillis("30 seconds")

/** In whole milliseconds. A clock that was set back must not keep anything for longer than one that runs. */
const leftOf = (length: number, since: number, now: number) => Math.max(0, Math.round(length - Math.abs(now - since)))

/** How long the pause lasts yet; none while the circuit is not open. */
export const pauseLeft = (state: CircuitState, now: number): number =>
  state._tag === "Open" ? leftOf(state.pause, state.since, now) : 0

/** How long the trial under way may take yet; none without one. */
export const trialLeft = (state: CircuitState, now: number): number =>
  state._tag === "HalfOpen" && state.trial !== null ? leftOf(longestTrial, state.trial, now) : 0

/** The transitions under a policy. `chance`, from 0 to 1, is for the length of a pause. */
export const transitions = (policy: BreakerPolicy) => {
  const within = Duration.toMillis(policy.within)
  const last = Arr.lastNonEmpty(policy.pauses)
  const varies = policy.pauses.length > 1
  const byTime = policy.closedBy === "time"

  /** What a state has become by time alone. */
  const current = (state: CircuitState, now: number): CircuitState =>
    byTime && state._tag === "Open" && pauseLeft(state, now) === 0 ? pristine : state

  const opened = (round: number, now: number, chance: number): CircuitState => {
    const pause = Duration.toMillis(policy.pauses[round] ?? last)
    const spread = varies ? 1 - jitter + 2 * jitter * chance : 1
    return State.Open({ since: now, pause: Math.round(pause * spread), round, owed: false })
  }

  const owedTo = ({ pauseFor }: { readonly pauseFor: Duration.Duration }, round: number, now: number): CircuitState =>
    State.Open({
      since: now,
      pause: Math.round(Duration.toMillis(Duration.min(pauseFor, longestOwed))),
      round,
      owed: true
    })

  const afterTrial = (round: number, report: Report, now: number, chance: number): CircuitState => {
    if (typeof report === "object") return owedTo(report, round, now)
    if (report === "passed") return pristine
    return report === "undecided" ? State.HalfOpen({ trial: null, round }) : opened(round + 1, now, chance)
  }

  /** How a request is let in. */
  const admitted = (state: CircuitState, now: number): readonly [Pass, CircuitState] => {
    if (state._tag === "Closed") return ["regular", state]
    const free = pauseLeft(state, now) === 0 && trialLeft(state, now) === 0
    return free ? ["trial", State.HalfOpen({ trial: now, round: state.round })] : ["none", state]
  }

  /** What an attempt of one that was let in has told. */
  const settled = (state: CircuitState, pass: Pass, report: Report, now: number, chance: number): CircuitState => {
    if (pass === "trial" && state._tag === "HalfOpen") return afterTrial(state.round, report, now, chance)
    if (state._tag === "Open" && (byTime || (state.owed && pauseLeft(state, now) > 0))) return state
    if (typeof report === "object") return owedTo(report, state._tag === "Closed" ? 0 : state.round, now)
    if (report === "passed") return isPristine(state) ? state : pristine
    if (state._tag !== "Closed" || report === "undecided") return state
    const failures = [...state.failures.filter((at) => Math.abs(now - at) < within), now]
    return report === "failed" && failures.length < policy.failures
      ? State.Closed({ failures })
      : opened(0, now, chance)
  }

  return { current, admitted, settled }
}
