/** The text about a film on its page: the review before the description before what the page tells machines. */
import { cleanText } from "../../domain/text/Description.ts"
import { isValidDescription } from "../../domain/text/Validity.ts"
import { type CinemaDocument, sectionOf, textOf, textsOf } from "./CinemaDocument.ts"
import { type JsonLd, textsIn, within } from "./JsonLd.ts"

/** The first valid text, clean; `summary` is what the page has in its head. */
export const filmText = (page: CinemaDocument, jsonLd: JsonLd, summary: string | undefined): string | undefined =>
  [
    ...headings.map((heading) => under(heading, page)),
    ...quotes(page),
    ...textsIn(within(jsonLd["review"], "reviewBody")),
    ...textsIn(jsonLd["reviewBody"]),
    ...textsIn(jsonLd["description"]),
    summary ?? ""
  ]
    .map(cleanText)
    .find((text) => isValidDescription(text, "page"))

const headings = [
  /^(onze )?recensie$/i,
  /^beschrijving$/i,
  /^(synopsis|samenvatting|inhoud|verhaal|over de (film|serie))$/i
]

/** Under a heading stands either a quotation that is the text, or paragraphs of which a quotation is a part. */
const under = (heading: RegExp, { $, main }: CinemaDocument): string => {
  const found = main
    .find("h2, h3, h4")
    .filter((_, element) => heading.test(textOf($(element)).replace(/:$/, "")))
    .first()
  if (found.length === 0) return ""
  const section = sectionOf(found)
  const quoted = textOf(section.filter("blockquote").add(section.find("blockquote")))
  const paragraphs = section
    .filter("p")
    .add(section.find("p").filter((_, element) => $(element).closest("blockquote, dl, li").length === 0))
  const told = textsOf($, paragraphs).join(" ")
  return told.length > quoted.length ? told : quoted
}

/** The longest first: a short one is a line lifted out of the text. */
const quotes = ({ $, main }: CinemaDocument): ReadonlyArray<string> =>
  [...textsOf($, main.find("blockquote"))].sort((a, b) => b.length - a.length)
