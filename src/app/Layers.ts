/** The one place where ports get their adapters. */
import { Effect, Layer } from "effect"
import * as Cinema from "../adapters/sources/cinema/Cinema.ts"
import * as CredentialsFile from "../adapters/sources/credentials/CredentialsFile.ts"
import * as CacheFiles from "../adapters/cache/files/CacheFiles.ts"
import * as Http from "../adapters/http/Http.ts"
import * as Circuit from "../adapters/resilience/Circuit.ts"
import * as Limiter from "../adapters/resilience/Limiter.ts"
import * as OverrideFile from "../adapters/overrides/OverrideFile.ts"
import * as OverrideMemory from "../adapters/overrides/OverrideMemory.ts"
import { policies } from "../adapters/http/SourcePolicy.ts"
import * as CacheMemory from "../adapters/cache/memory/CacheMemory.ts"
import * as RecordFiles from "../adapters/cache/files/RecordFiles.ts"
import * as RecordMemory from "../adapters/cache/memory/RecordMemory.ts"
import * as TitleMemory from "../adapters/cache/memory/TitleMemory.ts"
import * as Poms from "../adapters/sources/poms/Poms.ts"
import * as Tmdb from "../adapters/sources/tmdb/Tmdb.ts"
import * as KeyStanding from "../adapters/sources/tmdb/KeyStanding.ts"
import type { TmdbOptions } from "../adapters/sources/tmdb/TmdbCall.ts"
import * as TmdbShows from "../adapters/sources/tmdb/TmdbShows.ts"
import * as Shows from "../adapters/sources/shows/Shows.ts"
import * as Tvmaze from "../adapters/sources/tvmaze/Tvmaze.ts"
import * as Wikidata from "../adapters/sources/wikidata/Wikidata.ts"
import * as GitHub from "../adapters/sources/releases/GitHub.ts"
import * as WebSearch from "../adapters/sources/websearch/WebSearch.ts"
import { remembering } from "../adapters/sources/works/Remembering.ts"
import type { WorkReference } from "../adapters/sources/works/WorkReference.ts"
import * as Works from "../adapters/sources/works/Works.ts"
import { Features } from "../domain/describe/Features.ts"
import { defaultLookupOptions } from "../domain/lookup/Options.ts"
import { flightsAlone, type LookupFlights } from "../domain/describe/LookupFlights.ts"
import { type Unsettled, unsettledInMemory } from "../domain/describe/Unsettled.ts"
import type { Witness } from "../domain/describe/Witness.ts"
import { Policy } from "../domain/describe/Policy.ts"
import * as Activity from "./observe/Activity.ts"
import type { CachePort } from "../ports/CachePort.ts"
import type { CataloguePort } from "../ports/CataloguePort.ts"
import type { CredentialPort } from "../ports/CredentialPort.ts"
import type { HttpPort } from "../ports/HttpPort.ts"
import { MemoryPort } from "../ports/MemoryPort.ts"
import type { OverridePort } from "../ports/OverridePort.ts"
import type { PagePort } from "../ports/PagePort.ts"
import type { ShowPort } from "../ports/ShowPort.ts"
import type { TitleMemoryPort } from "../ports/TitleMemoryPort.ts"
import type { WebSearchPort } from "../ports/WebSearchPort.ts"
import type { WorkPort } from "../ports/WorkPort.ts"
import * as Problems from "./check/Problems.ts"
import * as Releases from "./check/Releases.ts"
import * as SelfTest from "./check/SelfTest.ts"
import * as SourcesAnew from "./check/SourcesAnew.ts"
import * as CacheProof from "./observe/CacheProof.ts"
import { Settings, type SettingsShape } from "./Settings.ts"
import { Switches } from "./settings/Switches.ts"
import * as SwitchesFile from "./SwitchesFile.ts"
import * as FormerAgentsFile from "./FormerAgentsFile.ts"
import * as Gauges from "./observe/Gauges.ts"
import * as ConnectedServer from "./ConnectedServer.ts"
import * as LibraryLayers from "./LibraryLayers.ts"
import type { Connected } from "./plex/Connected.ts"
import type { FormerAgents } from "./plex/FormerAgents.ts"
import * as Sessions from "./plex/Sessions.ts"
import * as SignIns from "./plex/SignIns.ts"
import * as StoryFiles from "./StoryFiles.ts"
import * as StoryStore from "./observe/StoryStore.ts"
import type { Traces } from "./observe/Traces.ts"
import { repository, userAgentOf } from "./Version.ts"
import * as WholeCache from "./WholeCache.ts"

