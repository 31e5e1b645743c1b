/** Does a look-up and writes down all that happens. */
import { ConfigProvider, DateTime, Duration, Effect, Layer, Option, Redacted, Ref, Struct } from "effect"
import * as RecordMemory from "../../adapters/cache/memory/RecordMemory.ts"
import * as Circuit from "../../adapters/resilience/Circuit.ts"
import * as Recording from "../../adapters/http/Recording.ts"
import { lookup, type LookupResult } from "../../domain/lookup/Lookup.ts"
import type { LookupOptions } from "../../domain/lookup/Options.ts"
import type { MediaKind } from "../../domain/values/Media.ts"
import { CredentialPort, type Credentials } from "../../ports/CredentialPort.ts"
import { HttpPort } from "../../ports/HttpPort.ts"
import * as Layers from "../Layers.ts"
import type { AnsweredMatch } from "../observe/KeptTrace.ts"
import * as Settings from "../Settings.ts"
import { Switches } from "../settings/Switches.ts"
import { version } from "../Version.ts"
import {
  aboutOf,
  type RecordedRenewal,
  type Report,
  type ReportAnswer,
  reportFormat,
  type ReportQuestion,
  write
} from "./Report.ts"
import { cleaning, withoutEchoes, withoutKeys } from "./Secrets.ts"

/** The kinds that are looked for. */
export const kindsOf: Readonly<Record<ReportQuestion["type"], ReadonlyArray<MediaKind>>> = {
  film: ["film"],
  series: ["series"],
  all: ["film", "series"]
}

/** One look-up for each kind, side by side. */
export const lookups = (asked: ReportQuestion, options: LookupOptions) =>
  Effect.forEach(kindsOf[asked.type], (kind) => lookup({ kind, ...Struct.omit(asked, "type", "director") }, options), {
    concurrency: "unbounded"
  })

/** What a look-up came to, as it is compared. */
export const answerOf = ({ outcome, trace: { asked, ending } }: LookupResult): ReportAnswer => {
  const page = outcome._tag === "Found" ? outcome.item : undefined
  return {
    kind: asked.kind === "series" ? "series" : "film",
    outcome: ending.outcome,
    ...(ending.page === undefined ? {} : { page: ending.page }),
    ...(page === undefined ? {} : { title: page.title }),
    ...(page?.year === undefined ? {} : { year: page.year }),
    ...(page?.kijkwijzer === undefined ? {} : { kijkwijzer: page.kijkwijzer }),
    ...(page?.text === undefined ? {} : { text: page.text })
  }
}

/** The settings of whoever sets nothing, which hold the public address of each source. */
export const defaults = Settings.load.pipe(Effect.withConfigProvider(ConfigProvider.fromMap(new Map())), Effect.orDie)

/** Credentials that note what was handed out, so that it can be left out, and what came of looking for others. */
const noting = Effect.fn("Record.noting")(function* (credentials: CredentialPort["Type"]) {
  const pairs = yield* Ref.make<ReadonlyArray<Credentials>>([])
  const renewals = yield* Ref.make<ReadonlyArray<RecordedRenewal>>([])
  const seen = (pair: Credentials) => Ref.update(pairs, (all) => [...all, pair])
  const came = (renewal: RecordedRenewal) => Ref.update(renewals, (all) => [...all, renewal])
  const noted = CredentialPort.of({
    ...credentials,
    current: Effect.tap(credentials.current, seen),
    refresh: (refused) =>
      credentials.refresh(refused).pipe(
        Effect.tapError(({ reason }) => came(reason)),
        Effect.tap((pair) => Effect.zipRight(seen(pair), came("renewed")))
      )
  })
  return { noted, renewals: Ref.get(renewals), pairs: Ref.get(pairs) }
})

/** Those of the settings that decide what is asked. */
const switchesOf = (settings: Settings.SettingsShape, { ids, skip, timeout }: LookupOptions) => ({
  ids,
  lookupTimeout: Duration.toMillis(timeout),
  skip: [...skip],
  tmdbKey: Option.isSome(settings.tmdbKey),
  wikidata: settings.wikidata,
  webSearch: settings.webSearch,
  seriesTextFallback: settings.seriesTextFallback
})

export interface Recorded {
  readonly results: ReadonlyArray<LookupResult>
  /** The report as a text. */
  readonly text: string
  /** How many exchanges it holds. */
  readonly exchanges: number
}

/**
 * Looks a title up with nothing remembered of works, so that the report holds all that there was to ask; under the limits of all other
 * look-ups. `match` is the one of Plex that led to the title, where it is known.
 */
export const recorded = Effect.fn("Record.recorded")(function* (
  asked: ReportQuestion,
  options: LookupOptions,
  match?: AnsweredMatch
) {
  const { tmdbKey } = yield* (yield* Switches).now
  const settings = { ...(yield* Settings.Settings), tmdbKey }
  const at = yield* DateTime.now
  const recording = yield* Recording.make(yield* HttpPort, { address: withoutKeys, came: withoutEchoes })
  const { noted, pairs, renewals } = yield* noting(yield* CredentialPort)
  const results = yield* lookups(asked, options).pipe(
    Effect.provide(
      Layers.sourcesOver(settings, Effect.succeed(tmdbKey)).pipe(
        Layer.provide([RecordMemory.layer(), Circuit.layer]),
        Layer.provide(Layer.succeed(HttpPort, recording.http)),
        Layer.provide(Layer.succeed(CredentialPort, noted))
      )
    )
  )
  const { exchanges, more } = yield* recording.recorded
  const report: Report = {
    about: aboutOf({ exchanges: exchanges.length, questions: results.length, matched: match !== undefined }),
    format: reportFormat,
    version,
    at,
    switches: switchesOf(settings, options),
    asked,
    ...(match === undefined ? {} : { match }),
    answers: results.map((result) => ({ ...answerOf(result), story: result.trace })),
    credentials: yield* renewals,
    ...(more === 0 ? {} : { exchangesLeftOut: more }),
    exchanges
  }
  const secrets = (yield* pairs).flatMap(({ key, secret }) => [Redacted.value(key), Redacted.value(secret)])
  const clean = cleaning(settings, (yield* defaults).bases, secrets)
  const done: Recorded = { results, text: yield* write(report, clean), exchanges: exchanges.length }
  return done
})
