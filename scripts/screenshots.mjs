/** Pictures of the status page, with films that do not exist, into docs/images: `npm run screenshots`. */
import { build } from "esbuild"
import { mkdirSync, rmSync } from "node:fs"
import { resolve } from "node:path"
import { pathToFileURL } from "node:url"
import { assets } from "./assets.mjs"

const folder = resolve(process.argv[2] ?? "docs/images")
const program = resolve("node_modules/.cache/pictures.mjs")

await build({
  entryPoints: ["test/browser/pictures.ts"],
  outfile: program,
  bundle: true,
  platform: "node",
  target: "node20",
  format: "esm",
  packages: "external",
  logLevel: "warning",
  plugins: [assets]
})
mkdirSync(folder, { recursive: true })
try {
  const { take } = await import(pathToFileURL(program).href)
  await take(folder)
} finally {
  rmSync(program)
}
