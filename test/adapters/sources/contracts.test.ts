/** Sources and their twins in memory keep the same promises. */
import { type Array as Arr, Effect, Layer, Redacted } from "effect"
import * as RecordMemory from "../../../src/adapters/cache/memory/RecordMemory.ts"
import * as Cinema from "../../../src/adapters/sources/cinema/Cinema.ts"
import * as CredentialsMemory from "../../../src/adapters/sources/memory/CredentialsMemory.ts"
import * as Sources from "../../../src/adapters/sources/memory/SourcesMemory.ts"
import * as Poms from "../../../src/adapters/sources/poms/Poms.ts"
import * as Shows from "../../../src/adapters/sources/shows/Shows.ts"
import * as Tmdb from "../../../src/adapters/sources/tmdb/Tmdb.ts"
import * as TmdbShows from "../../../src/adapters/sources/tmdb/TmdbShows.ts"
import * as Tvmaze from "../../../src/adapters/sources/tvmaze/Tvmaze.ts"
import * as Wikidata from "../../../src/adapters/sources/wikidata/Wikidata.ts"
import { remembering } from "../../../src/adapters/sources/works/Remembering.ts"
import * as Works from "../../../src/adapters/sources/works/Works.ts"
import type { WorkReference } from "../../../src/adapters/sources/works/WorkReference.ts"
import { WorkId } from "../../../src/domain/values/Work.ts"
import type { HttpPort } from "../../../src/ports/HttpPort.ts"
import { MemoryPort } from "../../../src/ports/MemoryPort.ts"
import { WorkPort } from "../../../src/ports/WorkPort.ts"
import { catalogueContract, catalogueShelf } from "../../contract/catalogue.ts"
import { pagesContract, pageShelf } from "../../contract/pages.ts"
import { showsContract, showShelf } from "../../contract/shows.ts"
import { worksContract, workShelf } from "../../contract/works.ts"
import * as Holding from "../../stand-ins/holding.ts"
import { work } from "../../stand-ins/works.ts"
import { type Reply, type Request, standIn } from "../../stand-ins/http.ts"

/** A source over a stand-in that answers so, over one that is not there, and over one that never answers. */
const stages = <Port>(layer: Layer.Layer<Port, never, HttpPort>, answers: (request: Request) => Reply) => ({
  knows: Layer.suspend(() => Layer.provide(layer, standIn(answers).layer)),
  down: Layer.suspend(() => Layer.provide(layer, standIn(() => "Connection").layer)),
  silent: Layer.provide(layer, Holding.silent)
})

catalogueContract("memory", { knows: Sources.catalogue(catalogueShelf) })
catalogueContract("POMS", {
  ...stages(
    Poms.layer({ baseUrl: "https://poms.test/v1/api" }).pipe(Layer.provide(CredentialsMemory.layer())),
    Holding.poms(catalogueShelf)
  ),
  source: "poms"
})

pagesContract("memory", { knows: Sources.pages(pageShelf) })
pagesContract("cinema.nl", {
  ...stages(
    Cinema.layer({ cinemaBaseUrl: "https://cinema.test", vprogidsBaseUrl: "https://gids.test" }),
    Holding.cinema(pageShelf)
  ),
  source: "cinema"
})

const tmdb = { baseUrl: "https://tmdb.test/3", key: Redacted.make("0123456789abcdef0123456789abcdef") }
const withoutKey = { ...tmdb, key: undefined }

worksContract("memory", { knows: Sources.works(workShelf), without: Sources.works([]) })
worksContract("TMDB", {
  ...stages(Tmdb.layer(tmdb), Holding.tmdb(workShelf)),
  without: Tmdb.layer(withoutKey).pipe(Layer.provide(standIn(() => "Connection").layer)),
  source: "tmdb"
})

const wikidata = (enabled: boolean) =>
  Wikidata.layer({ baseUrl: "https://wikidata.test", enabled }).pipe(Layer.provide(RecordMemory.layer()))

worksContract("Wikidata", {
  ...stages(wikidata(true), Holding.wikidata(workShelf)),
  without: wikidata(false).pipe(Layer.provide(standIn(() => "Connection").layer)),
  called: "wikidata:Q",
  source: "wikidata"
})

/** Asked twice, with one memory: what is recalled keeps the same promises. */
const remembered = (http: Layer.Layer<HttpPort>) =>
  Layer.effect(
    WorkPort,
    Effect.gen(function* () {
      const memory = yield* MemoryPort
      const one = remembering(yield* Wikidata.make({ baseUrl: "https://wikidata.test", enabled: true }), memory)
      const other = remembering(yield* Wikidata.make({ baseUrl: "https://wikidata.test", enabled: true }), memory)
      return WorkPort.of({
        configured: one.configured,
        references: one.references,
        byId: (...asked) => Effect.zipRight(one.byId(...asked), other.byId(...asked)),
        byExternalId: (...asked) => Effect.zipRight(one.byExternalId(...asked), other.byExternalId(...asked)),
        search: (query) => Effect.zipRight(one.search(query), other.search(query))
      })
    })
  ).pipe(Layer.provide(Layer.merge(RecordMemory.layer(), http)))

worksContract("Wikidata, remembered", {
  knows: Layer.suspend(() => remembered(standIn(Holding.wikidata(workShelf)).layer)),
  down: Layer.suspend(() => remembered(standIn(() => "Connection").layer)),
  silent: remembered(Holding.silent),
  without: wikidata(false).pipe(Layer.provide(standIn(() => "Connection").layer)),
  called: "wikidata:Q",
  source: "wikidata"
})

/** The works of the suite under the ids of another reference, after one that the suite does not ask for. */
const others = [work("Another Dyke", 1970, [], [], { imdb: "tt1111111" }), ...workShelf].map((known, at) => ({
  ...known,
  id: WorkId.make(`other:${at}`)
}))
const unasked = others.slice(0, 1)
const combined = (...references: Arr.NonEmptyReadonlyArray<WorkReference>) => Works.layer(Effect.succeed(references))
worksContract("two references, the first of which knows other works", {
  knows: combined(Sources.reference("other", unasked), Sources.reference("tmdb", workShelf)),
  without: combined(Sources.reference("other", []), Sources.reference("tmdb", []))
})
worksContract("two references that know the same works", {
  knows: combined(Sources.reference("tmdb", workShelf), Sources.reference("other", others)),
  without: combined(Sources.reference("tmdb", []), Sources.reference("other", []))
})
worksContract("TMDB among others", {
  ...stages(
    Works.layer(Effect.map(Tmdb.make(tmdb), (reference) => [Sources.reference("other", unasked), reference] as const)),
    Holding.tmdb(workShelf)
  ),
  without: Works.layer(Effect.all([Tmdb.make(withoutKey)])).pipe(Layer.provide(standIn(() => "Connection").layer)),
  source: "tmdb"
})

showsContract("memory", { knows: Sources.shows(showShelf.map(({ show, title }) => [title, show])) })
showsContract("TMDB", {
  ...stages(
    Shows.layer(Effect.map(TmdbShows.make({ ...tmdb, textFallback: false }), (source) => [source])),
    Holding.tmdb([], showShelf)
  ),
  source: "tmdb"
})
showsContract("TVmaze", {
  ...stages(
    Shows.layer(Effect.map(Tvmaze.make({ baseUrl: "https://tvmaze.test", textFallback: false }), (source) => [source])),
    Holding.tvmaze(showShelf)
  ),
  source: "tvmaze"
})
