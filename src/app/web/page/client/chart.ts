/** Drawings: a line of latencies, and columns over time. What they show is said in words too. */
import { s } from "./dom.ts"

const width = 240
const height = 40

/** The last values as a line with a point at its end; the same in words stands beside it. */
export const sparkline = (values: ReadonlyArray<number>): SVGSVGElement => {
  const most = Math.max(1, ...values)
  const place = (value: number, index: number) => {
    const x = values.length === 1 ? width : 2 + (index * (width - 6)) / (values.length - 1)
    return `${x.toFixed(1)},${(height - 4 - (value / most) * (height - 8)).toFixed(1)}`
  }
  const points = values.map(place)
  const [x = "0", y = "0"] = (points.at(-1) ?? "").split(",")
  return s(
    "svg",
    { class: "sparkline", viewBox: `0 0 ${width} ${height}`, "aria-hidden": true },
    s("polyline", { points: (points.length === 1 ? [`2,${y}`, ...points] : points).join(" ") }),
    s("circle", { cx: values.length === 1 ? width - 4 : x, cy: y, r: 3 })
  )
}

/** A column: parts of it from the bottom up. */
export interface Column {
  readonly parts: ReadonlyArray<{ readonly name: string; readonly value: number }>
  readonly title: string
}

const chartHeight = 100

/** Columns over time, as high as the highest. */
export const columns = (all: ReadonlyArray<Column>, most: number, words: string): SVGSVGElement => {
  const each = 10
  const drawn = all.map(({ parts, title }, index) => {
    const bars: Array<SVGElement> = []
    let under = 0
    for (const { name, value } of parts) {
      if (value <= 0) continue
      const tall = (value / most) * chartHeight
      const y = chartHeight - under - tall
      bars.push(
        s("rect", { class: name, x: index * each + 1, y: y.toFixed(2), width: each - 2, height: tall.toFixed(2) })
      )
      under += tall
    }
    return bars.length === 0 ? undefined : s("g", {}, s("title", {}, title), ...bars)
  })
  return s(
    "svg",
    {
      class: "columns",
      viewBox: `0 0 ${all.length * each} ${chartHeight}`,
      preserveAspectRatio: "none",
      role: "img",
      "aria-label": words
    },
    ...drawn
  )
}
