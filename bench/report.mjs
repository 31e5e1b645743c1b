/** A run as Markdown, and the block of docs/benchmarks.md that is made of it. */
import { readFileSync, writeFileSync } from "node:fs"
import { format, resolveConfig } from "prettier"

const answers = new Map([
  [true, "yes"],
  [false, "**no**"]
])

const titles = {
  http: "Hot answers",
  cold: "Cold look-ups",
  start: "Start and memory",
  memory: "A million requests",
  library: "A library of films",
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

/** The figures that have a limit, folded away below one sentence. */
const digest = ({ figures, machine }) => {
  const bound = figures.filter(({ limit }) => limit !== "")
  const kept = bound.filter(({ holds }) => holds).length
  return [
    `Of ${bound.length} limits, ${kept} held on ${machine.date}. All figures are in \`bench/results.json\`; \`npm run bench\` measures`,
    "them on your machine. What one process, one Redis and several replicas carry: [scale](docs/scale.md).",
    "",
    "<details>",
    "<summary>The figures that have a limit</summary>",
    "",
    markdown({ figures: bound, machine }),
    "</details>"
  ].join("\n")
}

/** Puts the figures of a run between the marks in a file; whether the marks are there. */
export const insert = async (file, run) => {
  const text = readFileSync(file, "utf8")
  if (!block.test(text)) return false
  const filled = text.replace(block, (_, before, after) => `${before}\n${digest(run)}\n${after}`)
  writeFileSync(file, await format(filled, { ...(await resolveConfig(file)), filepath: file }))
  return true
}
