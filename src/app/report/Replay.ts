/** Does a look-up again from its report: without the sources, at the moment it was done, and without waiting. */
import { DateTime, Duration, Effect, Layer, Option, Redacted, Ref } from "effect"
import * as RecordMemory from "../../adapters/cache/memory/RecordMemory.ts"
import * as Circuit from "../../adapters/resilience/Circuit.ts"
import { bodyText } from "../../adapters/http/RecordedExchange.ts"
import * as Replaying from "../../adapters/http/Replaying.ts"
import type { LookupResult } from "../../domain/lookup/Lookup.ts"
import type { LookupOptions } from "../../domain/lookup/Options.ts"
import { cutAt } from "../../domain/text/Flat.ts"
import { CredentialError, CredentialPort, type Credentials } from "../../ports/CredentialPort.ts"
import { HttpPort } from "../../ports/HttpPort.ts"
import * as Layers from "../Layers.ts"
import { inThePast } from "./PastClock.ts"
import { answerOf, defaults, lookups } from "./Record.ts"
import type { Expected, RecordedRenewal, Report, ReportAnswer, ReportSwitches } from "./Report.ts"
import { withoutKeys } from "./Secrets.ts"

/** Characters of what was sent that are shown. */
const mostSent = 300

/** A question in words. */
export const inWords = ({ method, sent, source, url }: Replaying.Question): string =>
  `${source}: ${method} ${url}${sent === undefined ? "" : ` ${cutAt(bodyText(sent), mostSent)}`}`

/** What one of the look-ups came to then and now. */
export interface Compared {
  readonly before: ReportAnswer
  readonly now: ReportAnswer
  readonly same: boolean
}

export interface Replay extends Replaying.Replayed {
  readonly results: ReadonlyArray<LookupResult>
  readonly compared: ReadonlyArray<Compared>
  /** Whether all came to the same, text and all. */
  readonly same: boolean
}

/** A key of the right form that opens nothing. */
const madeUpKey = Redacted.make("0".repeat(32))

const pair = (number: number): Credentials => ({
  key: Redacted.make(`madeup${number}`),
  secret: Redacted.make(`madeup${number}`),
  source: "the report"
})

/** Credentials that fare as those of the report did. The last time that others were looked for stands for all after it. */
const credentials = Effect.fn("Replay.credentials")(function* (renewals: ReadonlyArray<RecordedRenewal>) {
  const number = yield* Ref.make(0)
  return CredentialPort.of({
    current: Effect.map(Ref.get(number), pair),
    refresh: () =>
      Effect.gen(function* () {
        const count = yield* Ref.getAndUpdate(number, (before) => before + 1)
        const came = renewals[Math.min(count, renewals.length - 1)] ?? "NothingThere"
        if (came === "renewed") return pair(count + 1)
        return yield* new CredentialError({ reason: came, tried: "as it was when the report was made" })
      }),
    accepted: () => Effect.void,
    state: Effect.succeed({ source: "the report", state: "ok" })
  })
})

/** The settings of whoever sets nothing, with the switches of the report. */
const settingsOf = ({ seriesTextFallback, tmdbKey, webSearch, wikidata }: ReportSwitches) =>
  Effect.map(defaults, (settings) => ({
    ...settings,
    tmdbKey: tmdbKey ? Option.some(madeUpKey) : Option.none(),
    wikidata,
    webSearch,
    seriesTextFallback
  }))

const optionsOf = ({ ids, lookupTimeout, skip }: ReportSwitches): LookupOptions => ({
  ids,
  skip: new Set(skip),
  timeout: Duration.millis(lookupTimeout)
})

const parts = ["outcome", "page", "title", "year", "kijkwijzer", "text"] as const

const isSame = (before: ReportAnswer, now: ReportAnswer) => parts.every((part) => before[part] === now[part])

/** Whether an answer is as it should be, in all that is named; `text: null` is no text. */
export const isAsExpected = (expected: Expected, now: ReportAnswer): boolean =>
  parts.every((part) => expected[part] === undefined || (expected[part] ?? undefined) === now[part])

/** Does the look-up of a report again. Asks nobody, keeps nothing. */
export const replay = Effect.fn("Replay.replay")(function* ({
  answers,
  asked,
  at,
  credentials: renewals,
  exchanges,
  switches
}: Report) {
  const replaying = yield* Replaying.make(exchanges, withoutKeys)
  const settings = yield* settingsOf(switches)
  const sources = Layers.sourcesOver(settings, Effect.succeed(settings.tmdbKey)).pipe(
    Layer.provide([RecordMemory.layer(), Circuit.layer]),
    Layer.provide(Layer.succeed(HttpPort, replaying.http)),
    Layer.provide(Layer.effect(CredentialPort, credentials(renewals)))
  )
  const results = yield* inThePast(
    Effect.provide(lookups(asked, optionsOf(switches)), sources),
    DateTime.toEpochMillis(at)
  )
  const compared = results.flatMap((result): ReadonlyArray<Compared> => {
    const now = answerOf(result)
    const before = answers.find(({ kind }) => kind === now.kind)
    return before === undefined ? [] : [{ before, now, same: isSame(before, now) }]
  })
  const same = compared.length === results.length && compared.every((one) => one.same)
  const done: Replay = { results, compared, same, ...(yield* replaying.replayed) }
  return done
})
