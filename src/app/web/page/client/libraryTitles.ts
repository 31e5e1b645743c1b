/** Page "Library": its titles, a hundred at a time, with search and filters; each opens with its answer and its story. */
import { factsOf } from "./cache.ts"
import { all, at, button, type Child, h, keyed } from "./dom.ts"
import { t } from "./language.ts"
import { type Overview, type Title, titles as titlesFrom, type Wanted } from "./libraryService.ts"
import type { Trace } from "../../../../domain/lookup/Trace.ts"
import * as Overrides from "./overrides.ts"
import { type Repaired, repairOf } from "./repair.ts"
import { card, posterOf } from "./result.ts"
import { kept, Refused, story as storyOf } from "./service.ts"
import { story } from "./story.ts"

/** Titles that come at once. */
const portion = 100

interface Now {
  wanted: Wanted
  titles: ReadonlyArray<Title>
  total: number
  /** What is being read; a newer question ends it. */
  reading: AbortController | undefined
  refresh: (place: HTMLElement, key: string) => Promise<void>
}

const now: Now = {
  wanted: { filter: "all", library: "", search: "" },
  titles: [],
  total: 0,
  reading: undefined,
  refresh: async () => {}
}

const yearly = (title: string, year: number | undefined) => (year === undefined ? title : `${title} (${year})`)

/** Who is meant by a title of a library. One without a number is told from others by its name. */
const keyOf = ({ key, library, title, year }: Title) => `${library} ${key ?? `${title} ${year ?? ""}`}`

const thumb = ({ poster }: Title): Child => {
  const url = poster === undefined ? undefined : posterOf([{ type: "coverPoster", url: poster, title: undefined }])
  if (url === undefined) return undefined
  // The row says what it is of.
  const image = h("img", { class: "thumb", src: url, alt: "", referrerpolicy: "no-referrer", loading: "lazy" })
  image.addEventListener("error", () => image.remove())
  return image
}

const flags = (title: Title) => (["differs", "elsewhere", "locked", "override"] as const).filter((name) => title[name])

/** The colour of a chip; what is nobody's fault and needs nothing has none. */
const outcomes: Partial<Record<Title["standing"], string>> = {
  shown: "found",
  waiting: "incomplete",
  noText: "not_found",
  noPage: "not_found",
  open: "incomplete"
}

const found = ({ foundTitle, foundYear, nearest }: Title): string | undefined =>
  foundTitle !== undefined
    ? t("library.found")(yearly(foundTitle, foundYear))
    : nearest === undefined
      ? undefined
      : t("library.nearest")(yearly(nearest.title, nearest.year))

const summary = (title: Title): ReadonlyArray<Child> => {
  const other = found(title)
  return [
    thumb(title),
    h(
      "span",
      { class: "name" },
      title.title,
      title.year !== undefined && h("span", { class: "year" }, ` ${title.year}`)
    ),
    h("span", { class: "chip", "data-outcome": outcomes[title.standing] }, t(`standing.${title.standing}`)),
    ...flags(title).map((name) => h("span", { class: "chip" }, t(`library.${name}`))),
    other !== undefined && h("span", { class: "quiet" }, other)
  ]
}

const nothingIfGone = (error: unknown) => {
  if (error instanceof Refused && error.status === 404) return undefined
  throw error
}

/** What Plex does not show can be refreshed there; what is locked stays as it is. */
const refreshing = ({ key, locked, standing }: Title): ReadonlyArray<Child> => {
  if (key === undefined || locked || standing !== "waiting") return []
  const told = h("p", { class: "told", role: "status" })
  const go = button(t("keeping.refreshOne"), { "data-act": "refresh" }, () => void now.refresh(told, key))
  return [h("div", { class: "acts" }, h("div", { class: "actions" }, go), told)]
}

/** Another choice is seen in the list at once; how the title stands by it, when it is compared again. */
const repairing = (title: Title, trace: Trace | undefined): ReadonlyArray<Node> => {
  const { override, ratingKey } = title
  if (ratingKey === undefined) return []
  const changed: Repaired["changed"] = (override) => {
    now.titles = now.titles.map((one) => (keyOf(one) === keyOf(title) ? { ...one, override } : one))
    draw()
    void Overrides.ask()
  }
  return [repairOf({ ratingKey, override, trace, changed })]
}

/** Why it stands as it does, what is kept of it, and how that was found. */
const open = async (title: Title, place: HTMLElement) => {
  place.replaceChildren(h("p", { class: "quiet" }, t("loading")))
  try {
    const [entry, told] = await Promise.all([
      title.ratingKey === undefined ? undefined : kept(title.ratingKey).catch(nothingIfGone),
      title.story === undefined ? undefined : storyOf(title.story).catch(nothingIfGone)
    ])
    place.replaceChildren(
      h(
        "div",
        { class: "why" },
        h("p", {}, t(`library.why.${title.standing}`)),
        ...flags(title).map((name) => h("p", {}, t(`library.why.${name}`))),
        ...refreshing(title)
      ),
      ...(entry === undefined
        ? []
        : [card(factsOf(entry), h("p", { class: "quiet small" }, h("code", {}, entry.key)))]),
      ...(told === undefined
        ? title.standing === "notAsked"
          ? []
          : [h("p", { class: "quiet" }, t("library.noStory"))]
        : [h("h4", {}, t("story.title")), story(told.trace, told)]),
      ...repairing(title, told?.trace)
    )
  } catch (error) {
    place.replaceChildren(h("p", { class: "quiet" }, error instanceof Refused ? error.message : t("library.gone")))
  }
}

