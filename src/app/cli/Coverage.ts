/** What a library would get from VPRO: a row per title, and what they add up to. Pure. */
import { withoutWhom } from "../../domain/lookup/LeftOut.ts"
import type { Description } from "../../domain/describe/Describe.ts"
import type { PlexItem, PlexSection } from "../../ports/PlexServerPort.ts"
import { visible, visibleLines } from "../Visible.ts"

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
  /** Why there is no text. */
  readonly reason: string | undefined
  /** Which references of works its look-up did without; none when it needed none. */
  readonly references: string | undefined
}

const reasonOf = ({ entry, from, trace }: Description): string | undefined => {
  if (from === "incomplete") return trace?.decision ?? "a source did not answer"
  if (entry?.description !== undefined) return undefined
  return entry?.status === "found" ? "VPRO has the page, but no text on it" : "VPRO has no page"
}

/** The row of a title that was described. */
export const rowOf = (section: PlexSection, item: PlexItem, found: Description): Row => ({
  section: section.title,
  kind: section.kind,
  title: item.title,
  year: item.year,
  ratingKey: found.ratingKey,
  from: found.from,
  text: found.entry?.description !== undefined,
  kijkwijzer: found.entry?.kijkwijzer,
  reason: reasonOf(found),
  references: withoutWhom(found.trace?.references)
})

/** The row of a title of which nothing can be told. */
export const failedRow = (
  section: PlexSection,
  item: PlexItem,
  reason: string,
  from: "failed" | "untitled" = "failed"
): Row => ({
  section: section.title,
  kind: section.kind,
  title: item.title,
  year: item.year,
  ratingKey: undefined,
  from,
  text: false,
  kijkwijzer: undefined,
  reason,
  references: undefined
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

const shownPerReason = 20

const share = (part: number, whole: number) => (whole === 0 ? "0 %" : `${Math.round((100 * part) / whole)} %`)

const byReason = (rows: ReadonlyArray<Row>): ReadonlyArray<readonly [string, ReadonlyArray<Row>]> => {
  const groups = new Map<string, Array<Row>>()
  for (const row of rows) {
    // The rest of an open one's reason differs from title to title.
    const reason = isOpen(row) ? "could not be settled; run this again later" : (row.reason ?? "")
    const group = groups.get(reason)
    if (group === undefined) groups.set(reason, [row])
    else group.push(row)
  }
  return [...groups].sort(([, a], [, b]) => b.length - a.length)
}

/** How many titles were looked up without which reference. */
const lookedUpWithout = (rows: ReadonlyArray<Row>) => {
  const counts = new Map<string, number>()
  for (const { references } of rows)
    if (references !== undefined) counts.set(references, (counts.get(references) ?? 0) + 1)
  return [...counts].map(([references, titles]) => ({ references, titles }))
}

const rowLine = (row: Row) =>
  `    ${row.title} (${row.year ?? "no year"})${isOpen(row) && row.reason !== undefined ? `: ${row.reason}` : ""}`

/** The report for people. */
export const inWords = (rows: ReadonlyArray<Row>, titles: number): string => {
  const sums = sumsOf(rows, titles)
  const without = rows.filter(({ text }) => !text)
  return [
    `${sums.done} of ${titles} titles: ${sums.lookedUp} looked up now, ${sums.known} known already, ${sums.open} left open`,
    `with a text of VPRO  ${sums.text} (${share(sums.text, sums.done)})`,
    `with Kijkwijzer      ${sums.kijkwijzer} (${share(sums.kijkwijzer, sums.done)})`,
    `without a text       ${without.length} (${share(without.length, sums.done)})`,
    ...byReason(without).flatMap(([reason, group]) => [
      `  ${reason}: ${group.length}`,
      ...group.slice(0, shownPerReason).map(rowLine),
      ...(group.length > shownPerReason
        ? [`    and ${group.length - shownPerReason} more; --csv or --json lists them all`]
        : [])
    ]),
    ...lookedUpWithout(rows).map(({ references, titles }) => `looked up ${references}: ${titles}`)
  ]
    .map(visible)
    .join("\n")
}

const columns = ["section", "kind", "title", "year", "ratingKey", "from", "text", "kijkwijzer", "reason"] as const

/**
 * Where a spreadsheet would see a cell begin with a formula: at the start, and, since many of them part cells at a semicolon
 * whatever quotes say, behind each of those and each line break. Also the wide forms of the four signs.
 */
const formulas = /(^|[;\n])(?=[\t\r]|(?:[^\S\n]|")*[=+@\uff1d\uff0b\uff0d\uff20-])/g

/** A cell as RFC 4180 has it; in a text of others a formula is made plain. */
export const cell = (value: string | number | boolean | undefined): string => {
  if (typeof value !== "string") return String(value ?? "")
  const plain = visibleLines(value.replace(formulas, "$1'"))
  return /[",;\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}

/** The report as a table, a line per title. */
export const inCsv = (rows: ReadonlyArray<Row>): string =>
  [columns.join(","), ...rows.map((row) => columns.map((name) => cell(row[name])).join(","))].join("\r\n")

/** The report for machines. */
export const inJson = (rows: ReadonlyArray<Row>, titles: number): string =>
  JSON.stringify({ sums: sumsOf(rows, titles), lookedUp: lookedUpWithout(rows), titles: rows }, null, 2)
