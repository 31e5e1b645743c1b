/** Tables as RFC 4180 has them, for spreadsheets. Pure. */
import { visibleLines } from "../Visible.ts"

/**
 * Where a spreadsheet would see a cell begin with a formula: at the start, and, since many of them part cells at a semicolon
 * whatever quotes say, behind each of those and each line break. Also the wide forms of the four signs.
 */
const formulas = /(^|[;\n])(?=[\t\r]|(?:[^\S\n]|")*[=+@\uff1d\uff0b\uff0d\uff20-])/g

/** What may stand in a cell. */
export type Cell = string | number | boolean | undefined

/** A cell as RFC 4180 has it; in a text of others a formula is made plain. */
export const cell = (value: Cell): string => {
  if (typeof value !== "string") return String(value ?? "")
  const plain = visibleLines(value.replace(formulas, "$1'"))
  return /[",;\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}

/** The columns by their names, and a line per row. */
export const table = <Name extends string>(
  columns: ReadonlyArray<Name>,
  rows: ReadonlyArray<{ readonly [Column in Name]?: Cell }>
): string => [columns.join(","), ...rows.map((row) => columns.map((name) => cell(row[name])).join(","))].join("\r\n")
