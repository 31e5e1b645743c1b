/** The works that Wikidata knows: films and series under their names in all languages, for which nobody needs a key. */
import { Effect, Layer, Option } from "effect"
import * as BoundedMap from "../../../domain/values/BoundedMap.ts"
import type { MediaKind } from "../../../domain/values/Media.ts"
import { weightOf } from "../../../domain/values/Weight.ts"
import type { WorkId } from "../../../domain/values/Work.ts"
import type { HttpPort } from "../../../ports/HttpPort.ts"
import { MemoryPort } from "../../../ports/MemoryPort.ts"
import { type WorkAnswer, type WorkExternalId, WorkPort, type WorkQuery } from "../../../ports/WorkPort.ts"
import { unasked, type WorkReference } from "../works/WorkReference.ts"
import * as WikidataCall from "./WikidataCall.ts"
import * as WikidataEntities from "./WikidataEntities.ts"
import { BeginningAnswer, SearchAnswer } from "./WikidataJson.ts"
import * as WikidataNames from "./WikidataNames.ts"
import {
  byBeginning,
  byLabel,
  identified,
  isTitle,
  listed,
  mayLackAccents,
  mostFound,
  searchText
} from "./WikidataSearch.ts"
import { hasId, itemOf, type Known, knownOf, prefix, statementOf } from "./WikidataWork.ts"

export interface WikidataOptions {
  /** `https://www.wikidata.org` */
  readonly baseUrl: string
  /** Whether it may be asked. */
  readonly enabled: boolean
}

/** Of an item in a search nobody may want more; of the one that is wanted, all is known by then. */
const remembered: BoundedMap.Bounds = { entries: 500, bytes: 8 * 1024 * 1024 }

/** Wikidata as a reference of works. */
export const make = Effect.fn("Wikidata.make")(function* (
  options: WikidataOptions
): Effect.fn.Return<WorkReference, never, HttpPort | MemoryPort> {
  if (!options.enabled) return unasked(prefix, "off")
  const call = yield* WikidataCall.make(options.baseUrl)
  const names = WikidataNames.make(call, yield* MemoryPort)
  const memory = BoundedMap.make<string, Known>(remembered)

  /** The items of a kind, in this order. One that two ids lead to is told once. */
  const items = Effect.fn("Wikidata.items")(function* (ids: ReadonlyArray<string>, kind: MediaKind) {
    const entities = yield* WikidataEntities.fetched(call, ids, wanted)
    const found = ids.flatMap((id) => {
      const entity = entities.get(id)
      const known = entity === undefined ? undefined : knownOf(entity, kind)
      return entity === undefined || known === undefined ? [] : [{ entity, known }]
    })
    for (const { known } of found) memory.put(keyOf(known.work.id, kind), known, weightOf(known))
    return [...new Map(found.toReversed().map((item) => [item.known.work.id, item])).values()].toReversed()
  })

  const searched = (query: Readonly<Record<string, string>>) =>
    Effect.map(
      call({ action: "query", list: "search", srprop: "", srinfo: "", ...query }, SearchAnswer),
      ({ query: { search } }) => search.map(({ title }) => title)
    )

  const byExternalId = Effect.fn("Wikidata.byExternalId")(function* (id: WorkExternalId, kind: MediaKind) {
    const ids = yield* searched({ srsearch: `haswbstatement:${statementOf(id, kind)}`, srlimit: "5" })
    const found = yield* items(ids, kind)
    // The search finds ids that are marked as wrong, too.
    const right = found.find(({ entity }) => hasId(entity, id, kind))
    return Option.map(Option.fromNullable(right), ({ known }) => identified(known))
  })

  const byId = Effect.fn("Wikidata.byId")(function* (id: WorkId, kind: MediaKind, needsMakers = true) {
    const item = itemOf(id)
    if (item === undefined) return Option.none()
    const known = memory.use(keyOf(id, kind)) ?? (yield* items([item], kind))[0]?.known
    if (known === undefined) return Option.none()
    if (known.makers.length === 0) return Option.some(known.work)
    if (!needsMakers) return Option.some({ ...known.work, makersUntold: true as const })
    return Option.some({ ...known.work, directors: yield* names(known.makers) })
  })

  const search = Effect.fn("Wikidata.search")(function* ({ kind, title, year }: WorkQuery) {
    const text = searchText(title)
    if (text === undefined) return nothing
    const linesOf = (ids: ReadonlyArray<string>) =>
      Effect.map(items(ids, kind), (found) =>
        found
          .filter(({ known }) => year === undefined || known.years.includes(year))
          .map(({ known }) => listed(known, title))
      )
    const ids = yield* searched(byLabel(text))
    const first = yield* linesOf(ids)
    const bearers = first.filter(({ bears }) => bears)
    const isWhole = ids.length === 0 ? !mayLackAccents(text) : ids.length < mostFound
    const others = isWhole || bearers.length > 0 ? [] : yield* beginning(text, title, ids)
    const second = (yield* linesOf(others)).filter(({ bears }) => bears)
    const rest = first.filter(({ bears }) => !bears)
    return { hits: [...bearers, ...second, ...rest].map(({ hit }) => hit), more: false, partial: true }
  })

  /** By the beginning of a name: where accents are left out, or too many names hold the same words to be told. */
  const beginning = Effect.fn("Wikidata.beginning")(function* (
    text: string,
    title: string,
    known: ReadonlyArray<string>
  ) {
    const { search } = yield* call({ action: "wbsearchentities", ...byBeginning(text) }, BeginningAnswer)
    return search
      .filter(({ id, label, match }) => !known.includes(id) && isTitle(match?.text ?? label, title))
      .map(({ id }) => id)
  })

  const references = Effect.succeed([{ reference: prefix, state: "asked" as const }])
  return { prefix, partial: true, configured: Effect.succeed(true), references, byExternalId, byId, search }
})

/** The WorkPort of `make` alone. */
export const layer = (options: WikidataOptions): Layer.Layer<WorkPort, never, HttpPort | MemoryPort> =>
  Layer.effect(WorkPort, make(options))

const keyOf = (id: WorkId, kind: MediaKind): string => `${kind} ${id}`

/** Labels and aliases in all languages; of articles the titles in those whose titles VPRO's editors use. */
const wanted: WikidataEntities.Wanted = {
  props: "labels|aliases|claims|sitelinks",
  sitefilter: "nlwiki|frwiki|dewiki|enwiki"
}

const nothing: WorkAnswer = { hits: [], more: false, partial: true }