const timesToLive = (settings: SettingsShape) => ({
  found: settings.ttlFound,
  notFound: settings.ttlNotFound,
  notFoundMax: settings.ttlNotFoundMax
})

/** What is kept, and shared: between requests, or between replicas. */
const storage = (
  settings: SettingsShape
): Layer.Layer<CachePort | MemoryPort | TitleMemoryPort | LookupFlights | Limiter.Limiters | Circuit.Circuits> => {
  const whole = { maxEntries: settings.maxEntries, maxBytes: settings.maxSizeMb * 1024 * 1024 }
  const { answers, records } = WholeCache.shares(whole)
  return Layer.provideMerge(WholeCache.layer(whole), stores(settings, answers, records))
}

const stores = (settings: SettingsShape, answers: WholeCache.Bounds, records: WholeCache.Bounds) => {
  const { cache, cacheDirectory: directory } = settings
  if (cache.kind === "redis")
    return Layer.unwrapEffect(
      // The client of Redis is loaded only where there is a Redis.
      Effect.map(
        Effect.promise(() => import("./Replicas.ts")),
        (Replicas) => Replicas.layer({ ...answers, records, ttl: timesToLive(settings), ...cache })
      )
    )
  return Layer.mergeAll(
    cache.kind === "memory" ? CacheMemory.layer(answers) : CacheFiles.layer({ directory, ...answers }),
    cache.kind === "memory" ? RecordMemory.layer(records) : RecordFiles.layer({ directory, ...records }),
    TitleMemory.layer,
    flightsAlone,
    Limiter.layer,
    Circuit.layer
  )
}

const http = ({ bases, contact, rates }: SettingsShape) =>
  Http.layer({
    userAgent: userAgentOf(contact),
    sources: policies({
      poms: { base: bases.poms, ratePerSecond: rates.poms },
      tmdb: { base: bases.tmdb, ratePerSecond: rates.tmdb },
      wikidata: { base: bases.wikidata, ratePerSecond: rates.wikidata },
      cinema: { base: bases.cinema, ratePerSecond: rates.cinema },
      vprogids: { base: bases.vprogids, ratePerSecond: rates.vprogids },
      tvmaze: { base: bases.tvmaze, ratePerSecond: rates.tvmaze },
      duckduckgo: { base: bases.duckduckgo, ratePerSecond: rates.webSearch },
      startpage: { base: bases.startpage, ratePerSecond: rates.webSearch },
      github: { base: bases.github }
    })
  })

/** TMDB for its two readers, which know the same of its key. */
const tmdbOptions = (settings: SettingsShape, key: KeyStanding.KeyStanding["key"]) =>
  Effect.map(KeyStanding.make(key), (standing) => ({ baseUrl: settings.bases.tmdb, standing }))

/** A reference of works that is not asked again what it has told. */
const remembered = <E, R>(reference: Effect.Effect<WorkReference, E, R>) =>
  Effect.zipWith(reference, MemoryPort, remembering)

/** The sources over a way out, credentials and a memory, whichever they are; `key` is that of TMDB, asked for at each use. */
export const sourcesOver = (settings: SettingsShape, key: KeyStanding.KeyStanding["key"]) =>
  Layer.unwrapEffect(Effect.map(tmdbOptions(settings, key), (tmdb) => sourcesWith(settings, tmdb)))

const sources = (settings: SettingsShape) =>
  Layer.unwrapEffect(
    Effect.map(Switches, ({ now }) =>
      sourcesOver(
        settings,
        Effect.map(now, ({ tmdbKey }) => tmdbKey)
      )
    )
  ).pipe(
    Layer.provideMerge(
      CredentialsFile.layer({
        file: settings.credentialsFile,
        pageUrl: `${settings.bases.vprogids}/cinema/zoek.html`,
        ...(settings.pomsPair === undefined ? {} : { environment: settings.pomsPair })
      })
    ),
    Layer.provideMerge(http(settings))
  )

