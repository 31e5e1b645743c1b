/** The service examines itself: shortly after its start, once a day, and when somebody asks for it. */
import { Clock, Context, Duration, Effect, Layer, Metric, Option, Ref } from "effect"
import * as SingleFlight from "../../domain/describe/SingleFlight.ts"
import { alwaysExamined, type Check, type CheckState, isWell } from "../../domain/check/Check.ts"
import { inEnglish, words } from "../../domain/check/Words.ts"
import { unwell } from "../../domain/check/Problems.ts"
import type { CachePort } from "../../ports/CachePort.ts"
import { HttpPort } from "../../ports/HttpPort.ts"
import type { CacheProof } from "../observe/CacheProof.ts"
import type { Settings } from "../Settings.ts"
import { ConnectedPlex } from "./ConnectedPlex.ts"
import { again, examination, soon } from "./Examination.ts"
import type { SourcesAnew } from "./SourcesAnew.ts"

/** What an examination found, and when. */
export interface Tested {
  readonly at: number
  readonly checks: ReadonlyArray<Check>
}

export class SelfTest extends Context.Tag("vpro-cinema-plex/app/check/SelfTest")<
  SelfTest,
  {
    /** Examines everything now; who asks while it runs shares the one that runs. */
    readonly run: Effect.Effect<Tested>
    /** What the last one found; none before the first. */
    readonly last: Effect.Effect<Option.Option<Tested>>
  }
>() {}

const state = Metric.gauge("self_test_state", {
  description: "What the last self-test found of a check: 0 well, 1 could be better, 2 fails, 3 not known"
})
const time = Metric.gauge("self_test_time_seconds", {
  description: "When the last self-test was done, in seconds since 1970; 0 before the first"
})
const values: Readonly<Record<CheckState, number>> = { well: 0, warning: 1, failing: 2, notChecked: 3 }

const set = (id: string, found: CheckState) => Metric.set(Metric.tagged(state, "check", id), values[found])

const measured = ({ at, checks }: Tested) =>
  Effect.zipRight(
    Metric.set(time, Math.round(at / 1000)),
    Effect.forEach(checks, ({ id, state: found }) => set(id, found), { discard: true })
  )

/** Before the first, nothing is known. */
const unmeasured = Effect.zipRight(
  Metric.set(time, 0),
  Effect.forEach(alwaysExamined, (id) => set(id, "notChecked"), { discard: true })
)

const subjectOf = ({ subject }: Check) => inEnglish(words(`check.subject.${subject}`))

const lineOf = (check: Check) => {
  const { advice, asked, came, meaning } = check
  const told = [meaning, advice].flatMap((part) => (part === undefined ? [] : [inEnglish(part)]))
  return `${subjectOf(check)}: ${told.join(" ")} Asked: ${inEnglish(asked)}; came: ${inEnglish(came)}`
}

/** What was told of a check that fails, and since when it does. */
type Telling = ReadonlyMap<string, { readonly check: Check; readonly since: number }>

/** The sources that are left alone: the log tells of those as soon as that begins. */
const leftAlone = Effect.flatMap(HttpPort, ({ states }) =>
  Effect.map(
    states,
    (all) => new Set<string>(all.flatMap(({ breaker, source }) => (breaker === "closed" ? [] : [source])))
  )
)

/** What the log tells of: what fails, and, since nobody looks for it, a newer version. */
const isTold = ({ state, subject }: Check) => state === "failing" || (state === "warning" && subject === "github")

/** Says what began to fail, once, and what is well again. */
const tell = (told: Ref.Ref<Telling>, { at, checks }: Tested) =>
  Effect.gen(function* () {
    const before = yield* Ref.get(told)
    const away = yield* leftAlone
    const failing = unwell({ now: checks, tested: undefined, sources: [] }).filter(isTold)
    const news = failing.filter(({ id, subject }) => !before.has(id) && !away.has(subject))
    const isKnown = (check: Check) => checks.some(({ id, state }) => id === check.id && state !== "notChecked")
    const kept = [...before].filter(([id, { check }]) => !isKnown(check) || failing.some((one) => one.id === id))
    yield* Ref.set(told, new Map([...news.map((check) => [check.id, { check, since: at }] as const), ...kept]))
    yield* Effect.forEach(
      news,
      (check) =>
        Effect.annotateLogs(
          check.state === "failing" ? Effect.logWarning(lineOf(check)) : Effect.logInfo(lineOf(check)),
          {
            check: check.id
          }
        ),
      {
        discard: true
      }
    )
    yield* Effect.forEach(
      [...before].filter(([id]) => !kept.some(([one]) => one === id)),
      ([id, { check, since }]) =>
        Effect.annotateLogs(
          Effect.logInfo(
            `${subjectOf(check)}: well again, after ${Duration.format(Duration.millis(Math.max(0, at - since)))}`
          ),
          { check: id }
        ),
      { discard: true }
    )
  })

export const layer = Layer.scoped(
  SelfTest,
  Effect.gen(function* () {
    const context = yield* Effect.context<CachePort | CacheProof | ConnectedPlex | HttpPort | Settings | SourcesAnew>()
    const last = yield* Ref.make(Option.none<Tested>())
    const told = yield* Ref.make<Telling>(new Map())
    const share = yield* SingleFlight.make<Tested>({ unattended: "goes on" })
    yield* unmeasured
    const test = Effect.gen(function* () {
      const found = yield* Effect.all([examination, Effect.flatMap(ConnectedPlex, ({ checks }) => checks)], {
        concurrency: "unbounded"
      })
      const checks = found.flat()
      const tested: Tested = { at: yield* Clock.currentTimeMillis, checks }
      yield* Ref.set(last, Option.some(tested))
      yield* measured(tested)
      yield* tell(told, tested)
      return tested
    }).pipe(Effect.annotateLogs({ requestId: "self-test" }), Effect.provide(context))
    return SelfTest.of({ run: share("self-test", test), last: Ref.get(last) })
  })
)

/** Examines by itself, for as long as the service runs. */
export const rhythm = Layer.scopedDiscard(
  Effect.flatMap(SelfTest, ({ run }) =>
    run.pipe(
      Effect.flatMap(({ checks }) => Effect.sleep(isWell(checks) ? again.well : again.failing)),
      Effect.forever,
      Effect.delay(soon),
      Effect.forkScoped
    )
  )
)
