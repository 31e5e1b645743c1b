/** The one way in for the pages of others: parsed only within bounds, and read without looking at anything twice. */
import { load } from "cheerio/slim"
import {
  type ChildNode,
  type Document,
  DomHandler,
  type Element,
  hasChildren,
  isTag,
  isText,
  type ParentNode,
  Text
} from "domhandler"
import { Data, Either } from "effect"
import { Parser } from "htmlparser2"
import { deepestPage, mostPage, mostPageParts, mostTitle } from "../../../domain/text/Bounds.ts"

/** A page that is longer, deeper or fuller than any that was met; nothing of it was read. */
export class Unreadable extends Data.TaggedError("Unreadable")<{ readonly message: string }> {}

/**
 * Parses a page. The parser is stopped as soon as there is too much of something, since what it does with tags that are
 * never opened takes longer the deeper they stand.
 */
export const parseHtml = (html: string): Either.Either<Document, Unreadable> => {
  if (html.length > mostPage) return tooMuch(`longer than ${mostPage} characters`)
  if (isFull(html)) return tooMuch(`more than ${mostPageParts} tags`)
  const handler = new BoundedHandler()
  const parser = new Parser(handler)
  parser.write(html)
  if (handler.excess !== undefined) return tooMuch(handler.excess)
  parser.end()
  return handler.excess === undefined ? Either.right(handler.root) : tooMuch(handler.excess)
}

/** All elements below one, in the order of the page, or the first of them. */
export const elementsIn = (root: ParentNode, most = Number.POSITIVE_INFINITY): ReadonlyArray<Element> => {
  const found: Array<Element> = []
  const walk = (parent: ParentNode) => {
    for (const node of parent.children) {
      if (found.length >= most) return
      if (isTag(node)) found.push(node)
      if (isParent(node)) walk(node)
    }
  }
  walk(root)
  return found
}

/**
 * The elements of a page that a selector names, in the order of the page. For selectors that look at an element and at what it
 * stands in: one that looks at all that stands in an element (`:has`) or beside it (`~`) takes the square of the page.
 */
export const select = (root: Document, selector: string): ReadonlyArray<Element> =>
  load(root)(selector).toArray().filter(isTag)

/** All that some nodes stand in, up to the root. */
export const holdersOf = (nodes: Iterable<ChildNode>): ReadonlySet<ParentNode> => {
  const holders = new Set<ParentNode>()
  for (const node of nodes) for (let at = node.parent; at !== null && !holders.has(at); at = at.parent) holders.add(at)
  return holders
}

/** Takes elements, with all that stands in them, out of a tree. What a block kept apart stays apart. */
export const prune = (root: ParentNode, isDropped: (element: Element) => boolean): void => {
  const dropped = new Set<ChildNode>()
  for (const node of root.children) if (isTag(node) && isDropped(node)) dropped.add(node)
  if (dropped.size > 0) {
    const kept = root.children.map((node) => {
      if (!dropped.has(node)) return node
      const gap = new Text(isTag(node) && blocks.has(node.name) ? " " : "")
      gap.parent = root
      return gap
    })
    root.children = kept
    kept.forEach((node, at) => {
      node.prev = kept[at - 1] ?? null
      node.next = kept[at + 1] ?? null
    })
  }
  for (const node of root.children) if (isParent(node)) prune(node, isDropped)
}

/** Those of some elements that do not stand in another of them. */
export const outermost = (elements: ReadonlyArray<Element>): ReadonlyArray<Element> => {
  const all = new Set<ParentNode>(elements)
  const inside = new Map<ParentNode, boolean>()
  const isInside = (node: ParentNode | null): boolean => {
    if (node === null) return false
    const known = inside.get(node)
    if (known !== undefined) return known
    const found = all.has(node) || isInside(node.parent)
    inside.set(node, found)
    return found
  }
  return elements.filter((element) => !isInside(element.parent))
}

/** Whether an element stands in one that fits, or is one; for all elements of a page at once. */
export const within = (root: ParentNode, fits: (element: Element) => boolean): ReadonlySet<Element> => {
  const found = new Set<Element>()
  const walk = (parent: ParentNode, inside: boolean) => {
    for (const node of parent.children) {
      const isIn = inside || (isTag(node) && fits(node))
      if (isIn && isTag(node)) found.add(node)
      if (isParent(node)) walk(node, isIn)
    }
  }
  walk(root, false)
  return found
}

/** Those elements that have one of these names. */
export const named = (elements: ReadonlyArray<Element>, ...names: ReadonlyArray<string>): ReadonlyArray<Element> =>
  elements.filter(({ name }) => names.includes(name))