const titleWith = (key: string | null) => now.titles.find((title) => keyOf(title) === key)

const row = () => {
  const place = h("div", { class: "inside" })
  const details = h("details", {}, h("summary"), place)
  const own = h("li", { class: "card row" }, details)
  details.addEventListener("toggle", () => {
    const title = titleWith(own.getAttribute("data-key"))
    if (details.open && title !== undefined) void open(title, place)
  })
  return own
}

const draw = () => {
  const list = at("library-list", HTMLUListElement)
  keyed(list, now.titles, keyOf, row)
  for (const [index, title] of now.titles.entries()) {
    const head = list.children[index]?.querySelector("summary")
    const shown = JSON.stringify([document.documentElement.lang, title])
    // Pictures that are there stay what they are.
    if (head === null || head === undefined || head.dataset["shown"] === shown) continue
    head.dataset["shown"] = shown
    head.replaceChildren(...summary(title).filter((one) => one !== undefined && one !== false))
  }
  const told = at("library-count", HTMLElement)
  const words = now.total === 0 ? t("library.none") : t("library.count")(now.titles.length, now.total)
  if (told.textContent !== words) told.textContent = words
  const more = at("library-more", HTMLButtonElement)
  more.hidden = now.titles.length >= now.total
  more.textContent = t("library.more")(Math.min(portion, now.total - now.titles.length))
}

const failed = (error: unknown) => {
  if (error instanceof DOMException && error.name === "AbortError") return
  at("library-count", HTMLElement).textContent = error instanceof Refused ? error.message : t("library.gone")
}

/** Reads titles from a place in the list on. */
const readFrom = async (after: number) => {
  now.reading?.abort()
  const reading = new AbortController()
  now.reading = reading
  const { titles, total } = await titlesFrom(now.wanted, after, portion, reading.signal)
  now.titles = [...now.titles.slice(0, after), ...titles]
  now.total = total
  draw()
}

const again = () => readFrom(0).catch(failed)

/** The next ones; the focus goes to the first of them. */
const more = async () => {
  const own = at("library-more", HTMLButtonElement)
  const before = now.titles.length
  own.disabled = true
  try {
    await readFrom(before)
    at("library-list", HTMLUListElement).children[before]?.querySelector("summary")?.focus()
  } catch (error) {
    failed(error)
  } finally {
    own.disabled = false
  }
}

/** The libraries to choose from; what is chosen stays chosen. */
const offered = ({ libraries }: Overview) => {
  const select = at("library-form", HTMLFormElement).elements.namedItem("library")
  if (!(select instanceof HTMLSelectElement)) return
  const wanted = JSON.stringify(libraries.map(({ key, title }) => [key, title]))
  if (select.dataset["shown"] === wanted) return
  select.dataset["shown"] = wanted
  const chosen = select.value
  const [every] = select.options
  select.replaceChildren(
    ...(every === undefined ? [] : [every]),
    ...libraries.map(({ key, title }) => h("option", { value: key }, title))
  )
  select.value = libraries.some(({ key }) => key === chosen) ? chosen : ""
}

const wantedNow = (form: HTMLFormElement): Wanted => {
  const given = new FormData(form)
  const text = (name: string) => {
    const value = given.get(name)
    return typeof value === "string" ? value : ""
  }
  return { filter: text("filter"), library: text("library"), search: text("search").trim() }
}

/** Which titles are listed now. */
export const listed = (): Wanted => now.wanted

/** `refresh` has Plex refresh one title, and says in a place what came of it. */
export const start = (refresh: (place: HTMLElement, key: string) => Promise<void>) => {
  now.refresh = refresh
  const form = at("library-form", HTMLFormElement)
  const ask = () => {
    now.wanted = wantedNow(form)
    void again()
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault()
    ask()
  })
  for (const select of form.querySelectorAll("select")) select.addEventListener("change", ask)
  at("library-more", HTMLButtonElement).addEventListener("click", () => void more())
}

/** What was shown is shown anew, unless the reader has gone further down or has something open. */
export const show = (data: Overview, isNew: boolean) => {
  at("library-titles", HTMLElement).hidden = data.libraries.length === 0
  offered(data)
  const isRead = now.titles.length > portion || document.querySelector("#library-list details[open]") !== null
  if (data.libraries.length > 0 && isNew && !isRead) void again()
}

/** What is open is told again. */
export const relabel = () => {
  draw()
  for (const details of all("#library-list details[open]")) details.dispatchEvent(new Event("toggle"))
}
