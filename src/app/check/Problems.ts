/** What is wrong with this service and its sources now, by what is known without asking anybody. */
import { Clock, Context, Effect, Layer, Option, Ref } from "effect"
import { failing, type Finding, warning } from "../../domain/check/Asking.ts"
import type { Check, Subject } from "../../domain/check/Check.ts"
import { type Problem, problemsOf, unwell } from "../../domain/check/Problems.ts"
import { leftOut } from "../../domain/check/SourceChecks.ts"
import { type Words, words } from "../../domain/check/Words.ts"
import type { ReferenceState } from "../../domain/values/ReferenceState.ts"
import { CachePort } from "../../ports/CachePort.ts"
import { CredentialPort, type CredentialState } from "../../ports/CredentialPort.ts"
import { HttpPort, type SourceState } from "../../ports/HttpPort.ts"
import { WorkPort } from "../../ports/WorkPort.ts"
import { user } from "../../adapters/disk/Standing.ts"
import { Activity } from "../observe/Activity.ts"
import { complaints, Settings } from "../Settings.ts"
import { sharing, writing } from "./LocalChecks.ts"
import { SelfTest } from "./SelfTest.ts"
import { settingsChecks } from "./SettingsReport.ts"

/** What the one who asks has seen just now: why the cache, and why the log, cannot be written, if they cannot. */
export interface Seen {
  readonly cache: string | undefined
  readonly log: string | undefined
}

export class Problems extends Context.Tag("vpro-cinema-plex/app/check/Problems")<
  Problems,
  {
    /** All that is known to be wrong. */
    readonly now: (seen: Seen) => Effect.Effect<ReadonlyArray<Problem>>
  }
>() {}

const check = (id: string, subject: Subject, asked: Words, finding: Finding): Check => ({
  id,
  subject,
  asked,
  ...finding
})

/** A source that is left alone, or on trial after it was. */
const alone = ({ breaker, lastError, lastReason, source }: SourceState): ReadonlyArray<Check> =>
  breaker === "closed"
    ? []
    : [
        check(
          `${source}.lately`,
          source,
          words("check.asked.lately"),
          failing(
            words("check.came.unreachable", { detail: lastError }),
            words("check.means.leftAlone"),
            words(lastReason === "Connection" || lastReason === "Timeout" ? "check.do.connection" : "check.do.wait")
          )
        )
      ]

const pair = ({ detail, source, state }: CredentialState): ReadonlyArray<Check> =>
  state === "ok"
    ? []
    : [
        check(
          "poms.pair",
          "poms",
          words("check.asked.pair", { source }),
          failing(
            words("check.came.refused", { detail: detail ?? state }),
            words("check.means.pairRefused"),
            words("check.do.pair")
          )
        )
      ]

const references = (states: ReadonlyArray<ReferenceState>): ReadonlyArray<Check> => {
  const tmdb = states.find(({ reference }) => reference === "tmdb")
  const wikidata = states.find(({ reference }) => reference === "wikidata")
  if (tmdb?.state !== "refused") return leftOut(tmdb?.state !== "no-key", wikidata?.state !== "off")
  const came = words("check.came.refused", { detail: tmdb.detail })
  return [
    check(
      "tmdb.key",
      "tmdb",
      words("check.asked.key"),
      failing(came, words("check.means.keyRefused"), words("check.do.key"))
    )
  ]
}

const log = (why: string | undefined): ReadonlyArray<Check> =>
  why === undefined
    ? []
    : [
        check(
          "log",
          "log",
          words("check.asked.log"),
          failing(words("check.came.notWritten", { why }), words("check.means.logLost"), words("check.do.log"))
        )
      ]

const neverCalled = check(
  "plex.called",
  "plex",
  words("check.asked.calls"),
  warning(words("check.came.neverCalled"), words("check.means.neverCalled"), words("check.do.register"))
)

export const layer = Layer.effect(
  Problems,
  Effect.gen(function* () {
    const settings = yield* Settings
    const { last } = yield* SelfTest
    const { plex } = yield* Activity
    const cache = yield* CachePort
    const credentials = yield* CredentialPort
    const http = yield* HttpPort
    const works = yield* WorkPort
    const ofSettings = settingsChecks(complaints(settings))
    /** When each was first seen, for as long as it lasts. */
    const first = yield* Ref.make<ReadonlyMap<string, number>>(new Map())
    return Problems.of({
      now: (seen) =>
        Effect.gen(function* () {
          const sources = yield* http.states
          const calls = yield* plex
          const now = [
            writing(settings, seen.cache, yield* user),
            ...sharing(settings, (yield* cache.stats).degraded),
            ...ofSettings,
            ...sources.flatMap(alone),
            ...pair(yield* credentials.state),
            ...references(yield* works.references),
            ...log(seen.log),
            ...(calls.film === undefined && calls.series === undefined ? [neverCalled] : [])
          ]
          const checks = unwell({ now, tested: Option.getOrUndefined(yield* last), sources })
          const at = yield* Clock.currentTimeMillis
          const since = yield* Ref.updateAndGet(
            first,
            (before) => new Map(checks.map(({ id }) => [id, before.get(id) ?? at]))
          )
          return problemsOf(checks, (id) => since.get(id) ?? at)
        })
    })
  })
)
