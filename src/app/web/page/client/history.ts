/** Charts of answers and look-ups over time, with the same figures as a table. */
import type { UiData } from "../Data.ts"
import { columns } from "./chart.ts"
import { all, at, h, pressed } from "./dom.ts"
import { clock, count, t, took } from "./language.ts"

type Minute = UiData["minutes"][number]
type Range = "hour" | "hours"
const names = ["hits", "stale", "found", "notFound", "incomplete"] as const

const minute = 60_000
/** Columns of a minute for an hour; of ten minutes for six hours. */
const ranges = { hour: { length: minute, columns: 60 }, hours: { length: 10 * minute, columns: 36 } }

const now: { range: Range; data: UiData | undefined } = { range: "hour", data: undefined }

/** Minutes taken together: counts add up, times are the middle and the longest of theirs. */
const together = (at: number, minutes: ReadonlyArray<Minute>) => {
  const sum = (name: (typeof names)[number]) => minutes.reduce((total, one) => total + one[name], 0)
  const half = minutes.flatMap(({ p50 }) => p50 ?? []).toSorted((a, b) => a - b)
  const most = minutes.flatMap(({ p95 }) => p95 ?? [])
  return {
    at,
    hits: sum("hits"),
    stale: sum("stale"),
    found: sum("found"),
    notFound: sum("notFound"),
    incomplete: sum("incomplete"),
    p50: half[Math.floor((half.length - 1) / 2)],
    p95: most.length === 0 ? undefined : Math.max(...most)
  }
}

const slots = ({ now: time, minutes }: UiData, range: Range) => {
  const { length, columns } = ranges[range]
  const last = time - (time % length)
  return Array.from({ length: columns }, (_, index) => {
    const from = last - (columns - 1 - index) * length
    return together(
      from,
      minutes.filter((one) => one.at >= from && one.at < from + length)
    )
  })
}
type Slot = ReturnType<typeof slots>[number]

const inWords = (slot: Omit<Slot, "at">) =>
  t("chart.answersText")(slot.hits, slot.stale, slot.found, slot.notFound, slot.incomplete)
const timesInWords = ({ p50, p95 }: Pick<Slot, "p50" | "p95">) =>
  p50 === undefined || p95 === undefined ? t("chart.quiet") : t("chart.timesText")(took(p50), took(p95))

const figure = (
  title: string,
  drawing: Element,
  most: string,
  from: Slot | undefined,
  legend: Element,
  words: string
) =>
  h(
    "figure",
    {},
    h("figcaption", {}, h("strong", {}, title), h("span", { class: "quiet" }, words)),
    h("div", { class: "plot" }, h("span", { class: "most", "aria-hidden": true }, most), drawing),
    h(
      "p",
      { class: "axis", "aria-hidden": true },
      h("span", {}, from === undefined ? "" : clock(from.at)),
      h("span", {}, clock(now.data?.now ?? 0))
    ),
    legend
  )

const legend = (entries: ReadonlyArray<readonly [name: string, text: string]>) =>
  h(
    "ul",
    { class: "legend" },
    ...entries.map(([name, text]) => h("li", {}, h("span", { class: `swatch ${name}`, "aria-hidden": true }), text))
  )

const table = (filled: ReadonlyArray<Slot>) =>
  h(
    "table",
    {},
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        h("th", { scope: "col" }, t("chart.time")),
        ...names.map((name) => h("th", { scope: "col" }, t(`chart.${name}`))),
        h("th", { scope: "col" }, t("chart.p50")),
        h("th", { scope: "col" }, t("chart.p95"))
      )
    ),
    h(
      "tbody",
      {},
      ...filled.map((slot) =>
        h(
          "tr",
          {},
          h("th", { scope: "row" }, clock(slot.at)),
          ...names.map((name) => h("td", {}, count(slot[name]))),
          h("td", {}, slot.p50 === undefined ? "–" : took(slot.p50)),
          h("td", {}, slot.p95 === undefined ? "–" : took(slot.p95))
        )
      )
    )
  )

const totalOf = (slot: Slot) => names.reduce((total, name) => total + slot[name], 0)

const draw = () => {
  const { data, range } = now
  pressed(all("[data-range]"), (one) => one.dataset["range"] === range)
  if (data === undefined) return
  const shown = slots(data, range)
  const filled = shown.filter((slot) => totalOf(slot) > 0)
  const place = at("charts", HTMLElement)
  at("chart-table", HTMLElement).replaceChildren(filled.length === 0 ? h("p", {}, t("chart.quiet")) : table(filled))
  if (filled.length === 0) return place.replaceChildren(h("p", { class: "quiet" }, t("chart.quiet")))
  const whole = together(0, filled)
  const most = Math.max(...shown.map(totalOf))
  const longest = Math.max(1, ...shown.map(({ p95 = 0 }) => p95))
  const answers = columns(
    shown.map((slot) => ({
      title: `${clock(slot.at)}: ${inWords(slot)}`,
      parts: names.map((name) => ({ name, value: slot[name] }))
    })),
    most,
    inWords(whole)
  )
  const times = columns(
    shown.map((slot) => ({
      title: `${clock(slot.at)}: ${timesInWords(slot)}`,
      parts: [
        { name: "p50", value: slot.p50 ?? 0 },
        { name: "p95", value: (slot.p95 ?? 0) - (slot.p50 ?? 0) }
      ]
    })),
    longest,
    timesInWords(whole)
  )
  place.replaceChildren(
    figure(
      t("chart.answers"),
      answers,
      count(most),
      shown[0],
      legend(names.map((name) => [name, `${t(`chart.${name}`)}: ${count(whole[name])}`] as const)),
      ""
    ),
    figure(
      t("chart.times"),
      times,
      took(longest),
      shown[0],
      legend([
        ["p50", t("chart.p50")],
        ["p95", t("chart.p95")]
      ]),
      timesInWords(whole)
    )
  )
}

export const start = () => {
  for (const button of all("[data-range]"))
    button.addEventListener("click", () => {
      now.range = button.dataset["range"] === "hours" ? "hours" : "hour"
      draw()
    })
}

export const show = (data: UiData) => {
  now.data = data
  draw()
}
