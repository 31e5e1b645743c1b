/** The figures of the libraries day by day: a point a day and library, a year at most. Pure. */
import { Schema } from "effect"
import type { LibrarySums } from "./LibrarySums.ts"

const { Array: List, NonNegativeInt, String, Struct } = Schema

/** A year, and the day that is being filled. */
export const mostPoints = 366
/** Of one server. Nobody has more that hold films or series. */
export const mostLibraries = 30

const Day = String.pipe(Schema.pattern(/^\d{4}-\d{2}-\d{2}$/))

export const HistoryPoint = Struct({
  day: Day.annotations({ description: "In UTC." }),
  titles: NonNegativeInt,
  shown: NonNegativeInt,
  waiting: NonNegativeInt
}).annotations({ identifier: "HistoryPoint" })
export type HistoryPoint = typeof HistoryPoint.Type

export const LibraryHistory = Struct({
  /** Whose libraries they are: those of another server have the same numbers. */
  server: String,
  libraries: List(Struct({ library: String, points: List(HistoryPoint).pipe(Schema.maxItems(mostPoints)) })).pipe(
    Schema.maxItems(mostLibraries)
  )
})
export type LibraryHistory = typeof LibraryHistory.Type

/** Before the first comparison. */
export const noHistory: LibraryHistory = { server: "", libraries: [] }

/** With the figures of this day; a library that is gone keeps what is known of it while there is room. */
export const withDay = (
  before: LibraryHistory,
  server: string,
  day: string,
  sums: ReadonlyMap<string, Pick<LibrarySums, "titles" | "shown" | "waiting">>
): LibraryHistory => {
  const former = before.server === server ? before.libraries : []
  const now = [...sums].map(([library, { shown, titles, waiting }]) => ({
    library,
    points: [
      ...(former.find((one) => one.library === library)?.points ?? []).filter((point) => point.day < day),
      { day, titles, shown, waiting }
    ].slice(-mostPoints)
  }))
  const gone = former.filter(({ library }) => !sums.has(library))
  return { server, libraries: [...now, ...gone].slice(0, mostLibraries) }
}
