/** How the libraries stand, as a table, in JSON and as lines of a terminal. Pure. */
import { Struct } from "effect"
import type { AgentUse } from "../../domain/library/AgentUse.ts"
import { type LibrarySums, sumsOf } from "../../domain/library/LibrarySums.ts"
import type { LibraryTitle, Searchable } from "../../domain/library/LibraryTitle.ts"
import { some } from "../../domain/lookup/StoryWords.ts"
import type { Standing } from "../../domain/library/Standing.ts"
import type { Compared } from "../library/Comparing.ts"
import { visible } from "../Visible.ts"
import { table } from "./CsvTable.ts"
import { cut, hung } from "./Lines.ts"
import { share } from "./CoverageText.ts"

/** What was compared, and which of the titles are told one by one. */
export interface Told {
  readonly libraries: ReadonlyArray<Compared>
  readonly titles: ReadonlyArray<Searchable>
  readonly chosen: ReadonlyArray<Searchable>
}

/** How a title stands, in words; in the order in which they are told. */
export const standingWords: Readonly<Record<Standing, string>> = {
  shown: "Plex shows VPRO's text",
  waiting: "a text here that Plex does not show yet",
  withheld: "a text here that RETURN_SUMMARY keeps from Plex",
  noText: "VPRO has the page, but no text on it",
  noPage: "VPRO has no page",
  open: "a source failed",
  notAsked: "not looked up yet: warm does that"
}
const standings: ReadonlyArray<Standing> = ["shown", "waiting", "withheld", "noText", "noPage", "open", "notAsked"]

const useWords: Readonly<Record<AgentUse, string>> = {
  first: "VPRO is in front of its agent",
  behind: "VPRO is behind another provider in its agent",
  none: "its agent does not hold VPRO: see register --library",
  untold: "Plex does not tell its agent"
}

const columns = [
  "library",
  "kind",
  "title",
  "year",
  "standing",
  "differs",
  "elsewhere",
  "locked",
  "foundTitle",
  "foundYear",
  "page",
  "ratingKey",
  "key"
] as const

const named = ({ libraries }: Told) => {
  const names = new Map(libraries.map(({ section: { key, title } }) => [key, title]))
  return (key: string) => names.get(key) ?? key
}

/** A line per title. */
export const inCsv = (told: Told): string => {
  const nameOf = named(told)
  return table(
    columns,
    told.chosen.map((title) => ({ ...title, library: nameOf(title.library) }))
  )
}

/** For machines. */
export const inJson = (told: Told): string => {
  const { byLibrary, together } = sumsOf(told.titles)
  return JSON.stringify(
    {
      together,
      libraries: told.libraries.map(({ section: { key, kind, title }, use }) => ({
        key,
        title,
        kind,
        use,
        sums: byLibrary.get(key)
      })),
      titles: told.chosen.map((title) => Struct.omit(title, "forms"))
    },
    null,
    2
  )
}

const sumLines = (sums: LibrarySums, width: number): ReadonlyArray<string> =>
  standings.flatMap((standing) =>
    sums[standing] === 0
      ? []
      : [
          ...hung(`  ${countOf(sums[standing], sums)} `, standingWords[standing], width),
          ...(standing === "waiting" ? waitingLines(sums, width) : [])
        ]
  )

const countOf = (count: number, { titles }: LibrarySums) =>
  `${String(count).padStart(String(titles).length)} (${share(count, titles).padStart("100 %".length)})`

const waitingLines = ({ differs, locked }: LibrarySums, width: number) => {
  const said = [
    ...(differs > 0 ? [`${differs} show another text`] : []),
    ...(locked > 0 ? [`${locked} are locked in Plex, which keeps them as they are`] : [])
  ]
  return said.length === 0 ? [] : hung("      of these ", said.join(", "), width)
}

const libraryLines = ({ section, use }: Compared, sums: LibrarySums | undefined, width: number) => [
  ...hung(
    "",
    `${cut(visible(section.title), Math.floor(width / 2))}: ${some(sums?.titles ?? 0, "title", "titles")}; ${useWords[use]}`,
    width
  ),
  ...(sums === undefined ? [] : sumLines(sums, width)),
  ...(sums === undefined || sums.elsewhere === 0 || use === "none"
    ? []
    : hung(
        "  ",
        `of ${sums.elsewhere} Plex asks somebody else: a refresh with Fix Match or register --refresh mends that`,
        width
      ))
]

const shown = 20

const titleLine = (nameOf: (key: string) => string, width: number) => (title: LibraryTitle) => {
  const behind = ` (${title.year ?? "no year"})`
  const name = cut(visible(title.title), Math.max(10, width - 2 - behind.length))
  const marks = [
    standingWords[title.standing],
    ...(title.locked ? ["locked in Plex"] : []),
    ...(title.elsewhere ? ["Plex asks somebody else"] : []),
    ...(title.page === undefined ? [] : [title.page])
  ]
  return [`  ${name}${behind}`, ...hung("    ", visible(`${nameOf(title.library)}: ${marks.join("; ")}`), width)]
}

/** For people; the titles one by one only when some of them were asked for. */
export const inWords = (told: Told, withTitles: boolean, width: number): string => {
  const { byLibrary, together } = sumsOf(told.titles)
  const { chosen, libraries } = told
  return [
    ...libraries.flatMap((library) => libraryLines(library, byLibrary.get(library.section.key), width)),
    ...(libraries.length > 1
      ? [`Together: ${some(together.titles, "title", "titles")}`, ...sumLines(together, width)]
      : []),
    ...(withTitles
      ? ["", `${some(chosen.length, "title is", "titles are")} meant${chosen.length === 0 ? "." : ":"}`]
      : []),
    ...(withTitles ? chosen.slice(0, shown).flatMap(titleLine(named(told), width)) : []),
    ...(withTitles && chosen.length > shown
      ? [`  and ${chosen.length - shown} more; --csv or --json lists them all`]
      : [])
  ].join("\n")
}
