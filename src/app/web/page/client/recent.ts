/** Section "Recent look-ups": the last hundred in a line each; each opens its story, and what can be done with it. */
import type { UiData } from "../Data.ts"
import { actionsOf } from "./actions.ts"
import { all, at, h, keyed, pressed } from "./dom.ts"
import { ago, lasting, t, took } from "./language.ts"
import { repairOf } from "./repair.ts"
import { Refused, story as storyOf } from "./service.ts"
import { story } from "./story.ts"

type Lookup = UiData["lookups"][number]

const filters = {
  all: () => true,
  found: ({ outcome }: Lookup) => outcome === "found" || outcome === "listed",
  noText: ({ outcome, text }: Lookup) => outcome === "found" && text === false,
  notFound: ({ outcome }: Lookup) => outcome === "not_found" || outcome === "bare",
  failed: ({ outcome }: Lookup) => outcome === "incomplete"
}
type Filter = keyof typeof filters
const isFilter = (text: string | undefined): text is Filter => text !== undefined && Object.hasOwn(filters, text)

const now: { filter: Filter; kind: string; search: string; data: UiData | undefined } = {
  filter: "all",
  kind: "all",
  search: "",
  data: undefined
}

/** Without accents and capitals, so that nobody need type them. */
const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()

const isSought = ({ found, title, year }: Lookup) =>
  [title, found?.title ?? "", String(year ?? ""), String(found?.year ?? "")].some((text) =>
    plain(text).includes(now.search)
  )

const isShown = (one: Lookup) =>
  filters[now.filter](one) && (now.kind === "all" || one.kind === now.kind) && isSought(one)

/** How a look-up ended, in a word or two. */
export const outcomeOf = ({ outcome, text }: Lookup) =>
  outcome === "found" && text === false ? t("outcome.noText") : t(`outcome.${outcome}`)

const read = async (id: string, place: HTMLElement) => {
  place.replaceChildren(h("p", { class: "quiet" }, t("loading")))
  try {
    const kept = await storyOf(id)
    const { ratingKey, trace } = kept
    place.replaceChildren(story(trace, kept), ...(ratingKey === undefined ? [] : [repairOf({ ratingKey, trace })]))
  } catch (error) {
    const gone = error instanceof Refused && error.status === 404
    place.replaceChildren(h("p", { class: "quiet" }, gone ? t("recent.forgotten") : t("try.gone")))
  }
}

const row = ({ id, ratingKey, title }: Lookup) => {
  const place = h("div")
  const acts = h("div")
  const details = h("details", {}, h("summary"), h("div", { class: "inside" }, acts, place))
  details.addEventListener("toggle", () => {
    if (!details.open) return
    acts.replaceChildren(actionsOf({ id, ratingKey, title }))
    void read(id, place)
  })
  return h("li", { class: "card row" }, details)
}

const titled = (title: string, year: number | undefined) => [
  title,
  year !== undefined && h("span", { class: "year" }, ` ${year}`)
]

const summary = (one: Lookup, time: number) => [
  h("span", { class: "name" }, ...titled(one.title, one.year)),
  ...(one.found === undefined
    ? []
    : [
        h(
          "span",
          { class: "found-as" },
          h("span", { "aria-hidden": true }, "→ "),
          h("span", { class: "unseen" }, `${t("recent.foundAs")} `),
          ...titled(one.found.title, one.found.year)
        )
      ]),
  h("span", { class: "chip", "data-outcome": one.outcome }, outcomeOf(one)),
  h(
    "span",
    { class: "quiet" },
    [
      one.kind === "series" ? t("series") : t("film"),
      ago(Date.parse(one.at), time),
      took(one.ms),
      ...(one.background ? [t("recent.background")] : [])
    ].join(" · ")
  )
]

/** How many titles these are: one may have been looked up several times. */
const titlesOf = (some: ReadonlyArray<Lookup>) =>
  new Set(some.map(({ kind, title, year }) => JSON.stringify([kind, title, year]))).size

const keyOf = ({ id, at }: Lookup) => `${at} ${id}`

/** What a failing source left open, while there is any. */
const open = ({ now: time, unsettled: { open: count, openSince = time } }: UiData) => {
  const line = at("recent-open", HTMLElement)
  const words = count === 0 ? "" : t("recent.open")(count, lasting(Math.max(0, time - openSince) / 1000))
  line.hidden = count === 0
  if (line.textContent !== words) line.textContent = words
}

const draw = () => {
  const { data } = now
  pressed(all("[data-filter]"), (one) => one.dataset["filter"] === now.filter)
  pressed(all("[data-kind]"), (one) => one.dataset["kind"] === now.kind)
  if (data === undefined) return
  open(data)
  const shown = data.lookups.filter(isShown)
  const list = at("recent-list", HTMLUListElement)
  keyed(list, shown, keyOf, row)
  for (const [index, one] of shown.entries())
    list.children[index]?.querySelector("summary")?.replaceChildren(...summary(one, data.now))
  const told = at("recent-told", HTMLElement)
  const words =
    data.lookups.length === 0
      ? t("recent.none")
      : shown.length === 0
        ? t("recent.noneOfKind")
        : t("recent.shown")(titlesOf(shown))
  if (told.textContent !== words) told.textContent = words
}

export const start = () => {
  for (const button of all("[data-filter]"))
    button.addEventListener("click", () => {
      const wanted = button.dataset["filter"]
      if (isFilter(wanted)) now.filter = wanted
      draw()
    })
  for (const button of all("[data-kind]"))
    button.addEventListener("click", () => {
      now.kind = button.dataset["kind"] ?? "all"
      draw()
    })
  const search = at("recent-search", HTMLInputElement)
  search.addEventListener("input", () => {
    now.search = plain(search.value.trim())
    draw()
  })
}

export const show = (data: UiData) => {
  now.data = data
  draw()
}

/** Stories that are open are told again. */
export const relabel = () => {
  for (const details of all("#recent-list details[open]")) details.dispatchEvent(new Event("toggle"))
}
