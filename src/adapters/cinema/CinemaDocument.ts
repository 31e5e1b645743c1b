/** A page of cinema.nl as it is read: words never glued together, and only what is about the page's own film. */
import { type CheerioAPI, load } from "cheerio/slim"
import { type VproId, vproIdOf } from "../../domain/Media.ts"

/** Some elements of a page. */
export type Selection = ReturnType<CheerioAPI>

export interface CinemaDocument {
  readonly $: CheerioAPI
  /** The part of the page that is about its own film. */
  readonly main: Selection
}

/** Parses a page; block elements and line breaks stand apart from what surrounds them. */
export const parse = (html: string): CheerioAPI => {
  const $ = load(html)
  $(blocks).before(" ").prepend(" ").append(" ").after(" ")
  $("br, hr").replaceWith(" ")
  return $
}

/** Whether a page opens as a document and never closes: its end was lost on the way. */
export const isCutOff = (html: string): boolean => /<html[\s>]/i.test(html) && !/<\/html\s*>/i.test(html)

/** The page of film `id`, without navigation, forms, footers and everything about other films. Empties `$` of the rest. */
export const filmDocument = ($: CheerioAPI, id: VproId): CinemaDocument => {
  $("script, style, noscript, template, svg, nav, footer, form, dialog, [role=dialog], [role=navigation]").remove()
  $("header:not(:has(h1))").remove()
  const marked = $("main, [role=main]").first()
  const main: Selection = marked.length > 0 ? marked : $.root()
  main.find("ul.CardList, .CardList-item").remove()
  for (const element of main.find("li, article, .Card").toArray()) {
    if (isCardOfAnother($, $(element), id)) $(element).remove()
  }
  for (const heading of main.find("h2, h3, h4").toArray()) {
    if (elsewhere.test(textOf($(heading)))) sectionOf($(heading)).add(heading).remove()
  }
  return { $, main }
}

/** What follows a heading until the next of its rank or above. */
export const sectionOf = (heading: Selection): Selection => {
  const rank = Number(/^h([1-6])$/i.exec(heading.prop("tagName") ?? "")?.[1] ?? 6)
  const upTo = ["h1", "h2", "h3", "h4", "h5", "h6"].slice(0, rank).join(", ")
  const following = heading.nextUntil(upTo)
  return following.length > 0 ? following : heading.parent().nextUntil(`${upTo}, :has(${upTo})`)
}

/** The texts of elements, each on one line, without the empty ones. */
export const textsOf = ($: CheerioAPI, elements: Selection): ReadonlyArray<string> =>
  elements
    .toArray()
    .map((element) => textOf($(element)))
    .filter((text) => text !== "")

/** The whole text of elements on one line. */
export const textOf = (elements: Selection): string => flat(elements.text())

/** Text on one line. */
export const flat = (text: string): string => text.replace(/\s+/g, " ").trim()

const blocks =
  "address, article, aside, blockquote, dd, div, dl, dt, figcaption, figure, h1, h2, h3, h4, h5, h6, header, li, main, " +
  "ol, p, pre, section, table, td, th, tr, ul"

/** Headings above lists of other films and of articles. */
const elsewhere =
  /^(meer\b|gerelateerd|verwant|(lees|bekijk|zie) ook|ook (interessant|leuk|te zien)|misschien|vergelijkbare|andere (films|series)|aanbevolen|nieuws\b|artikelen\b)/i

const isCardOfAnother = ($: CheerioAPI, element: Selection, id: VproId): boolean =>
  element.find("h1").length === 0 &&
  element.find("h2, h3, h4, img").length > 0 &&
  element
    .find('a[href*="/db/"]')
    .toArray()
    .some((link) => vproIdOf(/\/db\/(\d+)/.exec($(link).attr("href") ?? "")?.[1]) !== id)