const sourcesWith = (settings: SettingsShape, tmdb: TmdbOptions) =>
  Layer.mergeAll(
    Poms.layer({ baseUrl: settings.bases.poms }),
    SourcesAnew.layer(settings, tmdb).pipe(
      Layer.provide(Releases.layer(settings.updateCheck)),
      Layer.provide(GitHub.layer({ baseUrl: settings.bases.github, repository }))
    ),
    Works.layer(
      Effect.all([
        remembered(Tmdb.make(tmdb)),
        remembered(Wikidata.make({ baseUrl: settings.bases.wikidata, enabled: settings.wikidata }))
      ])
    ),
    Cinema.layer({ cinemaBaseUrl: settings.bases.cinema, vprogidsBaseUrl: settings.bases.vprogids }),
    Shows.layer(
      Effect.all([
        TmdbShows.make({ ...tmdb, textFallback: settings.seriesTextFallback }),
        Tvmaze.make({ baseUrl: settings.bases.tvmaze, textFallback: settings.seriesTextFallback })
      ])
    ),
    WebSearch.layer({
      duckduckgoBaseUrl: settings.bases.duckduckgo,
      startpageBaseUrl: settings.bases.startpage,
      enabled: settings.webSearch
    })
  )

const switches = (settings: SettingsShape) =>
  Layer.merge(
    Layer.effect(
      Features,
      Effect.map(Switches, ({ now }) => Effect.map(now, ({ features }) => features))
    ),
    Layer.succeed(Policy, {
      ttl: timesToLive(settings),
      lookup: { ...defaultLookupOptions, timeout: settings.lookupTimeout, ids: settings.ids }
    })
  )

/** The owner's decisions on pages, unless nothing is to be on disk. */
const overrides = ({ cache, cacheDirectory }: SettingsShape) =>
  cache.kind === "memory" ? OverrideMemory.layer : OverrideFile.layer(cacheDirectory)

/** Where stories outlive the program: in the cache folder of this replica, unless nothing is to be kept. */
const stories = ({ cache, cacheDirectory, stories }: SettingsShape) =>
  stories && cache.kind !== "memory" ? StoryFiles.layer(cacheDirectory) : StoryStore.none

/** The Plex server, and who owns it. */
const connecting = (settings: SettingsShape) =>
  Layer.provideMerge(
    SignIns.layer,
    Layer.mergeAll(
      ConnectedServer.layer(settings),
      ConnectedServer.connecting(settings),
      FormerAgentsFile.layer(settings.cacheDirectory),
      Sessions.layer
    )
  )

/** All that the routes, the command line and the background need. To name it makes each of the layers indispensable. */
type Provided =
  | Activity.Activity
  | CacheProof.CacheProof
  | Checks
  | Connected
  | Features
  | FormerAgents
  | Gauges.Gauges
  | LibraryLayers.Provided
  | Policy
  | Ports
  | Sessions.Sessions
  | SignIns.SignIns
  | Switches
  | UseCaseServices
  | Traces

type Checks = Problems.Problems | SelfTest.SelfTest | SourcesAnew.SourcesAnew

type Ports =
  | CachePort
  | CataloguePort
  | CredentialPort
  | HttpPort
  | OverridePort
  | PagePort
  | ShowPort
  | TitleMemoryPort
  | WebSearchPort
  | WorkPort

type UseCaseServices = LookupFlights | Unsettled | Witness

/** Everything that the service needs, from the settings. */
export const layer: Layer.Layer<Provided, never, Settings> = Layer.unwrapEffect(
  Effect.map(Settings, (settings) =>
    Layer.mergeAll(sources(settings), Activity.layer, unsettledInMemory, switches(settings), overrides(settings)).pipe(
      Layer.provideMerge(Layer.merge(storage(settings), SwitchesFile.layer(settings))),
      Layer.provide(stories(settings)),
      (all) => Layer.provideMerge(Layer.merge(Gauges.layer, CacheProof.layer), all),
      (all) => Layer.provideMerge(connecting(settings), all),
      (all) => Layer.provideMerge(LibraryLayers.layer(settings), all),
      (all) =>
        Layer.provideMerge(
          Layer.provideMerge(Problems.layer, Layer.provide(SelfTest.layer, ConnectedServer.checked)),
          all
        )
    )
  )
)
