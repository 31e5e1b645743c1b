/**
 * Type check of everything, and the Effect rules over src. `effect-rules.json` holds the rules, and the places that may
 * break one, each with its reason; an exception that is no longer needed is an error too.
 */
import { spawn } from "node:child_process"
import { readFileSync } from "node:fs"
import { relative } from "node:path"

const rulesFile = "effect-rules.json"
const { diagnosticSeverity, exceptions } = JSON.parse(readFileSync(rulesFile, "utf8"))

const run = (file, args) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [file, ...args], { stdio: ["ignore", "pipe", "inherit"] })
    const chunks = []
    child.stdout.on("data", (chunk) => chunks.push(chunk))
    child.on("error", reject)
    child.on("close", (code) => resolve({ code, output: Buffer.concat(chunks).toString("utf8") }))
  })

/** What runs in a browser has types of its own. */
const projects = [".", "src/app/web/page/client"]

const types = async (project) => {
  const { code, output } = await run("node_modules/typescript/bin/tsc", ["-p", project, "--pretty", "false"])
  process.stdout.write(output)
  return code === 0
}

const effects = async () => {
  const { output } = await run("node_modules/@effect/language-service/cli.js", [
    "diagnostics",
    `--project=${rulesFile}`,
    "--format=json",
    "--severity=error",
    `--lspconfig=${JSON.stringify({ diagnosticSeverity })}`
  ])
  const { diagnostics, summary } = JSON.parse(output)
  const found = diagnostics.map(({ file, line, column, name, message }) => {
    const path = relative(".", file).replaceAll("\\", "/")
    return { file: path, line, column, name, message }
  })
  const excused = ({ file, name }) => exceptions.some((one) => one.file === file && one.rule === name)
  const faults = found.filter((one) => !excused(one))
  for (const { file, line, column, name, message } of faults)
    console.error(`${file}(${line},${column}): error effect(${name}): ${message}`)
  const unused = exceptions.filter((one) => !found.some(({ file, name }) => one.file === file && one.rule === name))
  for (const { file, rule } of unused) console.error(`${rulesFile}: ${file} no longer breaks ${rule}`)
  if (summary.filesChecked === 0) console.error(`${rulesFile}: no file was checked`)
  return faults.length === 0 && unused.length === 0 && summary.filesChecked > 0
}

const results = await Promise.all([...projects.map(types), effects()])
process.exitCode = results.every(Boolean) ? 0 : 1
