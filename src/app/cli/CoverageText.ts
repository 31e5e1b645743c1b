/** What a library would get from VPRO, as lines of a terminal. Pure. */
import { visible } from "../Visible.ts"
import { isOpen, lookedUpWithout, reasons, type Row, sumsOf, sumsOfLibraries } from "./Coverage.ts"
import { cut, hung, usualWidth } from "./Lines.ts"

const shownPerReason = 20

/** A part of a whole, in percents. */
export const share = (part: number, whole: number) => (whole === 0 ? "0 %" : `${Math.round((100 * part) / whole)} %`)

/** The titles without a text, by why; those that have most in common first. */
const byReason = (rows: ReadonlyArray<Row>): ReadonlyArray<readonly [string, ReadonlyArray<Row>]> => {
  const groups = new Map<string, Array<Row>>()
  for (const row of rows) {
    // The rest of an open one's reason differs from title to title.
    const reason = isOpen(row) ? reasons.open : (row.reason ?? "")
    const group = groups.get(reason)
    if (group === undefined) groups.set(reason, [row])
    else group.push(row)
  }
  return [...groups].sort(([, a], [, b]) => b.length - a.length)
}

/** A title on one line, of which the year is always seen; why it was left open goes below it. */
const rowLines = (row: Row, width: number): ReadonlyArray<string> => {
  const before = "    "
  const year = ` (${row.year ?? "no year"})`
  const title = cut(visible(row.title), width - before.length - year.length)
  return [
    `${before}${title}${year}`,
    ...(isOpen(row) && row.reason !== undefined ? hung(`${before}  `, visible(row.reason), width) : [])
  ]
}

const reasonLines = (reason: string, rows: ReadonlyArray<Row>, width: number): ReadonlyArray<string> => [
  ...hung(`  ${rows.length}: `, visible(reason), width),
  ...rows.slice(0, shownPerReason).flatMap((row) => rowLines(row, width)),
  ...(rows.length > shownPerReason
    ? [`    and ${rows.length - shownPerReason} more; --csv or --json lists them all`]
    : [])
]

interface Sums {
  readonly done: number
  readonly text: number
  readonly kijkwijzer: number
}

const sumLines = (name: string, { done, kijkwijzer, text }: Sums, width: number) => {
  const said = `: ${text} of ${done} have a text (${share(text, done)}), ${kijkwijzer} a Kijkwijzer age rating`
  return hung("", `${cut(visible(name), Math.floor(width / 2))}${said}`, width)
}

/** The report for people. */
export const inWords = (rows: ReadonlyArray<Row>, titles: number, width = usualWidth): string => {
  const sums = sumsOf(rows, titles)
  const libraries = sumsOfLibraries(rows)
  const without = rows.filter(({ text }) => !text)
  const references = lookedUpWithout(rows)
  const counts = `${sums.lookedUp} looked up now, ${sums.known} known already, ${sums.open} left open`
  return [
    ...hung("", `${sums.done} of ${titles} titles: ${counts}`, width),
    ...libraries.flatMap(({ section, ...own }) => sumLines(section, own, width)),
    ...(libraries.length > 1 ? sumLines("Together", sums, width) : []),
    ...(without.length === 0 ? [] : ["", "Without a text:"]),
    ...byReason(without).flatMap(([reason, group]) => reasonLines(reason, group, width)),
    ...(references.length === 0 ? [] : [""]),
    ...references.flatMap(({ references, titles }) => hung("", `looked up ${references}: ${titles}`, width))
  ].join("\n")
}