/** Whether an element has a class. */
export const hasClass = ({ attribs }: Element, name: string): boolean => {
  const names = attribs["class"]
  // Most elements have none, or others.
  return names !== undefined && names.includes(name) && names.split(/\s+/).includes(name)
}

/** The text of some nodes on one line, words of different blocks apart, cut behind `most` characters. */
export const textOf = (
  nodes: ReadonlyArray<ChildNode>,
  most: number,
  isLeftOut: (element: Element) => boolean = no
) => {
  const pieces: Array<string> = []
  let length = 0
  let spaced = true
  const add = (text: string) => {
    const piece = spaced && text.startsWith(" ") ? text.slice(1) : text
    if (piece === "") return
    pieces.push(piece)
    length += piece.length
    spaced = piece.endsWith(" ")
  }
  const walk = (node: ChildNode) => {
    if (length > most) return
    if (isText(node))
      for (let at = 0; at < node.data.length; at += longestRaw) {
        add(collapsed(node.data.slice(at, at + longestRaw)))
        if (length > most) return
      }
    if (!isTag(node) || isSilent(node) || isLeftOut(node)) return
    const apart = blocks.has(node.name)
    if (apart) add(" ")
    node.children.forEach(walk)
    if (apart) add(" ")
  }
  for (const node of nodes) walk(node)
  return pieces.join("").slice(0, most).trimEnd()
}

/**
 * The text of every element below `root` on one line, those longer than `most` cut one character behind it. Made in one
 * walk: the text of an element is that of its children.
 */
export const linesIn = (root: ParentNode, most: number): ReadonlyMap<Element, string> => {
  const lines = new Map<Element, string>()
  const walk = (parent: ParentNode): string => {
    let text = ""
    let spaced = false
    const add = (piece: string) => {
      if (piece === "" || text.length > most + 1) return
      text += spaced && piece.startsWith(" ") ? piece.slice(1) : piece
      spaced = piece.endsWith(" ")
    }
    for (const node of parent.children) {
      if (isText(node)) add(collapsed(node.data.slice(0, longestRaw)))
      if (!isTag(node)) continue
      const own = walk(node)
      lines.set(node, own.trim().slice(0, most + 1))
      if (isSilent(node)) continue
      const apart = blocks.has(node.name) ? " " : ""
      add(apart)
      add(own.slice(0, most + 2))
      add(apart)
    }
    return text
  }
  walk(root)
  return lines
}

/** A text that is no more than a line, such as what a picture is called. */
export const lineOfText = (text: string): string => flat(text.slice(0, longestRaw)).slice(0, mostTitle)

/** Text on one line. */
export const flat = (text: string): string => collapsed(text).trim()

/** Single spaces, nearly all white space there is, are left alone: replacing each by itself takes most of the time. */
const collapsed = (text: string): string => text.replace(/\s{2,}|[^\S ]/g, " ")

/** White space of one piece of text is not counted as text, yet somewhere there must be an end to it. */
const longestRaw = 10_000

const no = () => false

/** Most nodes are texts, and the question about children is a slow one. */
const isParent = (node: ChildNode): node is ChildNode & ParentNode => !isText(node) && hasChildren(node)

const isSilent = ({ name }: Element): boolean => name === "script" || name === "style"

/** Elements that stand apart from what surrounds them. */
const blocks: ReadonlySet<string> = new Set(
  (
    "address article aside blockquote br dd div dl dt figcaption figure h1 h2 h3 h4 h5 h6 header hr li main ol p pre " +
    "section table td th tr ul"
  ).split(" ")
)

const tooMuch = (message: string) => Either.left(new Unreadable({ message }))

/** Counts the signs of tags, those in scripts too: closing tags without an opening one leave no other trace. */
const isFull = (html: string): boolean => {
  let count = 0
  for (let at = html.indexOf("<"); at !== -1 && count <= mostPageParts; at = html.indexOf("<", at + 1)) count++
  return count > mostPageParts
}

/** Builds the tree until there is too much of it. */
class BoundedHandler extends DomHandler {
  excess: string | undefined
  #parts = 0
  #parser: Parser | undefined

  override onparserinit(parser: Parser): void {
    this.#parser = parser
    super.onparserinit(parser)
  }

  override onopentag(name: string, attribs: Record<string, string>): void {
    if (this.tagStack.length > deepestPage) this.#stop(`more than ${deepestPage} elements within each other`)
    this.#count()
    super.onopentag(name, attribs)
  }

  onattribute(): void {
    this.#count()
  }

  override ontext(data: string): void {
    this.#count()
    super.ontext(data)
  }

  #count(): void {
    if (++this.#parts > mostPageParts) this.#stop(`more than ${mostPageParts} elements, attributes and pieces of text`)
  }

  #stop(excess: string): void {
    this.excess ??= excess
    this.#parser?.pause()
  }
}
