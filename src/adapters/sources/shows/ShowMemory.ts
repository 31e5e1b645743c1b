/** Shows that were found, by every id they are known under, and asks that led nowhere. The least recently used give way. */
import { ageOf } from "../../../domain/values/Elapsed.ts"
import * as BoundedMap from "../../../domain/values/BoundedMap.ts"
import type { Show, ShowAsk } from "../../../domain/values/Show.ts"
import { comparisonForm } from "../../../domain/titles/Comparison.ts"
import { weightOf } from "../../../domain/values/Weight.ts"
import { contradict, type ShowIds } from "./ShowChoice.ts"

/** When something was learned, in epoch milliseconds, for how long from then it counts as fresh, and which sources could be asked then. */
export interface Life {
  readonly since: number
  readonly life: number
  readonly asked: ReadonlyArray<Show["source"]>
}

export interface Remembered extends Life {
  readonly show: Show
}

/** Whether it still counts as fresh. A source that can be asked by now, and could not then, may know better. */
export const isFresh = ({ asked, life, since }: Life, now: number, askable: ReadonlyArray<Show["source"]>): boolean =>
  ageOf(since, now) < life && askable.every((source) => asked.includes(source))

/** What an ask goes by, most telling first: its ids, or without any its title and year. */
export const keysOf = (ask: ShowAsk): readonly [first: string, ...more: ReadonlyArray<string>] => {
  const [first, ...more] = idKeys(ask)
  return first === undefined ? [`title ${comparisonForm(ask.title)} ${ask.year ?? ""}`] : [first, ...more]
}

/** A show with a thousand episodes takes a megabyte. */
const mostBytes = 64 * 1024 * 1024

/** An empty memory of at most so many shows. */
export const make = (capacity: number) => {
  const index = new Map<string, Slot>()
  const unindex = (slot: Slot) => {
    for (const key of slot.keys) index.delete(key)
  }
  const slots = BoundedMap.make<Slot, true>({ entries: capacity, bytes: mostBytes }, unindex)
  // These are small; a library full of unknown shows must not drive out the known ones.
  const unknown = BoundedMap.make<string, Life>({ entries: 10 * capacity })

  const slotOf = (ask: ShowAsk): Slot | undefined => {
    const [first, ...more] = keysOf(ask)
    return (
      index.get(first) ??
      more.map((key) => index.get(key)).find((slot) => slot !== undefined && !contradict(slot.show, ask))
    )
  }

  return {
    /** The show, fresh or not. */
    recall: (ask: ShowAsk): Remembered | undefined => {
      const slot = slotOf(ask)
      if (slot !== undefined) slots.use(slot)
      return slot
    },

    /** Whether this very ask led nowhere of late. */
    isUnknown: (ask: ShowAsk, now: number, askable: ReadonlyArray<Show["source"]>): boolean => {
      const known = unknown.get(keysOf(ask).join(" "))
      return known !== undefined && isFresh(known, now, askable)
    },

    remember: (ask: ShowAsk, show: Show, { asked, life, since }: Life): void => {
      const keys = new Set([...keysOf(ask), ...idKeys(show)])
      // A copy: texts that are parts of longer ones would keep these in memory.
      const slot: Slot = { show: structuredClone(show), since, life, asked, keys }
      for (const key of slot.keys) {
        const before = index.get(key)
        if (before?.keys.delete(key) === true && before.keys.size === 0) slots.remove(before)
        index.set(key, slot)
      }
      if (!slots.put(slot, true, weightOf(show))) unindex(slot)
      unknown.remove(keysOf(ask).join(" "))
    },

    /** Remembers how long an ask need not be repeated; a show it led to before is none any more. */
    rememberUnknown: (ask: ShowAsk, life: Life): void => {
      const slot = slotOf(ask)
      if (slot !== undefined) slots.remove(slot)
      unknown.put(keysOf(ask).join(" "), life)
    }
  }
}

interface Slot extends Remembered {
  readonly keys: Set<string>
}

const idKeys = ({ tmdb, imdb, tvdb }: ShowIds): ReadonlyArray<string> => [
  ...(tmdb === undefined ? [] : [`tmdb ${tmdb}`]),
  ...(imdb === undefined ? [] : [`imdb ${imdb}`]),
  ...(tvdb === undefined ? [] : [`tvdb ${tvdb}`])
]
