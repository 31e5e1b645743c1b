/** Which decision of the owner is about what is asked. Pure. */
import { Array as Arr, Order, Schema } from "effect"
import { isTitleOf } from "../keys/Claim.ts"
import { comparisonForm } from "../titles/Comparison.ts"
import type { Hints } from "../values/Hints.ts"
import { Override, overrideIds } from "../values/Override.ts"

type Ids = Pick<Hints, (typeof overrideIds)[number]>

const hasIds = (one: Ids): boolean => overrideIds.some((id) => one[id] !== undefined)

/** The name of a decision: by the id that tells most, or by title and year. One work has one. */
export const overrideId = (one: Pick<Hints, "kind" | "title" | "year"> & Ids): string => {
  const id = overrideIds.find((name) => one[name] !== undefined)
  return id === undefined ? `${one.kind}:${one.year ?? 0}:${comparisonForm(one.title)}` : `${one.kind}:${id}:${one[id]}`
}

const isSameWork = (override: Override, hints: Hints): boolean => {
  if (override.kind !== hints.kind) return false
  const shared = overrideIds.filter((id) => override[id] !== undefined && hints[id] !== undefined)
  if (shared.length > 0) return shared.every((id) => override[id] === hints[id])
  return (
    !(hasIds(override) && hasIds(hints)) &&
    override.year === hints.year &&
    (isTitleOf(hints, override.title) || comparisonForm(hints.title) === comparisonForm(override.title))
  )
}

/**
 * Whether a decision is about what is asked. A page that was chosen in Plex by Fix Match stands, unless it is the one that was decided
 * against: any other was chosen later.
 */
export const isAbout = (override: Override, hints: Hints): boolean =>
  (hints.vpro === undefined || hints.vpro === override.over) && isSameWork(override, hints)

/** The decision about what is asked, of several the last. */
export const overrideFor = (all: ReadonlyArray<Override>, hints: Hints): Override | undefined =>
  all.reduce<Override | undefined>(
    (last, one) => (isAbout(one, hints) && (last === undefined || one.at >= last.at) ? one : last),
    undefined
  )

const asked = ({ at: _at, over: _over, page: _page, pageTitle: _pageTitle, ...rest }: Override): Hints => rest

const isReplaced = (one: Override, made: Override): boolean =>
  overrideId(one) === overrideId(made) || isSameWork(one, asked(made))

/** With a decision in the place of those about the same work. */
export const withOverride = (all: ReadonlyArray<Override>, made: Override): ReadonlyArray<Override> => [
  made,
  ...all.filter((one) => !isReplaced(one, made))
]

/** With its members in one order. */
const encode = Schema.encodeSync(Override)

const byTime = Order.mapInput(Order.number, ({ at }: Override) => at)

export const newestFirst = (all: ReadonlyArray<Override>): ReadonlyArray<Override> =>
  Arr.sort(all, Order.reverse(byTime))

/** What a decision can be known by; two about the same work share one. */
const marksOf = ({ kind, title, ...one }: Pick<Hints, "kind" | "title"> & Ids): ReadonlyArray<string> => [
  ...overrideIds.flatMap((id) => (one[id] === undefined ? [] : [`${kind} ${id} ${one[id]}`])),
  `${kind} ${comparisonForm(title)}`
]

/** Decisions by what they are about, so that one is found at once however many there are. */
export const indexOf = (all: ReadonlyArray<Override>) => {
  const byMark = new Map<string, Array<Override>>()
  const add = (one: Override) => {
    for (const mark of marksOf(one)) {
      const some = byMark.get(mark)
      if (some === undefined) byMark.set(mark, [one])
      else some.push(one)
    }
  }
  const near = (one: Pick<Hints, "kind" | "title"> & Ids) => marksOf(one).flatMap((mark) => byMark.get(mark) ?? [])
  all.forEach(add)
  return {
    add,
    near,
    find: (hints: Hints): Override | undefined =>
      all.length === 0
        ? undefined
        : // Of a title that was cut nothing is known but its beginning.
          overrideFor(hints.titleCut === true ? all : near(hints), hints)
  }
}

/** With others, of which those that are there already change nothing; of two about the same work the later stays. */
export const joined = (all: ReadonlyArray<Override>, others: ReadonlyArray<Override>): ReadonlyArray<Override> => {
  const known = new Set(all.map((one) => JSON.stringify(encode(one))))
  const added = others.filter((one) => !known.has(JSON.stringify(encode(one))))
  const left = new Set<Override>()
  const index = indexOf([])
  for (const one of Arr.sort([...all, ...added], byTime)) {
    for (const other of index.near(one)) if (isReplaced(other, one)) left.delete(other)
    left.add(one)
    index.add(one)
  }
  return [...left].toReversed()
}

/** Without the decision of that name; nothing when there is none. */
export const withoutOverride = (
  all: ReadonlyArray<Override>,
  id: string
): { readonly removed: Override; readonly left: ReadonlyArray<Override> } | undefined => {
  const removed = all.find((one) => overrideId(one) === id)
  return removed === undefined ? undefined : { removed, left: all.filter((one) => one !== removed) }
}
