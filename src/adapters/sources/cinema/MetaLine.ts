/** The line under a title: "film • 2004 • drama, oorlog • 156 min". */
import { type MediaKind, type Year, yearOf } from "../../../domain/values/Media.ts"
import type { Element } from "domhandler"
import type { CinemaDocument } from "./CinemaDocument.ts"

export interface MetaLine {
  readonly kind: MediaKind
  readonly year?: Year | undefined
  readonly genres: ReadonlyArray<string>
}

/**
 * The first such line among the elements of a page or card, one that begins with a known kind before others. "other" when
 * there is none but a line of a person or an article.
 */
export const metaLine = (page: Pick<CinemaDocument, "elements" | "lineOf">): MetaLine | "other" | undefined => {
  const lines = linesOf(page)
  const line = [...lines.filter((text) => knownKind.test(text)), ...lines]
    .map(metaLineOf)
    .find((read) => read !== undefined)
  return line ?? (lines.some((text) => notAWork.test(kindIn(text))) ? "other" : undefined)
}

const linesOf = ({ elements, lineOf }: Pick<CinemaDocument, "elements" | "lineOf">): ReadonlyArray<string> =>
  elements
    .filter(mayHoldLine)
    .map(lineOf)
    .filter((text) => text.length <= longestLine && bullet.test(text))

const mayHoldLine = ({ name }: Element): boolean => lineNames.has(name)

const lineNames = new Set("p div span li dd small h2 h3 h4".split(" "))

const metaLineOf = (text: string): MetaLine | undefined => {
  const kind = kindIn(text)
  if (kind.length > longestKind || notAWork.test(kind)) return undefined
  const rest = text
    .split(bullet)
    .slice(1)
    .map((part) => part.trim())
  const year = yearOf(
    rest.map((part) => /^(\d{4})(\s*[-–].*)?$/.exec(part)?.[1]).find((digits) => digits !== undefined)
  )
  // A kind nobody has met yet is a film when a year follows.
  if (year === undefined && !knownKind.test(text)) return undefined
  return { kind: /serie/i.test(kind) ? "series" : "film", year, genres: genresIn(rest) }
}

const kindIn = (text: string): string => (text.split(bullet)[0] ?? "").trim()

const longestLine = 160
const longestKind = 30

const bullet = /[•·|]/

const knownKind =
  /^((tv|mini|web)?[- ]?series?|((korte|tv|speel|animatie)[- ]?)?film|documentaire(serie)?)\s*([•·|]|$)/i

const notAWork = /persoon|acteur|actrice|regisseur|artikel|recensie|nieuws|podcast|interview/i

const genresIn = (parts: ReadonlyArray<string>): ReadonlyArray<string> => [
  ...new Set(
    parts
      .filter((part) => !/\d/.test(part))
      .flatMap((part) => part.split(/[,/]/))
      .map((genre) => genre.trim())
      .filter((genre) => genre !== "")
  )
]
