/** The sources as nobody has asked them yet: for checks, which want to know how they answer now. */
import { Clock, Context, Effect, Layer, Ref } from "effect"
import * as Cinema from "../../adapters/sources/cinema/Cinema.ts"
import * as Poms from "../../adapters/sources/poms/Poms.ts"
import * as Tmdb from "../../adapters/sources/tmdb/Tmdb.ts"
import type { TmdbOptions } from "../../adapters/sources/tmdb/TmdbCall.ts"
import * as Tvmaze from "../../adapters/sources/tvmaze/Tvmaze.ts"
import * as Wikidata from "../../adapters/sources/wikidata/Wikidata.ts"
import type { CheckedSources } from "../../domain/check/SourceChecks.ts"
import { CataloguePort } from "../../ports/CataloguePort.ts"
import { CredentialPort } from "../../ports/CredentialPort.ts"
import { type HttpAnswer, HttpPort } from "../../ports/HttpPort.ts"
import { MemoryPort } from "../../ports/MemoryPort.ts"
import type { SettingsShape } from "../Settings.ts"
import { version } from "../Version.ts"
import { Releases } from "./Releases.ts"

/** The sources, asked through limits and breakers as always, and what their answers tell of the time. */
export interface Opened {
  readonly sources: CheckedSources
  /** Milliseconds between their clock and ours at each answer so far. */
  readonly apart: Effect.Effect<ReadonlyArray<number>>
}

export class SourcesAnew extends Context.Tag("vpro-cinema-plex/app/check/SourcesAnew")<
  SourcesAnew,
  {
    /** Asks nothing yet. What they are asked from here on is not answered from memory. */
    readonly open: Effect.Effect<Opened>
  }
>() {}

/** `tmdb` is that of the look-ups: what is found out about the key holds for all. */
export const layer = ({ bases, wikidata }: SettingsShape, tmdb: TmdbOptions) =>
  Layer.effect(
    SourcesAnew,
    Effect.gen(function* () {
      const http = yield* HttpPort
      const credentials = yield* CredentialPort
      const memory = yield* MemoryPort
      const releases = yield* Releases
      const open = Effect.gen(function* () {
        const times = yield* Ref.make<ReadonlyArray<number>>([])
        const note = ({ headers }: HttpAnswer) =>
          Effect.flatMap(Clock.currentTimeMillis, (now) => {
            const theirs = Date.parse(headers["date"] ?? "")
            return Number.isNaN(theirs) ? Effect.void : Ref.update(times, (all) => [...all, theirs - now])
          })
        const watched = HttpPort.of({ ...http, send: (source, call) => Effect.tap(http.send(source, call), note) })
        const sources = yield* Effect.gen(function* () {
          const asTmdb = yield* Tmdb.make(tmdb)
          const asWikidata = yield* Wikidata.make({ baseUrl: bases.wikidata, enabled: wikidata })
          const checked: CheckedSources = {
            credentials,
            catalogue: yield* CataloguePort,
            pages: yield* Cinema.make({ cinemaBaseUrl: bases.cinema, vprogidsBaseUrl: bases.vprogids }),
            tmdb: (yield* asTmdb.configured) ? asTmdb : undefined,
            releases: releases === undefined ? undefined : { ...releases, version },
            wikidata: (yield* asWikidata.configured) ? asWikidata : undefined,
            shows: yield* Tvmaze.make({ baseUrl: bases.tvmaze, textFallback: false })
          }
          return checked
        }).pipe(Effect.provide(Poms.layer({ baseUrl: bases.poms })), Effect.provideService(HttpPort, watched))
        return { sources, apart: Ref.get(times) }
      }).pipe(Effect.provideService(CredentialPort, credentials), Effect.provideService(MemoryPort, memory))
      return { open }
    })
  )
