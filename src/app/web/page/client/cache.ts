/** Section "Cache": figures, search, one answer, delete it, look it up again. */
import type { UiData } from "../Data.ts"
import { at, button, h, keyed } from "./dom.ts"
import { ago, count, lasting, size, t } from "./language.ts"
import { card, type Facts } from "./result.ts"
import { type Kept, kept, listed, lookUpAnew, Refused, remove, story as storyOf } from "./service.ts"
import { story } from "./story.ts"
import * as Token from "./token.ts"
import { why } from "./why.ts"

const now: {
  data: UiData | undefined
  part: string
  rows: ReadonlyArray<Kept>
  /** Under which figures of the cache the list was read. */
  state: string
} = { data: undefined, part: "", rows: [], state: "" }

const told = (text: string) => {
  at("cache-told", HTMLElement).textContent = text
}

const figures = ({ cache }: UiData) =>
  [
    [t("cache.entries"), t("cache.of")(count(cache.entries), count(cache.maxEntries))],
    [t("cache.size"), t("cache.of")(size(cache.bytes), size(cache.maxBytes))],
    [t("cache.ttlFound"), lasting(cache.foundFor)],
    [t("cache.ttlNotFound"), lasting(cache.notFoundFor)],
    [t("cache.evictions"), count(cache.evictions)],
    [t("cache.damaged"), count(cache.damaged)],
    [t("cache.kind"), t(`cache.${cache.kind}`)]
  ] as const

/** Whether a reference of works knew it, so that Plex got more than what it had asked. */
const isBare = ({ tmdb, tvdb, released }: Kept): boolean => [tmdb, tvdb, released].some((fact) => fact !== undefined)

/** An answer that is kept, as a card tells it. */
export const factsOf = (entry: Kept): Facts => ({
  ...entry,
  text: entry.description,
  note:
    entry.status === "not_found"
      ? t(isBare(entry) ? "result.bare" : "result.notFound")
      : entry.description === undefined
        ? t("result.noText")
        : undefined
})

const time = () => now.data?.now ?? Date.now()

/** The places of an opened answer: the answer with its buttons, what came of pressing one, and a story. */
interface Places {
  readonly answer: HTMLElement
  readonly told: HTMLElement
  readonly after: HTMLElement
}

/** Deletes an answer. Its row stays, saying so, until the list is read again: the focus stays where it was. */
const forget = async (entry: Kept, { told }: Places) => {
  try {
    const done = await Token.withToken((token) => remove(entry.key, token))
    if (done === undefined) return
    const said = h("p", { class: "gone", role: "status", tabindex: -1 })
    told.closest("li")?.replaceChildren(said)
    said.textContent = t("cache.deleted")(entry.title)
    said.focus()
  } catch (error) {
    told.textContent = `${t("cache.failed")}: ${why(error)}`
  }
}

/** Has an answer looked up at once. */
const retry = async (entry: Kept, places: Places, pressed: HTMLButtonElement) => {
  const { after, told } = places
  pressed.disabled = true
  try {
    told.textContent = t("cache.retrying")(entry.title)
    const done = await Token.withToken((token) => lookUpAnew(entry.key, token))
    told.textContent = ""
    if (done === undefined) return
    const { from, story: id } = done.answer
    const fresh = await kept(entry.key)
    fill(fresh, places)
    if (id !== undefined) {
      const ofIt = await storyOf(id)
      after.replaceChildren(h("h4", {}, t("story.title")), story(ofIt.trace, ofIt))
      const { outcome } = ofIt.trace.ending
      told.textContent =
        from === "lookup" ? t("cache.retried")(entry.title, t(`outcome.${outcome}`)) : t("cache.kept")(entry.title)
    } else told.textContent = t("recent.elsewhere")(entry.title)
    places.answer.querySelector("button")?.focus()
  } catch (error) {
    told.textContent = `${t("cache.failed")}: ${why(error)}`
  } finally {
    pressed.disabled = false
  }
}

