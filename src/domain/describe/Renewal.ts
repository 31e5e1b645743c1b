/** Texts are renewed before they are too old, hundreds in a request, so that Plex finds them fresh. */
import { Array as Arr, Clock, Context, Duration, Effect, Layer, Metric, Option, Record } from "effect"
import { type Aged, CachePort } from "../../ports/CachePort.ts"
import { CataloguePort, pagesAtOnce, type PageNumber } from "../../ports/CataloguePort.ts"
import type { SourceError } from "../../ports/SourceError.ts"
import { WorkPort } from "../../ports/WorkPort.ts"
import * as BoundedMap from "../values/BoundedMap.ts"
import { type CacheEntry, isSameEntry, renewableSince } from "../values/CacheEntry.ts"
import type { CatalogueItem } from "../values/Catalogue.ts"
import { lacksPoster } from "../values/Pictures.ts"
import { isNobodyAsked } from "../values/References.ts"
import { lacksIds } from "./Describe.ts"
import { renewals, type RenewalOutcome } from "./DescribeMetrics.ts"
import { features } from "./Features.ts"
import { logged } from "./Kept.ts"
import { Policy } from "./Policy.ts"
import { hasChanged, renewed } from "./Renewed.ts"

/** Whoever uses a text so soon after it was looked up is most likely the one for whom that was done. */
const usedAfter = Duration.hours(1)

/** In the last quarter of its life a text is renewed with others, once they fill a request; in the last thirtieth with whatever there is. */
const earlyPart = 1 / 4
const latePart = 1 / 30

/** Entries that only a look-up can renew; beyond these the oldest are tried once more. */
const mostPassedOver = 100_000

/** Entries that are read or kept at the same time: few, for people use the cache meanwhile. */
const atOnce = 4

/** An entry to be renewed, and its page. */
interface Due {
  readonly aged: Aged
  readonly entry: CacheEntry
  readonly page: PageNumber
}

const nameOf = ({ id, kind }: PageNumber): string => `${kind} ${id}`

/** Tells whether an entry is to be renewed: not what a look-up would complete, ids or a poster that are wanted. */
const eligibility = Effect.gen(function* () {
  const { images } = yield* features
  const { lookup } = yield* Policy
  const wantsIds = lookup.ids === "always" && !isNobodyAsked(yield* (yield* WorkPort).references)
  return (entry: CacheEntry, before: number): boolean =>
    renewableSince(entry) < before && !(images && lacksPoster(entry)) && !(wantsIds && lacksIds(entry))
})

const dueOf = (aged: Aged, entry: CacheEntry): Option.Option<Due> =>
  Option.map(Option.fromNullable(entry.vpro), (id) => ({ aged, entry, page: { id, kind: entry.kind } }))

/** Keeps a renewed entry, unless the key holds another one by now. */
const keep = Effect.fn("Renewal.keep")(function* ({ aged, entry }: Due, after: CacheEntry) {
  const cache = yield* CachePort
  const now = yield* cache.get(aged.key)
  if (Option.isSome(now) && isSameEntry(now.value, entry)) yield* cache.set(aged.key, after)
})

/** Renews one entry by what the catalogue answered about its page. */
const renewOne = Effect.fn("Renewal.renewOne")(function* (due: Due, item: CatalogueItem | undefined) {
  if (item === undefined) return "gone"
  const after = yield* renewed(due.entry, item)
  if (Option.isNone(after)) return "left"
  yield* keep(due, after.value)
  return hasChanged(due.entry, after.value) ? "changed" : "unchanged"
})

const observed = (outcomes: ReadonlyArray<RenewalOutcome>) =>
  Effect.zipRight(
    Effect.forEach(outcomes, (outcome) => Metric.increment(renewals.of({ outcome })), { discard: true }),
    Effect.logInfo("texts renewed").pipe(
      Effect.annotateLogs(
        Record.map(
          Arr.groupBy(outcomes, (outcome) => outcome),
          Arr.length
        )
      )
    )
  )

const failed = (due: ReadonlyArray<Due>) => (error: SourceError) =>
  Effect.as(
    Effect.logWarning(`texts are not renewed: ${error.message}`),
    due.map((): RenewalOutcome => "failed")
  )

interface Renewing {
  /** Renews what is due, one request at most. What fails changes nothing, and is due again the next time. */
  readonly round: Effect.Effect<void, never, CachePort | CataloguePort | WorkPort>
}

/** The promise that texts in use are renewed before their end. */
export class Renewal extends Context.Tag("vpro-cinema-plex/domain/Renewal")<Renewal, Renewing>() {}

/** Renewals that remember what only a look-up can renew, so that the catalogue is not asked for it again. */
export const makeRenewal: Effect.Effect<Renewing> = Effect.sync(() => {
  const passedOver = BoundedMap.make<string, number>({ entries: mostPassedOver })
  const pass = ({ key, since }: Aged) => Effect.sync(() => void passedOver.put(key, since))

  /** What is old enough and was not passed over; nothing while it does not fill a request and there is time for more to come. */
  const ripe = Effect.fn("Renewal.ripe")(function* (found: number, now: number) {
    const cache = yield* CachePort
    const all = yield* cache.aged({ before: now - found * (1 - earlyPart), usedAfter })
    const aged = all.filter(({ key, since }) => passedOver.get(key) !== since)
    const [oldest] = aged
    const isUrgent = oldest !== undefined && oldest.since <= now - found * (1 - latePart)
    return isUrgent || aged.length >= pagesAtOnce ? aged.slice(0, pagesAtOnce) : []
  })

  const read = Effect.fn("Renewal.read")(function* (aged: Aged, isDue: (entry: CacheEntry) => boolean) {
    const known = yield* (yield* CachePort).peek(aged.key)
    const due = Option.flatMap(Option.filter(known, isDue), (entry) => dueOf(aged, entry))
    if (Option.isNone(due)) yield* pass(aged)
    return due
  })

  const settle = (due: Due, item: CatalogueItem | undefined) =>
    renewOne(due, item).pipe(
      Effect.catchTag("CacheError", (error) => Effect.as(logged(error), "failed" as const)),
      Effect.tap((outcome) => (outcome === "gone" || outcome === "left" ? pass(due.aged) : undefined))
    )

  const renew = Effect.fn("Renewal.renew")(function* (due: ReadonlyArray<Due>) {
    const catalogue = yield* CataloguePort
    const pages = Arr.dedupeWith(
      due.map(({ page }) => page),
      (one, other) => nameOf(one) === nameOf(other)
    )
    const items = new Map((yield* catalogue.byIds(pages)).map((item) => [nameOf(item), item] as const))
    return yield* Effect.forEach(due, (one) => settle(one, items.get(nameOf(one.page))), { concurrency: atOnce })
  })

  const round = Effect.gen(function* () {
    const { ttl } = yield* Policy
    const found = Duration.toMillis(ttl.found)
    const now = yield* Clock.currentTimeMillis
    const isEligible = yield* eligibility
    const aged = yield* ripe(found, now)
    const isDue = (entry: CacheEntry) => isEligible(entry, now - found * (1 - earlyPart))
    const entries = yield* Effect.forEach(aged, (one) => read(one, isDue), { concurrency: atOnce })
    const due = Arr.getSomes(entries)
    if (due.length > 0) yield* observed(yield* Effect.catchAll(renew(due), failed(due)))
  })

  return { round: Effect.withSpan(Effect.catchAll(round, logged), "Renewal.round") }
})

/** Renewals that somebody sets going, such as the service in the background. */
export const renewal = Layer.effect(Renewal, makeRenewal)
