/** A run as Markdown, and the block of the README that is made of it. */
import { readFileSync, writeFileSync } from "node:fs"

const answers = new Map([
  [true, "yes"],
  [false, "**no**"]
])

const titles = {
  http: "Hot answers",
  cold: "Cold look-ups",
  start: "Start and memory",
  memory: "A million requests",
  pure: "Pure parts"
}

const row = (cells) => `| ${cells.join(" | ")} |`

export const markdown = ({ figures, machine }) =>
  [
    `${machine.date}, Node ${machine.node}, ${machine.cpu} (${machine.cores} cores), ${machine.system}, load ${machine.load} at the start.`,
    ...[...new Set(figures.map(({ part }) => part))].flatMap((part) => [
      "",
      row([titles[part], "measured", "wanted", "holds"]),
      row(["---", "---:", "---:", "---"]),
      ...figures
        .filter((one) => one.part === part)
        .map(({ holds, limit, name, value }) => row([name, value, limit, answers.get(holds) ?? ""]))
    ]),
    ""
  ].join("\n")

const block = /(<!-- benchmarks -->\n)[\s\S]*?(\n<!-- \/benchmarks -->)/

/** Puts the figures of a run between the marks in a file; whether the marks are there. */
export const insert = (file, run) => {
  const text = readFileSync(file, "utf8")
  if (!block.test(text)) return false
  writeFileSync(
    file,
    text.replace(block, (_, before, after) => `${before}\n${markdown(run)}${after}`)
  )
  return true
}
