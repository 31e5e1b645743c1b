/** The text about a film on its page: the review before the description before what the page tells machines. */
import type { Element } from "domhandler"
import { mostDescription } from "../../../domain/text/Bounds.ts"
import { cutDescription } from "../../../domain/text/Cut.ts"
import { cleanText } from "../reading/CleanText.ts"
import { isValidDescription } from "../reading/Validity.ts"
import { elementsIn, named, outermost, textOf } from "../reading/Html.ts"
import { type CinemaDocument, sectionOf } from "./CinemaDocument.ts"
import { type JsonLd, textsIn, within } from "./JsonLd.ts"

/** The first valid text, clean; `summary` is what the page has in its head. */
export const filmText = (page: CinemaDocument, jsonLd: JsonLd, summary: string | undefined): string | undefined => {
  let left = mostJudged
  return [
    ...headings.map((heading) => under(heading, page)),
    ...quotes(page),
    ...proseIn(within(jsonLd["review"], "reviewBody")),
    ...proseIn(jsonLd["reviewBody"]),
    ...proseIn(jsonLd["description"]),
    summary ?? ""
  ]
    .filter((text) => (left -= text.length) >= 0)
    .map((text) => cutDescription(cleanText(text)))
    .find((text) => isValidDescription(text, "page"))
}

/** Characters of all texts that may be judged: a page has a few short ones that are none, and then the right one. */
const mostJudged = 3 * mostDescription

const proseIn = (value: unknown): ReadonlyArray<string> => textsIn(value, mostDescription)

const headings = [
  /^(onze )?recensie$/i,
  /^beschrijving$/i,
  /^(synopsis|samenvatting|inhoud|verhaal|over de (film|serie))$/i
]

/** Under a heading stands either a quotation that is the text, or paragraphs of which a quotation is a part. */
const under = (heading: RegExp, { elements, lineOf }: CinemaDocument): string => {
  const found = named(elements, "h2", "h3", "h4").find((element) => heading.test(lineOf(element).replace(/:$/, "")))
  if (found === undefined) return ""
  const section = sectionOf(found)
  const all = section.flatMap((element) => [element, ...elementsIn(element)])
  const quoted = textOf(outermost(named(all, "blockquote")), mostDescription)
  const beside = new Set(section)
  const written = outermost(named(all, "p").filter((element) => beside.has(element) || !isPart(element)))
    .map((element) => textOf([element], mostDescription))
    .filter((text) => text !== "")
    .join(" ")
  return written.length > quoted.length ? written : quoted
}

/** Whether a paragraph is part of a quotation or of a list. */
const isPart = (paragraph: Element): boolean => {
  for (let at = paragraph.parent; at !== null; at = at.parent)
    if ("name" in at && (at.name === "blockquote" || at.name === "dl" || at.name === "li")) return true
  return false
}

/** The longest first: a short one is a line lifted out of the text. */
const quotes = ({ elements }: CinemaDocument): ReadonlyArray<string> =>
  outermost(named(elements, "blockquote"))
    .map((element) => textOf([element], mostDescription))
    .filter((text) => text !== "")
    .sort((a, b) => b.length - a.length)
