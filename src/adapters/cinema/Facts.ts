/** The facts beside a film's text: director, country, age rating, stars, IMDb link. */
import { type Kijkwijzer, kijkwijzerOf } from "../../domain/Kijkwijzer.ts"
import { type ImdbId, imdbIdOf } from "../../domain/Media.ts"
import { type CinemaDocument, type Selection, textOf, textsOf } from "./CinemaDocument.ts"

/**
 * What stands behind a label, in a definition list, a table, or a line such as "Regie: A en B". `label` is matched with
 * the whole label without its colon.
 */
export const namesBehind = ({ $, main }: CinemaDocument, label: RegExp): ReadonlyArray<string> => {
  const isLabel = (text: string) => label.test(text.replace(/\s*:$/, ""))
  for (const term of main.find("dt, th").toArray()) {
    if (!isLabel(textOf($(term)))) continue
    const values = $(term).nextUntil("dt, th", "dd, td")
    const parts = values.find("li, a")
    return namesIn(parts.length > 1 ? textsOf($, parts) : textsOf($, values))
  }
  for (const line of textsOf($, main.find("p, li, div, span"))) {
    const [, name, value] = /^([^:]{2,30}):\s*(.{2,200})$/.exec(line) ?? []
    if (name !== undefined && value !== undefined && isLabel(name)) return namesIn([value])
  }
  return []
}

const namesIn = (texts: ReadonlyArray<string>): ReadonlyArray<string> => [
  ...new Set(
    texts
      .flatMap((text) => text.split(/\s*[,;]\s*|\s+(?:en|&)\s+/))
      .map((name) => name.trim())
      .filter((name) => name !== "")
  )
]

/** The age rating, from text or from the names of its pictures. */
export const ratingOn = (page: CinemaDocument): Kijkwijzer | undefined => {
  const words = wordsOf(page)
  return kijkwijzerOf(/kijkwijzer\s*:?\s*(?:vanaf\s+)?(alle leeftijden|al\b|\d{1,2}(?!\d))/i.exec(words)?.[1])
}

/** VPRO's stars doubled: a mark from 1 to 10. Stars that other papers gave are not VPRO's. */
export const appreciationOn = (page: CinemaDocument): number | undefined => {
  const words = wordsOf(page)
  const counted =
    /waardering[^.★]{0,40}?(\d(?:[.,]5)?) van (?:de )?5/i.exec(words) ??
    /(\d(?:[.,]5)?) van (?:de )?5 sterren/i.exec(words)
  const drawn = /(?:vpro|waardering)[^★]{0,40}(★+)(½?)/i.exec(words) ?? starsAlone(page)
  const stars = counted
    ? Number(counted[1]?.replace(",", "."))
    : drawn && (drawn[1] ?? "").length + (drawn[2] === "½" ? 0.5 : 0)
  return stars && stars <= 5 ? 2 * stars : undefined
}

/** The IMDb id, when the page names one and not several. */
export const imdbOn = ({ $, main }: CinemaDocument): ImdbId | undefined => {
  const idsOf = (links: Selection) => [
    ...new Set(
      links.toArray().flatMap((link) => imdbIdOf(/\/title\/(tt\d+)/.exec($(link).attr("href") ?? "")?.[1]) ?? [])
    )
  ]
  const links = main.find('a[href*="imdb.com/"]')
  const [all, plain] = [idsOf(links), idsOf(links.filter((_, link) => /^(bekijk )?(op )?imdb$/i.test(textOf($(link)))))]
  return all.length === 1 ? all[0] : plain.length === 1 ? plain[0] : undefined
}

const starsAlone = ({ $, main }: CinemaDocument): RegExpExecArray | null => {
  const line = textsOf($, main.find("p, div, span, dd")).find((text) => /^★{1,5}½?☆*$/.test(text))
  return /(★+)(½?)/.exec(line ?? "")
}

/** The words of the page beside its text, with what pictures and icons are called. */
const wordsOf = ({ $, main }: CinemaDocument): string => {
  const facts = main.clone()
  facts.find("blockquote").remove()
  const named = facts.find("[alt], [aria-label], [title]").toArray()
  const names = named.flatMap((element) => ["alt", "aria-label", "title"].map((name) => $(element).attr(name) ?? ""))
  return [textOf(facts), ...names].join(" . ")
}
