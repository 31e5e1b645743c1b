/** Elements made and found. Text goes in as text: nothing that comes from elsewhere is ever read as HTML. */

type Attributes = Readonly<Record<string, string | number | boolean | undefined>>
export type Child = Node | string | undefined | false

const dressed = <E extends Element>(element: E, attributes: Attributes, children: ReadonlyArray<Child>): E => {
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : String(value))
  for (const child of children) if (child !== undefined && child !== false && child !== "") element.append(child)
  return element
}

/** An HTML element with attributes and children. */
export const h = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: ReadonlyArray<Child>
): HTMLElementTagNameMap[K] => dressed(document.createElement(tag), attributes, children)

/** An element of a drawing. */
export const s = <K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: ReadonlyArray<Child>
): SVGElementTagNameMap[K] => dressed(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children)

/** A button with what it does. */
export const button = (text: string, attributes: Attributes, press: (own: HTMLButtonElement) => void) => {
  const made = h("button", { type: "button", ...attributes }, text)
  made.addEventListener("click", () => press(made))
  return made
}

/** The element of the page with that id, which is of that type. */
export const at = <E extends Element>(id: string, type: new () => E): E => {
  const found = document.getElementById(id)
  if (found instanceof type) return found
  throw new Error(`the page has no such element: ${id}`)
}

/** Writes into an element, unless it says so already: what a screen reader has read is not read again. */
export const write = (id: string, words: string) => {
  const place = at(id, HTMLElement)
  if (place.textContent !== words) place.textContent = words
}

/** All elements that a selector finds. */
export const all = (selector: string): ReadonlyArray<HTMLElement> => [
  ...document.querySelectorAll<HTMLElement>(selector)
]

/**
 * Makes a list show these items in this order. An item that was there already keeps its element, so that what is open
 * stays open and what has the focus keeps it.
 */
export const keyed = <A>(
  list: Element,
  items: ReadonlyArray<A>,
  keyOf: (item: A) => string,
  make: (item: A) => HTMLElement
) => {
  const before = new Map([...list.children].map((child) => [child.getAttribute("data-key") ?? "", child]))
  const wanted = items.map((item) => {
    const key = keyOf(item)
    const element = before.get(key) ?? make(item)
    element.setAttribute("data-key", key)
    return element
  })
  const kept = new Set<Element>(wanted)
  for (const child of before.values()) if (!kept.has(child)) child.remove()
  for (const [index, element] of wanted.entries())
    if (list.children[index] !== element) list.insertBefore(element, list.children[index] ?? null)
}

/** Presses one button of a group in. */
export const pressed = (group: ReadonlyArray<HTMLElement>, isPressed: (one: HTMLElement) => boolean) => {
  for (const one of group) one.setAttribute("aria-pressed", String(isPressed(one)))
}
