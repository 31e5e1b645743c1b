/** The site's own search: `/zoeken?q=…&model=cinema`. */
import type { CheerioAPI } from "cheerio/slim"
import { cleanText } from "../../domain/text/Description.ts"
import { vproAddress } from "../../domain/VproAddress.ts"
import type { PageCard } from "../../ports/PagePort.ts"
import { parse, type Selection, textOf } from "./CinemaDocument.ts"
import { metaLine } from "./MetaLine.ts"

/**
 * The cards of films and series, in order. No card is an empty list only when the page is seen to be a search without
 * results, or with results of other kinds; `undefined` says that the page could not be understood.
 */
export const readCards = (html: string): ReadonlyArray<PageCard> | undefined => {
  const $ = parse(html)
  $("script, style, noscript, template, nav, footer").remove()
  const elements = cardsOn($)
  const read = elements.map((element) => cardOf($, element))
  const cards = read.filter((card) => card !== undefined && card !== "other")
  const isUnderstood = elements.length === 0 ? saysNothingFound($) : read.some((card) => card !== undefined)
  if (!isUnderstood) return undefined
  return [...new Map(cards.map((card) => [card.id, card])).values()]
}

const cardsOn = ($: CheerioAPI): ReadonlyArray<Selection> => {
  const cards = $("ul.CardList > li.CardList-item")
  // Class names change sooner than addresses do.
  const links = () =>
    $('a[href*="/db/"]')
      .toArray()
      .map((link) => $(link).closest("li, article, [class*=Card]"))
  return cards.length > 0 ? cards.toArray().map((card) => $(card)) : links().filter((card) => card.length > 0)
}

/** "other" is a card of a person or an article, `undefined` one that could not be read. */
const cardOf = ($: CheerioAPI, card: Selection): PageCard | "other" | undefined => {
  const line = metaLine({ $, main: card })
  if (line === "other") return "other"
  const links = card
    .find("a[href]")
    .add(card.filter("a[href]"))
    .toArray()
    .map((link) => $(link))
  const link = links.find((candidate) => vproAddress(candidate.attr("href") ?? "") !== undefined)
  const address = vproAddress(link?.attr("href") ?? "")
  if (link === undefined || address === undefined) return undefined
  const title = cleanText(textOf(card.find("h2, h3, h4").first()) || textOf(link))
  if (title === "") return undefined
  return { id: address.id, slug: address.slug, title, kind: line?.kind ?? address.kind ?? "film", year: line?.year }
}

const saysNothingFound = ($: CheerioAPI): boolean => {
  const text = textOf($("main").length > 0 ? $("main") : $.root())
  if (/\b[1-9]\d*\s+(zoek)?resultaten/i.test(text)) return false
  return (
    /\b(0|geen)\s+(zoek)?resultaten|niets gevonden|geen [^.]{0,40}gevonden/i.test(text) ||
    $("ul.CardList").length > 0 ||
    /^zoek(en|resultaten)?\b/i.test(textOf($("h1").first()))
  )
}
