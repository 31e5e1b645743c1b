/** Section "Cache": figures, search, one answer, delete it, look it up again. */
import type { UiData } from "../Data.ts"
import { at, button, h, keyed } from "./dom.ts"
import { ago, count, lasting, size, t } from "./language.ts"
import { card, type Facts } from "./result.ts"
import { type Kept, kept, listed, lookUp, Refused, remove, story as storyOf } from "./service.ts"
import { story } from "./story.ts"
import * as Token from "./token.ts"

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

const why = (error: unknown): string => {
  if (!(error instanceof Refused)) return t("try.gone")
  return error.status === 403 ? t("token.home") : error.message
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

/** Deletes an answer; the row goes, and the focus stays near. */
const forget = async (entry: Kept) => {
  try {
    if (!(await Token.withToken((token) => remove(entry.key, token)))) return
    told(t("cache.deleted")(entry.title))
    now.rows = now.rows.filter(({ key }) => key !== entry.key)
    draw()
    at("cache-form", HTMLFormElement).querySelector("input")?.focus()
  } catch (error) {
    told(`${t("cache.failed")}: ${why(error)}`)
  }
}

/** Deletes an answer and has it looked up at once. */
const retry = async (entry: Kept, place: HTMLElement, pressed: HTMLButtonElement) => {
  pressed.disabled = true
  try {
    if (!(await Token.withToken((token) => remove(entry.key, token)))) return
    told(t("cache.retrying")(entry.title))
    const { id, from } = await lookUp(entry.key, entry.kind)
    if (from === "hit") return told(t("cache.twin")(entry.title))
    const ofIt = await storyOf(id)
    const fresh = await kept(entry.key).catch(() => undefined)
    place.replaceChildren(
      ...inside(fresh ?? entry, place, fresh === undefined),
      h("h4", {}, t("story.title")),
      story(ofIt.trace, ofIt)
    )
    told(t("cache.retried")(entry.title, t(`outcome.${ofIt.trace.ending.outcome}`)))
    place.querySelector("button")?.focus()
  } catch (error) {
    told(`${t("cache.failed")}: ${why(error)}`)
  } finally {
    pressed.disabled = false
  }
}

/** One answer with what can be done with it; `gone` when nothing is kept any more. */
const inside = (entry: Kept, place: HTMLElement, gone = false): ReadonlyArray<HTMLElement> => [
  ...(gone
    ? []
    : [
        card(
          factsOf(entry),
          h("p", { class: "quiet small" }, t("cache.key"), ": ", h("code", {}, entry.key)),
          h(
            "p",
            { class: "quiet small" },
            `${t("cache.fetched")(ago(Date.parse(entry.fetchedAt), time()))} · ${t("cache.used")(ago(Date.parse(entry.lastAccessed), time()))}`
          )
        )
      ]),
  h("p", { class: "quiet small" }, t("cache.retryNote")),
  h(
    "div",
    { class: "actions" },
    button(t("cache.retry"), { class: "primary" }, (own) => void retry(entry, place, own)),
    ...(gone ? [] : [button(t("cache.delete"), { class: "danger" }, () => void forget(entry))])
  )
]

const look = async ({ key }: Kept, place: HTMLElement) => {
  place.replaceChildren(h("p", { class: "quiet" }, t("loading")))
  try {
    place.replaceChildren(...inside(await kept(key), place))
  } catch (error) {
    const gone = error instanceof Refused && error.status === 404
    place.replaceChildren(h("p", { class: "quiet" }, gone ? t("cache.none") : why(error)))
  }
}

const row = (entry: Kept) => {
  const place = h("div", { class: "inside" })
  const details = h("details", {}, h("summary"), place)
  details.addEventListener("toggle", () => {
    if (details.open) void look(entry, place)
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

const list = async (announce: boolean) => {
  try {
    const { listed: rows } = await listed(now.part)
    now.rows = rows
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
  Token.start(told)
}

/** The list is read again when the cache has changed, unless an answer is open. */
export const show = (data: UiData) => {
  now.data = data
  Token.show(data)
  at("cache-figures", HTMLElement).replaceChildren(
    ...figures(data).map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value)))
  )
  const { entries, bytes } = data.cache
  const state = `${entries} ${bytes}`
  const isOpen = document.querySelector("#cache-list details[open]") !== null
  if (state !== now.state && !isOpen) {
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
