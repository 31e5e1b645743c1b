/** Dates as Wikidata writes them, such as `+1987-09-12T00:00:00Z`, of which only a part may be meant. */
import { type IsoDate, isoDateOf, type Year, yearOf } from "../../../domain/values/Media.ts"
import type { Claims } from "./WikidataJson.ts"

/** When a work was first shown. */
export interface Shown {
  /** The earliest. */
  readonly year: Year | undefined
  /** The first day that is known of that year. */
  readonly released: IsoDate | undefined
  /** Of all dates: one for each country, or for a festival. */
  readonly years: ReadonlyArray<Year>
}

const precision = { year: 9, day: 11 } as const

interface Dated {
  readonly year: Year
  readonly day: IsoDate | undefined
}

const dated = (time: string, exact: number): Dated | undefined => {
  // Where only the year is meant, month and day are 00, or 01 in older statements.
  const parts = exact < precision.year ? null : /^\+(\d{4})-(\d\d)-(\d\d)T/.exec(time)
  const year = yearOf(parts?.[1])
  if (parts === null || year === undefined) return undefined
  const [, , month = "", day = ""] = parts
  const isDay = exact >= precision.day && month !== "00" && day !== "00"
  return { year, day: isDay ? isoDateOf(`${parts[1]}-${month}-${day}`) : undefined }
}

/** When it was first shown, or first broadcast. */
export const shownOf = (claims: Claims): Shown => {
  const dates = [...claims.P577, ...claims.P580].flatMap(({ mainsnak }) => {
    const { precision, time } = mainsnak.datavalue.value
    return dated(time, precision) ?? []
  })
  const years = [...new Set(dates.map(({ year }) => year))].sort((a, b) => a - b)
  const [year] = years
  const [released] = dates.flatMap((date) => (date.year === year && date.day !== undefined ? [date.day] : [])).sort()
  return { year, released, years }
}
