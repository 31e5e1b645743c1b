/** What a look-up knows so far, kept where a deadline can still find it. */
import { Clock, Effect, type Option, Ref } from "effect"
import { Deadline } from "../../ports/Deadline.ts"
import type { SourceError } from "../../ports/SourceError.ts"
import type { CatalogueItem } from "../values/Catalogue.ts"
import type { Hints } from "../values/Hints.ts"
import { decide } from "../matching/Decide.ts"
import { type Asked, asked, type Reference } from "../matching/Asked.ts"
import type { Decision } from "../matching/Evidence.ts"
import type { ReferenceState } from "../values/ReferenceState.ts"
import type { Work } from "../values/Work.ts"
import {
  boundedStep,
  type StepName,
  type TraceCandidate,
  traceCandidate,
  traceFailure,
  type TraceStep
} from "./Trace.ts"

/** A step with the pages that it showed, which are weighed when the story is told. */
interface Step extends Omit<TraceStep, "candidates"> {
  readonly shown: ReadonlyArray<CatalogueItem>
}

interface State {
  readonly work: Work | undefined
  readonly reference: Reference
  /** Whether the reference was asked; `owed` when it could not be, or was put off: it may still tell which work it is. */
  readonly asking: "not-yet" | "owed" | "done"
  /** Which references of works took part; `undefined` while none was needed. */
  readonly references: ReadonlyArray<ReferenceState> | undefined
  readonly pool: ReadonlyMap<number, CatalogueItem>
  /** How many steps were begun. */
  readonly begun: number
  /** The ones that ended, by their place in the order of beginning: some are under way side by side. */
  readonly steps: ReadonlyMap<number, Step>
  /** Titles that the catalogue was asked for. */
  readonly titles: ReadonlyArray<string>
  readonly failures: ReadonlyArray<SourceError>
  /** Pages of the public site that were asked for, and what came; `undefined` for one that could not be read. */
  readonly read: ReadonlyMap<number, Option.Option<CatalogueItem> | undefined>
  /** The page decided on, while its text is being read. */
  readonly taken: CatalogueItem | undefined
  /** Set when it asks once more, and waits for sources that are left alone: its steps then may take all the time that there is. */
  readonly patient: boolean
  /** The questions that were answered: when all is asked once more, they need not be. */
  readonly answered: ReadonlySet<string>
}

export interface LookupProgress {
  readonly state: Ref.Ref<State>
  /** The request, with all that is known of the work by now. */
  readonly request: Effect.Effect<Asked>
  /** Every candidate so far, weighed with everything known by now. */
  readonly decisions: Effect.Effect<ReadonlyArray<Decision>>
  /**
   * What was done, in the order in which it was begun. The candidates are weighed with all that is known by now, of the work and of their
   * pages: what a step saw may have had another title or maker then, and is not to be told as refused when it is the one that was taken.
   */
  readonly story: Effect.Effect<ReadonlyArray<TraceStep>>
  /** Whether this was asked and answered before all was asked once more. */
  readonly isAnswered: (name: StepName, query: string) => Effect.Effect<boolean>
  /** Begins anew with what is known by now: what failed may be asked once more. */
  readonly askAgain: Effect.Effect<void>
  readonly collect: (items: ReadonlyArray<CatalogueItem>) => Effect.Effect<void>
  /**
   * Takes one step: times it, writes it down, and turns a failure into `undefined`, to be remembered. It is not written down when
   * there is nothing to note: nobody was asked then.
   */
  readonly step: <A, R>(
    name: StepName,
    query: string,
    ask: Effect.Effect<A, SourceError, R>,
    shown: (answer: A) => ReadonlyArray<CatalogueItem>,
    noteOf?: (answer: A) => Pick<TraceStep, "detail" | "work"> | undefined
  ) => Effect.Effect<A | undefined, never, R>
}

const question = (name: StepName, query: string): string => `${name} ${query}`

/** An empty progress for a request. One step may take `share` milliseconds, so that a dead source leaves time for others. */
export const makeLookupProgress = (hints: Hints, share = Number.POSITIVE_INFINITY): Effect.Effect<LookupProgress> =>
  Effect.map(
    Ref.make<State>({
      work: undefined,
      reference: "absent",
      asking: "not-yet",
      references: undefined,
      pool: new Map(),
      begun: 0,
      steps: new Map(),
      titles: [hints.title],
      failures: [],
      read: new Map(),
      taken: undefined,
      patient: false,
      answered: new Set()
    }),
    (state): LookupProgress => {
      const request = Effect.map(Ref.get(state), ({ work, reference }) => asked(hints, work, reference))
      const begin = Ref.modify(state, (now) => [now.begun, { ...now, begun: now.begun + 1 }])
      const write = (place: number, step: Step) =>
        Ref.update(state, (now) => ({ ...now, steps: new Map([...now.steps, [place, step]]) }))
      return {
        state,
        request,
        decisions: Effect.zipWith(Ref.get(state), request, ({ pool }, known) =>
          [...pool.values()].map((item) => decide(known, item))
        ),
        story: Effect.zipWith(Ref.get(state), request, ({ pool, steps }, known) => {
          // Most steps show the same pages.
          const weighed = new Map<CatalogueItem, TraceCandidate>()
          const weigh = (item: CatalogueItem) => {
            const whole = pool.get(item.id) ?? item
            const candidate = weighed.get(whole) ?? traceCandidate(decide(known, whole))
            weighed.set(whole, candidate)
            return candidate
          }
          return [...steps]
            .sort(([a], [b]) => a - b)
            .map(([, { shown, ...step }]) => boundedStep({ ...step, candidates: shown.map(weigh) }))
        }),
        isAnswered: (name, query) =>
          Effect.map(Ref.get(state), ({ answered, patient }) => patient && answered.has(question(name, query))),
        askAgain: Ref.update(state, (now) => ({
          ...now,
          patient: true,
          taken: undefined,
          failures: [],
          titles: [hints.title],
          read: new Map([...now.read].filter(([, page]) => page !== undefined))
        })),
        collect: (items) =>
          Ref.update(state, (now) => ({
            ...now,
            pool: new Map([...now.pool, ...items.map((item) => [item.id, item] as const)])
          })),
        step: (name, query, ask, shown, noteOf) =>
          Effect.gen(function* () {
            const place = yield* begin
            const start = yield* Clock.currentTimeMillis
            const { patient } = yield* Ref.get(state)
            const own = Math.min(yield* Deadline, patient ? Number.POSITIVE_INFINITY : start + share)
            const answer = yield* Effect.either(Effect.provideService(ask, Deadline, own))
            const ms = (yield* Clock.currentTimeMillis) - start
            if (answer._tag === "Left") {
              const failure = traceFailure(answer.left)
              const detail = answer.left.message
              yield* write(place, { step: name, query, outcome: "failed", ms, detail, failure, shown: [] })
              yield* Ref.update(state, (now) => ({ ...now, failures: [...now.failures, answer.left] }))
              return undefined
            }
            yield* Ref.update(state, (now) => ({ ...now, answered: new Set([...now.answered, question(name, query)]) }))
            const items = shown(answer.right)
            const words = noteOf?.(answer.right)
            if (noteOf !== undefined && words === undefined) return answer.right
            const outcome = items.length > 0 || words !== undefined ? "answered" : "nothing"
            yield* write(place, { step: name, query, outcome, ms, ...words, shown: items })
            return answer.right
          })
      }
    }
  )
