/** Sources and tests are TypeScript, which this Node may not run: they are bundled first. */
import { build } from "esbuild"
import { rmSync } from "node:fs"
import { resolve } from "node:path"
import { pathToFileURL } from "node:url"

/** A TypeScript module of this folder, ready for use. */
export const load = async (file) => {
  const program = resolve(`node_modules/.cache/bench-${file}-${process.pid}.mjs`)
  await build({
    entryPoints: [`bench/${file}`],
    outfile: program,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    packages: "external",
    logLevel: "warning"
  })
  try {
    return await import(pathToFileURL(program).href)
  } finally {
    rmSync(program)
  }
}
