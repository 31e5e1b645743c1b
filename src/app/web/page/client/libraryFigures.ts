/** Page "Library": the figures of each library as a bar, day by day, and as a table. */
import { columns } from "./chart.ts"
import { at, h, s } from "./dom.ts"
import { count, t } from "./language.ts"
import type { Overview, Sums } from "./libraryService.ts"

type Library = Overview["libraries"][number]
type Day = Library["history"][number]

export const standings = ["shown", "waiting", "withheld", "noText", "noPage", "open", "notAsked"] as const

const filledOf = (sums: Sums) => standings.filter((name) => sums[name] > 0)

const inWords = (sums: Sums) =>
  [
    t("library.sum")(sums.titles),
    ...filledOf(sums).map((name) => `${t(`standing.${name}`)}: ${count(sums[name])}`)
  ].join(", ")

/** Parts of one bar, side by side. */
const stack = (sums: Sums) => {
  let before = 0
  const parts = filledOf(sums).map((name) => {
    const width = (100 * sums[name]) / sums.titles
    const part = s("rect", { class: name, x: before.toFixed(3), y: 0, width: width.toFixed(3), height: 10 })
    before += width
    return part
  })
  return s(
    "svg",
    { class: "stack", viewBox: "0 0 100 10", preserveAspectRatio: "none", role: "img", "aria-label": inWords(sums) },
    ...parts
  )
}

const legend = (sums: Sums) =>
  h(
    "ul",
    { class: "legend" },
    ...filledOf(sums).map((name) =>
      h(
        "li",
        {},
        h("span", { class: `swatch ${name}`, "aria-hidden": true }),
        `${t(`standing.${name}`)}: ${count(sums[name])}`
      )
    )
  )

/** Days that are drawn; more would be thinner than a line. */
const mostDays = 90

const dayInWords = ({ day, shown, titles, waiting }: Day) =>
  t("library.day")(day, count(shown), count(waiting), count(titles))

/** One day says nothing about time. */
const overTime = (history: ReadonlyArray<Day>) => {
  const days = history.slice(-mostDays)
  const [first] = days
  const last = days.at(-1)
  if (first === undefined || last === undefined || days.length < 2) return undefined
  const drawn = columns(
    days.map((day) => ({
      title: dayInWords(day),
      parts: [
        { name: "shown", value: day.shown },
        { name: "waiting", value: day.waiting },
        { name: "rest", value: day.titles - day.shown - day.waiting }
      ]
    })),
    Math.max(1, ...days.map(({ titles }) => titles)),
    `${dayInWords(first)}; ${dayInWords(last)}`
  )
  drawn.classList.add("days")
  return h(
    "figure",
    {},
    h("figcaption", {}, h("strong", {}, t("library.over"))),
    h("div", { class: "plot" }, drawn),
    h("p", { class: "axis", "aria-hidden": true }, h("span", {}, first.day), h("span", {}, last.day))
  )
}

const bar = ({ history, sums, title, use }: Library) =>
  h(
    "div",
    { class: "card library-bar" },
    h("h4", {}, title),
    h(
      "p",
      { class: "quiet" },
      [t("library.sum")(sums.titles), t(`library.use.${use}`)].filter((one) => one !== "").join(". ")
    ),
    sums.titles > 0 && stack(sums),
    legend(sums),
    overTime(history)
  )

const columnsOf = [...standings, "differs", "elsewhere", "locked"] as const
const headOf = (name: (typeof columnsOf)[number]) =>
  name === "differs" || name === "elsewhere" || name === "locked" ? t(`library.${name}`) : t(`standing.${name}`)

const row = (name: string, sums: Sums) =>
  h(
    "tr",
    {},
    h("th", { scope: "row" }, name),
    h("td", {}, count(sums.titles)),
    ...columnsOf.map((column) => h("td", {}, count(sums[column])))
  )

const table = ({ libraries, together }: Overview) =>
  h(
    "table",
    {},
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        h("th", { scope: "col" }, t("library.name")),
        h("th", { scope: "col" }, t("library.titles")),
        ...columnsOf.map((name) => h("th", { scope: "col" }, headOf(name)))
      )
    ),
    h(
      "tbody",
      {},
      ...libraries.map(({ sums, title }) => row(title, sums)),
      ...(libraries.length > 1 ? [row(t("library.together"), together)] : [])
    )
  )

/** Shows the figures, as far as there are any. */
export const show = (data: Overview) => {
  at("library-figures", HTMLElement).hidden = data.libraries.length === 0
  at("library-bars", HTMLElement).replaceChildren(...data.libraries.map(bar))
  at("library-table", HTMLElement).replaceChildren(table(data))
}
