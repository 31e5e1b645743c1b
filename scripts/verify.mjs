/**
 * Checks the readers and rules against recorded material, which is not part of the project:
 * `npm run verify -- FOLDER`. Calls every function whose name begins with `verify` in scripts/verify/*.ts; each takes the
 * folder and answers a list of `{ name, passed, failed }`.
 */
import { build } from "esbuild"
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { pathToFileURL } from "node:url"
import { assets } from "./assets.mjs"

const shownFailures = 10
const data = process.argv[2]
if (data === undefined || statSync(data, { throwIfNoEntry: false })?.isDirectory() !== true) {
  console.error("npm run verify -- FOLDER: give the folder with the recorded material")
  process.exit(2)
}

const verifiers = async (folder) => {
  const files = readdirSync("scripts/verify").filter((file) => file.endsWith(".ts"))
  await build({
    entryPoints: files.map((file) => join("scripts/verify", file)),
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    logLevel: "warning",
    plugins: [assets],
    banner: { js: 'import{createRequire as nodeRequire}from"node:module";const require=nodeRequire(import.meta.url);' }
  })
  const found = []
  for (const file of readdirSync(folder)) {
    const module = await import(pathToFileURL(join(folder, file)).href)
    for (const [name, verify] of Object.entries(module))
      if (name.startsWith("verify") && typeof verify === "function") found.push({ name, verify })
  }
  return found
}

const folder = mkdtempSync(join(tmpdir(), "vpro-verify-"))
try {
  const results = []
  for (const { name, verify } of await verifiers(folder)) {
    try {
      for (const one of await verify(resolve(data))) results.push({ verifier: name, ...one })
    } catch (error) {
      results.push({ verifier: name, name: "(did not finish)", passed: 0, failed: [String(error?.stack ?? error)] })
    }
  }
  console.table(
    results.map(({ verifier, name, passed, failed }) => ({ verifier, check: name, passed, failed: failed.length }))
  )
  for (const { verifier, name, failed } of results.filter(({ failed }) => failed.length > 0)) {
    console.log(`\n${verifier}, ${name}:`)
    for (const what of failed.slice(0, shownFailures)) console.log(`  ${what}`)
    if (failed.length > shownFailures) console.log(`  … and ${failed.length - shownFailures} more`)
  }
  const sum = (of) => results.reduce((total, one) => total + of(one), 0)
  const failures = sum(({ failed }) => failed.length)
  console.log(`\n${sum(({ passed }) => passed)} hold, ${failures} do not`)
  process.exitCode = failures > 0 || results.length === 0 ? 1 : 0
} finally {
  rmSync(folder, { recursive: true, force: true })
}
