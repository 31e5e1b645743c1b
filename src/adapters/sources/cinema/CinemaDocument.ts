/** A page of cinema.nl as it is read: words never glued together, and only what is about the page's own film. */
import { type Element, isTag, type ParentNode } from "domhandler"
import type { VproId } from "../../../domain/values/Media.ts"
import { mostTitle } from "../../../domain/text/Bounds.ts"
import { elementsIn, hasClass, holdersOf, linesIn, named, prune } from "../reading/Html.ts"

export interface CinemaDocument {
  readonly root: ParentNode
  /** The part of the page that is about its own film. */
  readonly main: ParentNode
  /** All elements of that part, in order. */
  readonly elements: ReadonlyArray<Element>
  /** The text of an element on one line; one that is too long for a line of facts is cut. */
  readonly lineOf: (element: Element) => string
}

/** Whether a page opens as a document and never closes: its end was lost on the way. */
export const isCutOff = (html: string): boolean => /<html[\s>]/i.test(html) && !/<\/html\s*>/i.test(html)

/** The page of film `id`, without navigation, forms, footers and everything about other films. Empties `root` of the rest. */
export const filmDocument = (root: ParentNode, id: VproId): CinemaDocument => {
  const titled = holdersOf(named(elementsIn(root), "h1"))
  prune(root, (element) => isAside(element) || (element.name === "header" && !titled.has(element)))
  const main = elementsIn(root).find((element) => element.name === "main" || element.attribs["role"] === "main") ?? root
  prune(
    main,
    (element) => hasClass(element, "CardList-item") || (element.name === "ul" && hasClass(element, "CardList"))
  )
  const isAnother = cardsOfOthers(elementsIn(main), id)
  prune(main, isAnother)
  const isElsewhere = sectionsElsewhere(main)
  prune(main, isElsewhere)
  return documentOf(root, main)
}

/** A page of which nothing is left out. */
export const documentOf = (root: ParentNode, main = root): CinemaDocument => {
  const lines = linesIn(main, mostTitle)
  return { root, main, elements: elementsIn(main), lineOf: (element) => lines.get(element) ?? "" }
}

/** What follows a heading until the next of its rank or above. */
export const sectionOf = (heading: Element): ReadonlyArray<Element> => {
  const own = following(heading)
  const { parent } = heading
  if (own.length > 0 || parent === null || !isTag(parent)) return own
  const ends = endsOf(heading)
  return followers(parent, (element) => ends(element) || elementsIn(element).some(ends))
}

const following = (heading: Element): ReadonlyArray<Element> => followers(heading, endsOf(heading))

const endsOf = ({ name }: Element) => {
  const upTo = new Set(ranks.slice(0, ranks.indexOf(name) + 1 || ranks.length))
  return (element: Element): boolean => upTo.has(element.name)
}

const ranks = ["h1", "h2", "h3", "h4", "h5", "h6"]

/** The elements beside one, behind it, up to the first that fits. */
export const followers = (element: Element, isEnd: (next: Element) => boolean): ReadonlyArray<Element> => {
  const found: Array<Element> = []
  for (let next = element.next; next !== null; next = next.next) {
    if (!isTag(next)) continue
    if (isEnd(next)) break
    found.push(next)
  }
  return found
}

const asideNames = new Set("script style noscript template svg nav footer form dialog".split(" "))

const isAside = ({ attribs, name }: Element): boolean =>
  asideNames.has(name) || attribs["role"] === "dialog" || attribs["role"] === "navigation"

/** Cards have a heading or a picture, and lead to another film. */
const cardsOfOthers = (elements: ReadonlyArray<Element>, id: VproId) => {
  const titled = holdersOf(named(elements, "h1"))
  const shown = holdersOf(named(elements, "h2", "h3", "h4", "img"))
  const leading = holdersOf(
    named(elements, "a").filter(({ attribs: { href = "" } }) => href.includes("/db/") && idIn(href) !== Number(id))
  )
  return (element: Element): boolean =>
    (element.name === "li" || element.name === "article" || hasClass(element, "Card")) &&
    !titled.has(element) &&
    shown.has(element) &&
    leading.has(element)
}

const idIn = (href: string): number => Number(/\/db\/(\d+)/.exec(href)?.[1])

/** Headings above other films, with what stands below them. */
const sectionsElsewhere = (main: ParentNode) => {
  const dropped = new Set<Element>()
  // Several headings at the end of one element have the same section, which may be long.
  const looked = new Map<ParentNode, Set<string>>()
  const lines = linesIn(main, mostTitle)
  for (const heading of named(elementsIn(main), "h2", "h3", "h4")) {
    if (!elsewhere.test(lines.get(heading) ?? "")) continue
    dropped.add(heading)
    const { name, parent } = heading
    const own = following(heading)
    if (own.length === 0 && parent !== null) {
      const before = looked.get(parent) ?? new Set()
      if (before.has(name)) continue
      looked.set(parent, before.add(name))
    }
    for (const element of own.length > 0 ? own : sectionOf(heading)) dropped.add(element)
  }
  return (element: Element): boolean => dropped.has(element)
}

/** Headings above lists of other films and of articles. */
const elsewhere =
  /^(meer\b|gerelateerd|verwant|(lees|bekijk|zie) ook|ook (interessant|leuk|te zien)|misschien|vergelijkbare|andere (films|series)|aanbevolen|nieuws\b|artikelen\b)/i
