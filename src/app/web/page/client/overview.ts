/** Page "Overview": a few figures, and what was looked up last. */
import type { UiData } from "../Data.ts"
import { hashOf } from "./actions.ts"
import { at, h } from "./dom.ts"
import { ago, count, t } from "./language.ts"
import { outcomeOf } from "./recent.ts"

/** How many look-ups are shown here. */
const most = 5

const figures = ({ cache, library, minutes, sources }: UiData) => {
  const sum = (name: "found" | "notFound" | "incomplete") =>
    count(minutes.reduce((total, minute) => total + minute[name], 0))
  const asked = sources.filter(({ requests }) => requests > 0)
  const well = asked.filter(({ breaker }) => breaker === "closed")
  return [
    ...(library === undefined
      ? []
      : ([
          [t("overview.shown"), t("cache.of")(count(library.shown), count(library.titles))],
          [t("overview.waiting"), count(library.waiting)]
        ] as const)),
    [t("overview.kept"), count(cache.entries)],
    [t("overview.texts"), sum("found")],
    [t("overview.notFound"), sum("notFound")],
    [t("overview.failed"), sum("incomplete")],
    ...(asked.length === 0
      ? []
      : [[t("overview.sources"), t("cache.of")(count(well.length), count(asked.length))] as const])
  ] as const
}

const line = (one: UiData["lookups"][number], now: number) =>
  h(
    "li",
    {},
    h("a", { href: hashOf(one.id) }, one.title),
    one.year !== undefined && h("span", { class: "year" }, ` ${one.year}`),
    " ",
    h("span", { class: "chip", "data-outcome": one.outcome }, outcomeOf(one)),
    " ",
    h("span", { class: "quiet small" }, ago(Date.parse(one.at), now))
  )

export const show = (data: UiData) => {
  at("overview-figures", HTMLElement).replaceChildren(
    ...figures(data).map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value)))
  )
  at("latest-told", HTMLElement).textContent = data.lookups.length === 0 ? t("recent.none") : ""
  const list = at("latest-list", HTMLUListElement)
  // Links that are read, or have the focus, stay what they are.
  const key = data.lookups
    .slice(0, most)
    .map(({ at, id }) => `${at} ${id}`)
    .join()
  if (list.contains(document.activeElement) && list.dataset["shown"] === key) return
  list.dataset["shown"] = key
  list.replaceChildren(...data.lookups.slice(0, most).map((one) => line(one, data.now)))
}
