/** The site's own search: `/zoeken?q=…&model=cinema`. */
import { type Element, isTag } from "domhandler"
import { Either } from "effect"
import { mostAddress, mostListed, mostPage, mostTitle } from "../../../domain/text/Bounds.ts"
import { cleanText } from "../reading/CleanText.ts"
import { vproAddress } from "../../../domain/values/VproAddress.ts"
import type { PageCard } from "../../../ports/PagePort.ts"
import { elementsIn, hasClass, named, parseHtml, prune, textOf } from "../reading/Html.ts"
import { atOnce, type Parts } from "../reading/InTurns.ts"
import { type CinemaDocument, documentOf } from "./CinemaDocument.ts"
import { metaLine } from "./MetaLine.ts"

/**
 * The cards of films and series, in order. No card is an empty list only when the page is seen to be a search without
 * results, or with results of other kinds; `undefined` says that the page could not be understood.
 */
export const readCards = (html: string): ReadonlyArray<PageCard> | undefined => atOnce(partsOfCards(html))

/** The same in parts. */
export function* partsOfCards(html: string): Parts<ReadonlyArray<PageCard> | undefined> {
  const root = Either.getOrUndefined(parseHtml(html))
  if (root === undefined) return undefined
  yield
  prune(root, ({ name }) => beside.has(name))
  const page = documentOf(root)
  yield
  const elements = cardsOn(page)
  const read = elements.map((element) => cardOf(page, element))
  const cards = read.filter((card) => card !== undefined && card !== "other")
  const isUnderstood = elements.length === 0 ? saysNothingFound(page) : read.some((card) => card !== undefined)
  if (!isUnderstood) return undefined
  return [...new Map(cards.map((card) => [card.id, card])).values()]
}

const beside = new Set("script style noscript template nav footer".split(" "))

const cardsOn = ({ elements }: CinemaDocument): ReadonlyArray<Element> => {
  const cards = elements.filter(
    (element) => element.name === "li" && hasClass(element, "CardList-item") && isListed(element)
  )
  // Class names change sooner than addresses do.
  const found =
    cards.length > 0
      ? cards
      : [
          ...new Set(
            named(elements, "a")
              .filter(leadsOn)
              .flatMap((link) => around(link))
          )
        ]
  return found.slice(0, mostListed)
}

/** Elements of a card; one in which many others stand is read by its beginning. */
const mostOfCard = 200

const isListed = ({ parent }: Element): boolean =>
  parent !== null && isTag(parent) && parent.name === "ul" && hasClass(parent, "CardList")

const leadsOn = ({ attribs }: Element): boolean => (attribs["href"] ?? "").includes("/db/")

const around = (link: Element): ReadonlyArray<Element> => {
  for (let at: Element["parent"] = link; at !== null; at = at.parent)
    if (isTag(at) && (at.name === "li" || at.name === "article" || (at.attribs["class"] ?? "").includes("Card")))
      return [at]
  return []
}

/** "other" is a card of a person or an article, `undefined` one that could not be read. */
const cardOf = ({ lineOf }: CinemaDocument, card: Element): PageCard | "other" | undefined => {
  const elements = elementsIn(card, mostOfCard)
  const line = metaLine({ elements, lineOf })
  if (line === "other") return "other"
  const found = addressIn(named([card, ...elements], "a"))
  if (found === undefined) return undefined
  const { address, link } = found
  const [heading] = named(elements, "h2", "h3", "h4")
  const title = cleanText(((heading && lineOf(heading)) || lineOf(link)).slice(0, mostTitle))
  if (title === "") return undefined
  return { id: address.id, slug: address.slug, title, kind: line?.kind ?? address.kind ?? "film", year: line?.year }
}

const addressIn = (links: ReadonlyArray<Element>) => {
  for (const link of links) {
    const { href = "" } = link.attribs
    const address = href.length > mostAddress ? undefined : vproAddress(href)
    if (address !== undefined) return { address, link }
  }
  return undefined
}

const saysNothingFound = ({ elements, lineOf, main }: CinemaDocument): boolean => {
  const parts = named(elements, "main")
  const text = textOf(parts.length > 0 ? parts : main.children, mostPage)
  if (/\b[1-9]\d*\s(zoek)?resultaten/i.test(text)) return false
  const [heading] = named(elements, "h1")
  return (
    /\b(0|geen)\s(zoek)?resultaten|niets gevonden|geen [^.]{0,40}gevonden/i.test(text) ||
    elements.some((element) => element.name === "ul" && hasClass(element, "CardList")) ||
    /^zoek(en|resultaten)?\b/i.test(heading === undefined ? "" : lineOf(heading))
  )
}
