/** Writes what is said of the variables into every file that tells of them: `npm run settings`. A test compares them. */
import { build } from "esbuild"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"

const folder = mkdtempSync(join(tmpdir(), "vpro-settings-"))
try {
  const outfile = join(folder, "artefacts.mjs")
  await build({
    entryPoints: ["scripts/settings/artefacts.ts"],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    logLevel: "warning",
    banner: { js: 'import{createRequire as nodeRequire}from"node:module";const require=nodeRequire(import.meta.url);' }
  })
  const { artefacts } = await import(pathToFileURL(outfile).href)
  for (const { file, write } of artefacts) {
    const before = readFileSync(file, "utf8")
    const after = write(before)
    if (after === before) continue
    writeFileSync(file, after)
    console.log(`${file}: written`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
