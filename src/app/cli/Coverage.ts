/** What a library would get from VPRO: a row per title, and what they add up to. Pure. */
import { Struct } from "effect"
import { withoutWhom } from "../../domain/lookup/LeftOut.ts"
import type { Description } from "../../domain/describe/Describe.ts"
import type { PlexItem, PlexSection } from "../../ports/PlexServerPort.ts"
import { table } from "./CsvTable.ts"

/** A title of the library. `from` is `failed` when nothing could be told, `untitled` when Plex has no title for it, `hit` when it was known. */
export interface Row {
  readonly section: string
  readonly kind: PlexSection["kind"]
  readonly title: string
  readonly year: number | undefined
  readonly ratingKey: string | undefined
  readonly from: Description["from"] | "failed" | "untitled"
  readonly text: boolean
  readonly kijkwijzer: string | undefined
  /** The page that was found: its title, and where it is. */
  readonly foundTitle: string | undefined
  readonly page: string | undefined
  /** Why there is no text, and what to do. */
  readonly reason: string | undefined
  /** Which references of works its look-up did without; none when it needed none. */
  readonly references: string | undefined
}

/** Why there is no text, and what to do about it. */
export const reasons = {
  noPage: "VPRO has no page: nothing to do",
  noText: "VPRO has the page, but no text on it: nothing to do",
  noIds:
    "no page found, and Plex names no ids: choose Refresh Metadata in Plex, which may find them, and run this again",
  untitled: "Plex has no title for it: give it one in Plex, and run this again",
  open: "a source failed: run this again"
} as const

const reasonOf = ({ entry, from, trace }: Description, { ids }: PlexItem): string | undefined => {
  if (from === "incomplete") return trace?.decision ?? "a source did not answer"
  if (entry?.description !== undefined) return undefined
  if (entry?.status === "found") return reasons.noText
  return ids.length === 0 ? reasons.noIds : reasons.noPage
}

/** What a row of a title begins with. */
const about = (section: PlexSection, { title, year }: PlexItem) => ({
  section: section.title,
  kind: section.kind,
  title,
  year
})

/** The row of a title that was described. */
export const rowOf = (section: PlexSection, item: PlexItem, found: Description): Row => ({
  ...about(section, item),
  ratingKey: found.ratingKey,
  from: found.from,
  text: found.entry?.description !== undefined,
  kijkwijzer: found.entry?.kijkwijzer,
  foundTitle: found.entry?.status === "found" ? found.entry.title : undefined,
  page: found.entry?.status === "found" ? found.entry.url : undefined,
  reason: reasonOf(found, item),
  references: withoutWhom(found.trace?.references)
})

const nothing = {
  ratingKey: undefined,
  text: false,
  kijkwijzer: undefined,
  foundTitle: undefined,
  page: undefined,
  references: undefined
}

/** The row of a title that could not be looked up. */
export const failedRow = (section: PlexSection, item: PlexItem, reason: string): Row => ({
  ...about(section, item),
  ...nothing,
  from: "failed",
  reason
})

/** The row of a title that Plex has no name for. */
export const untitledRow = (section: PlexSection, item: PlexItem): Row => ({
  ...about(section, item),
  ...nothing,
  from: "untitled",
  reason: reasons.untitled
})

/** Whether running again may give more. */
export const isOpen = ({ from }: Row) => from === "incomplete" || from === "failed"

export const sumsOf = (rows: ReadonlyArray<Row>, titles: number) => ({
  titles,
  done: rows.length,
  lookedUp: rows.filter(({ from }) => from === "lookup").length,
  known: rows.filter(({ from }) => from === "hit" || from === "stale").length,
  open: rows.filter(isOpen).length,
  text: rows.filter(({ text }) => text).length,
  kijkwijzer: rows.filter(({ kijkwijzer }) => kijkwijzer !== undefined).length
})

/** How many titles were looked up without which reference. */
export const lookedUpWithout = (rows: ReadonlyArray<Row>) => {
  const counts = new Map<string, number>()
  for (const { references } of rows)
    if (references !== undefined) counts.set(references, (counts.get(references) ?? 0) + 1)
  return [...counts].map(([references, titles]) => ({ references, titles }))
}

/** The sums of each library, in the order of the rows. */
export const sumsOfLibraries = (rows: ReadonlyArray<Row>) => {
  const libraries = new Map<string, Array<Row>>()
  for (const row of rows) {
    const known = libraries.get(row.section)
    if (known === undefined) libraries.set(row.section, [row])
    else known.push(row)
  }
  return [...libraries].map(([section, own]) => ({ section, ...Struct.omit(sumsOf(own, own.length), "titles") }))
}

/** The last two came later: who reads the table by place finds the others where they were. */
const columns = [
  "section",
  "kind",
  "title",
  "year",
  "ratingKey",
  "from",
  "text",
  "kijkwijzer",
  "reason",
  "foundTitle",
  "page"
] as const

/** The report as a table, a line per title. */
export const inCsv = (rows: ReadonlyArray<Row>): string => table(columns, rows)

/** The report for machines. */
export const inJson = (rows: ReadonlyArray<Row>, titles: number): string =>
  JSON.stringify(
    { sums: sumsOf(rows, titles), libraries: sumsOfLibraries(rows), lookedUp: lookedUpWithout(rows), titles: rows },
    null,
    2
  )
