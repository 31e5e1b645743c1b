/**
 * The pages of the status page. One is shown at a time: the one that the address behind `#` names, or that holds what it
 * names. `#lookups` is a page, `#try` a place in it, and `#lookups/ID` the page with something of its own to show.
 *
 * A page is a `<section class="page" id="NAME" aria-labelledby="…">` in `parts/NAME.html` and a link to `#NAME` in the
 * menu. A module that has something to do when its page is opened says so with `whenOpened`.
 */
import { all, at } from "./dom.ts"
import { t } from "./language.ts"

/**
 * Takes what follows the name of the page in the address, none when nothing does. It may answer the place that the reader came for;
 * else that is the page.
 */
type Opened = (rest: string | undefined) => HTMLElement | undefined | void

const first = "overview"
const now: {
  page: HTMLElement | undefined
  /** What names the page in the title. */
  named: HTMLElement | undefined
  listeners: ReadonlyArray<readonly [name: string, opened: Opened]>
} = { page: undefined, named: undefined, listeners: [] }

const linkTo = (page: string) => all("nav.sections a").find((link) => link.getAttribute("href") === `#${page}`)

const isOffered = (page: HTMLElement) => linkTo(page.id)?.closest("li")?.hidden === false

/** The name in the address and what follows it. An address that nobody can read leads nowhere. */
const addressed = (): { readonly name: string; readonly rest: string | undefined } => {
  const [name = "", ...rest] = location.hash.slice(1).split("/")
  try {
    return { name, rest: rest.length === 0 ? undefined : decodeURIComponent(rest.join("/")) }
  } catch {
    return { name, rest: undefined }
  }
}

const headingOf = (place: HTMLElement) => place.querySelector<HTMLElement>("h2, h3") ?? place

/** What the reader came for has the focus, so that a screen reader reads on from there. */
const arrive = (place: HTMLElement) => {
  const heading = headingOf(place)
  heading.tabIndex = -1
  heading.focus({ preventScroll: true })
}

/** The title names the page, or what has an address of its own in it. */
const titled = (place: HTMLElement) => {
  document.title = t("title.of")(headingOf(place).textContent ?? "")
}

const show = (page: HTMLElement) => {
  for (const one of all("main > .page")) one.hidden = one !== page
  for (const link of all("nav.sections a"))
    if (link.getAttribute("href") === `#${page.id}`) link.setAttribute("aria-current", "page")
    else link.removeAttribute("aria-current")
  document.body.dataset["page"] = page.id
  now.page = page
}

/** Shows what the address names; what it does not know leads to the first page. */
const follow = (isFirst: boolean) => {
  const { name, rest } = addressed()
  const named = document.getElementById(name)
  const holding = named?.closest<HTMLElement>(".page")
  const isKnown = holding !== null && holding !== undefined && isOffered(holding)
  const page = isKnown ? holding : at(first, HTMLElement)
  const place = isKnown && named !== null && named !== page ? named : undefined
  show(page)
  now.named = page
  let own: HTMLElement | undefined
  for (const [one, opened] of now.listeners)
    if (one === page.id) own = opened(place === undefined ? rest : undefined) ?? own
  now.named = own ?? page
  titled(now.named)
  if (place === undefined) scrollTo({ top: 0, behavior: "instant" })
  else {
    const folded = place.querySelector(":scope > details")
    if (folded instanceof HTMLDetailsElement) folded.open = true
    place.scrollIntoView({ behavior: "instant" })
  }
  if (!isFirst) arrive(place ?? own ?? page)
}

/** Has something done whenever a page is opened, with what follows its name in the address. */
export const whenOpened = (name: string, opened: Opened) => {
  now.listeners = [...now.listeners, [name, opened]]
}

/** Puts a page into the menu, or takes it out. */
export const offer = (name: string, isOffering: boolean) => {
  const entry = linkTo(name)?.closest("li")
  if (entry === null || entry === undefined || entry.hidden === !isOffering) return
  entry.hidden = !isOffering
  // Whoever came for it before it was there, or is reading it while it goes.
  if (addressed().name === name) follow(true)
}

/** The name of the page that is shown. */
export const current = (): string => now.page?.id ?? first

/** Shows the page that the address names, now and whenever it changes. */
export const start = () => {
  follow(true)
  addEventListener("hashchange", () => follow(false))
  for (const link of all(".skip"))
    link.addEventListener("click", (event) => {
      // The address says which page this is, and is to go on doing so.
      event.preventDefault()
      at("main", HTMLElement).focus()
    })
}

/** The title is in the language of the page. */
export const relabel = () => {
  if (now.named !== undefined) titled(now.named)
}
