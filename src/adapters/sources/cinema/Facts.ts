/** The facts beside a film's text: director, country, age rating, stars, IMDb link. */
import type { Element } from "domhandler"
import { type Kijkwijzer, kijkwijzerOf } from "../../../domain/values/Kijkwijzer.ts"
import { type ImdbId, imdbIdOf } from "../../../domain/values/Media.ts"
import { mostDescription, mostListed, mostPage, mostTitle } from "../../../domain/text/Bounds.ts"
import { elementsIn, lineOfText, named, textOf, within } from "../reading/Html.ts"
import { type CinemaDocument, followers } from "./CinemaDocument.ts"

/**
 * What stands behind a label, in a definition list, a table, or a line such as "Regie: A en B". `label` is matched with
 * the whole label without its colon.
 */
export const namesBehind = ({ elements, lineOf }: CinemaDocument, label: RegExp): ReadonlyArray<string> => {
  const isLabel = (text: string) => label.test(text.replace(/ ?:$/, ""))
  const term = named(elements, ...termNames).find((element) => isLabel(lineOf(element)))
  if (term !== undefined) {
    const values = named(
      followers(term, ({ name }) => termNames.includes(name)),
      "dd",
      "td"
    )
    const parts = values.flatMap((element) => named(elementsIn(element), "li", "a"))
    return namesIn(parts.length > 1 ? parts.map(lineOf) : values.map((element) => textOf([element], mostDescription)))
  }
  for (const element of elements) {
    if (!lineNames.has(element.name)) continue
    const [, name, value] = /^([^:]{2,30}): ?(.{2,200})$/.exec(lineOf(element)) ?? []
    if (name !== undefined && value !== undefined && isLabel(name)) return namesIn([value])
  }
  return []
}

const termNames = ["dt", "th"]
const lineNames = new Set("p li div span".split(" "))

const namesIn = (texts: ReadonlyArray<string>): ReadonlyArray<string> =>
  [
    ...new Set(
      texts
        .slice(0, mostListed)
        .flatMap((text) => text.split(/ ?[,;] ?| (?:en|&) /))
        .map((name) => name.trim())
        .filter((name) => name !== "" && name.length <= mostTitle)
    )
  ].slice(0, mostListed)

/** The age rating, from text or from the names of its pictures. */
export const ratingIn = (words: string): Kijkwijzer | undefined =>
  kijkwijzerOf(/kijkwijzer ?:? ?(?:vanaf )?(alle leeftijden|al\b|\d{1,2}(?!\d))/i.exec(words)?.[1])

/** VPRO's stars doubled: a mark from 1 to 10. Stars that other papers gave are not VPRO's. */
export const appreciationOn = (page: CinemaDocument, words: string): number | undefined => {
  const counted =
    /waardering[^.★]{0,40}?(\d(?:[.,]5)?) van (?:de )?5/i.exec(words) ??
    /(\d(?:[.,]5)?) van (?:de )?5 sterren/i.exec(words)
  const drawn = /(?:vpro|waardering)[^★]{0,40}(★{1,6})(½?)/i.exec(words) ?? starsAlone(page)
  const stars = counted
    ? Number(counted[1]?.replace(",", "."))
    : drawn && (drawn[1] ?? "").length + (drawn[2] === "½" ? 0.5 : 0)
  return stars && stars <= 5 ? 2 * stars : undefined
}

/** The IMDb id, when the page names one and not several. */
export const imdbOn = ({ elements, lineOf }: CinemaDocument): ImdbId | undefined => {
  const idsOf = (links: ReadonlyArray<Element>) => [
    ...new Set(links.flatMap(({ attribs }) => imdbIdOf(/\/title\/(tt\d+)/.exec(attribs["href"] ?? "")?.[1]) ?? []))
  ]
  const links = named(elements, "a")
    .filter(({ attribs }) => (attribs["href"] ?? "").includes("imdb.com/"))
    .slice(0, mostListed)
  const [all, plain] = [idsOf(links), idsOf(links.filter((link) => /^(bekijk )?(op )?imdb$/i.test(lineOf(link))))]
  return all.length === 1 ? all[0] : plain.length === 1 ? plain[0] : undefined
}

const starsAlone = ({ elements, lineOf }: CinemaDocument): RegExpExecArray | null => {
  const found = elements.find((element) => starNames.has(element.name) && /^★{1,5}½?☆*$/.test(lineOf(element)))
  return /(★+)(½?)/.exec(found === undefined ? "" : lineOf(found))
}

const starNames = new Set("p div span dd".split(" "))

/** The words of the page beside its text, with what pictures and icons are called. */
export const wordsOf = ({ elements, main }: CinemaDocument): string => {
  const isQuote = ({ name }: Element) => name === "blockquote"
  const quoted = within(main, isQuote)
  const names = elements
    .filter((element) => !quoted.has(element) && nameAttributes.some((name) => element.attribs[name] !== undefined))
    .flatMap(({ attribs }) => nameAttributes.map((name) => lineOfText(attribs[name] ?? "")))
  return [textOf(main.children, mostPage, isQuote), ...names].join(" . ")
}

const nameAttributes = ["alt", "aria-label", "title"]