/** One answer with what can be done with it. */
const fill = (entry: Kept, places: Places) =>
  places.answer.replaceChildren(
    card(
      factsOf(entry),
      h("p", { class: "quiet small" }, t("cache.key"), ": ", h("code", {}, entry.key)),
      h(
        "p",
        { class: "quiet small" },
        `${t("cache.fetched")(ago(Date.parse(entry.fetchedAt), time()))} · ${t("cache.used")(ago(Date.parse(entry.lastAccessed), time()))}`
      )
    ),
    h("p", { class: "quiet small" }, t("cache.retryNote")),
    h(
      "div",
      { class: "actions" },
      button(t("cache.retry"), { class: "primary" }, (own) => void retry(entry, places, own)),
      button(t("cache.delete"), { class: "danger" }, () => void forget(entry, places))
    )
  )

const look = async ({ key }: Kept, places: Places) => {
  const { after, answer, told } = places
  told.textContent = ""
  after.replaceChildren()
  answer.replaceChildren(h("p", { class: "quiet" }, t("loading")))
  try {
    fill(await kept(key), places)
  } catch (error) {
    const gone = error instanceof Refused && error.status === 404
    answer.replaceChildren(h("p", { class: "quiet" }, gone ? t("cache.none") : why(error)))
  }
}

const row = (entry: Kept) => {
  const places = { answer: h("div"), told: h("p", { class: "told", role: "status" }), after: h("div") }
  const inside = h("div", { class: "inside" }, places.answer, places.told, places.after)
  const details = h("details", {}, h("summary"), inside)
  details.addEventListener("toggle", () => {
    if (details.open) void look(entry, places)
  })
  return h("li", { class: "card row" }, details)
}

const outcomeOf = (entry: Kept) =>
  entry.status === "found"
    ? entry.description === undefined
      ? ("noText" as const)
      : ("found" as const)
    : isBare(entry)
      ? ("bare" as const)
      : ("not_found" as const)

const summary = (entry: Kept) => [
  h("span", { class: "name" }, entry.title, entry.year !== undefined && h("span", { class: "year" }, ` ${entry.year}`)),
  h("span", { class: "chip", "data-outcome": outcomeOf(entry) }, t(`outcome.${outcomeOf(entry)}`)),
  h("span", { class: "quiet" }, `${t(entry.kind)} · ${t("cache.fetched")(ago(Date.parse(entry.fetchedAt), time()))}`)
]

const draw = () => {
  const list = at("cache-list", HTMLUListElement)
  keyed(list, now.rows, ({ key }) => key, row)
  for (const [index, entry] of now.rows.entries())
    list.children[index]?.querySelector("summary")?.replaceChildren(...summary(entry))
}

/** Keys hold titles in plain letters with hyphens between the words. */
const partOf = (typed: string) =>
  typed
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")

/** Whether an answer is open, or says that it was deleted. */
const isBeingRead = () => document.querySelector("#cache-list :is(details[open], .gone)") !== null

const list = async (announce: boolean) => {
  try {
    const { listed: rows } = await listed(now.part)
    // Something may have been opened or deleted since it was asked for.
    if (!announce && isBeingRead()) {
      now.state = ""
      return
    }
    now.rows = rows
    // A row that says that its answer was deleted is made anew, should there be one again.
    for (const gone of at("cache-list", HTMLUListElement).querySelectorAll("li:has(.gone)")) gone.remove()
    draw()
    if (announce || rows.length === 0)
      told(rows.length > 0 ? t("cache.listed")(rows.length) : t(now.part === "" ? "cache.empty" : "cache.none"))
  } catch (error) {
    told(`${t("cache.failed")}: ${why(error)}`)
  }
}

export const start = () => {
  const form = at("cache-form", HTMLFormElement)
  form.addEventListener("submit", (event) => {
    event.preventDefault()
    const typed = new FormData(form).get("part")
    now.part = partOf(typeof typed === "string" ? typed : "")
    void list(true)
  })
  Token.start()
}

/** The list is read again when the cache has changed, unless an answer is open, or says that it was deleted. */
export const show = (data: UiData) => {
  now.data = data
  Token.show(data)
  at("cache-figures", HTMLElement).replaceChildren(
    ...figures(data).map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value)))
  )
  const { entries, bytes } = data.cache
  const state = `${entries} ${bytes}`
  if (state !== now.state && !isBeingRead()) {
    now.state = state
    void list(false)
  }
}

/** What is open is told again. */
export const relabel = () => {
  told("")
  draw()
  for (const details of document.querySelectorAll("#cache-list details[open]"))
    details.dispatchEvent(new Event("toggle"))
}
