/** Runs the benchmarks: `npm run bench -- --help`. */
import { execFileSync } from "node:child_process"
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { cpus, loadavg, release, type } from "node:os"
import { dirname } from "node:path"
import { parseArgs } from "node:util"
import { cold } from "./cold.mjs"
import { http } from "./http.mjs"
import { library } from "./library.mjs"
import { memory } from "./memory.mjs"
import { pure } from "./pure.mjs"
import { insert, markdown } from "./report.mjs"
import { start } from "./start.mjs"
import { judge } from "./wanted.mjs"

const help = `npm run bench [-- [PART …] [--quick] [--json FILE] [--no-build] [--document]]

  PART         http, cold, start, memory, library, pure; all of them when none is named
  --quick      fewer and shorter rounds: a first look, no figures to publish
  --json FILE  where the run goes; bench/results/latest.json when left out
  --no-build   measures dist as it is
  --document   measures nothing: puts the run of bench/results.json (or --json FILE) into docs/benchmarks.md

The table goes to standard output, progress to standard error. Ends with 1 when a figure misses its limit.
`

const parts = {
  http: (quick, progress) => http({ rounds: quick ? 3 : 7, seconds: quick ? 1 : 4, progress }),
  cold: (quick, progress) => cold({ films: quick ? 50 : 200, perKind: quick ? 3 : 10, progress }),
  start: (quick, progress) =>
    start({ sizes: quick ? [0, 10_000] : [0, 10_000, 100_000], rounds: quick ? 2 : 5, progress }),
  memory: (quick, progress) => memory({ requests: quick ? 50_000 : 1_000_000, parts: 10, progress }),
  library: (quick, progress) => library({ titles: quick ? 2000 : 20_000, rounds: quick ? 1 : 3, progress }),
  pure: (quick, progress) => pure({ milliseconds: quick ? 200 : 2000, progress })
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    help: { type: "boolean", default: false },
    quick: { type: "boolean", default: false },
    json: { type: "string" },
    build: { type: "boolean", default: true },
    document: { type: "boolean", default: false }
  },
  allowNegative: true
})

const machine = () => ({
  date: new Date().toISOString().slice(0, 10),
  node: process.version,
  cpu: cpus()[0]?.model ?? "unknown",
  cores: cpus().length,
  system: `${type()} ${release()}`,
  load: loadavg()[0].toFixed(1)
})

const progress = (text) => process.stderr.write(`${text}\n`)

const measure = async (names) => {
  if (values.build) execFileSync(process.execPath, ["scripts/build.mjs"], { stdio: ["ignore", "inherit", "inherit"] })
  const on = machine()
  const results = {}
  for (const name of names) results[name] = await parts[name](values.quick, progress)
  const run = { machine: on, quick: values.quick, figures: judge(results), results }
  const file = values.json ?? "bench/results/latest.json"
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(run, null, 2)}\n`)
  process.stdout.write(markdown(run))
  const missed = run.figures.filter(({ holds }) => holds === false)
  progress(
    `${file}: ${missed.length} of ${run.figures.filter(({ holds }) => holds !== undefined).length} limits missed`
  )
  return missed.length === 0
}

const document = async () => {
  const run = JSON.parse(readFileSync(values.json ?? "bench/results.json", "utf8"))
  const found = await insert("docs/benchmarks.md", run)
  if (!found) progress("docs/benchmarks.md has no <!-- benchmarks --> … <!-- /benchmarks -->")
  return found
}

const unknown = positionals.filter((name) => !(name in parts))
if (values.help) process.stdout.write(help)
else if (unknown.length > 0) {
  process.stderr.write(`no such part: ${unknown.join(", ")}\n\n${help}`)
  process.exitCode = 2
} else if (
  !(values.document ? await document() : await measure(positionals.length > 0 ? positionals : Object.keys(parts)))
)
  process.exitCode = 1
