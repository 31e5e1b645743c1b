/** Sources and tests are TypeScript, which this Node may not run: they are bundled first. */
import { build } from "esbuild"
import { rmSync } from "node:fs"
import { basename, resolve } from "node:path"
import { pathToFileURL } from "node:url"

/** What a TypeScript module exports, by its path from the root of the project. */
export const load = async (path, plugins = []) => {
  const program = resolve(`node_modules/.cache/${basename(path)}-${process.pid}.mjs`)
  await build({
    entryPoints: [path],
    outfile: program,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    packages: "external",
    logLevel: "warning",
    plugins
  })
  try {
    return await import(pathToFileURL(program).href)
  } finally {
    rmSync(program)
  }
}
