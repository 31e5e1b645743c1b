/** Runs the bundle in this very process, so that signals reach it; builds it first when a source is newer. */
import { spawnSync } from "node:child_process"
import { readdirSync, statSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const main = join(root, "dist", "main.js")
const inputs = ["package.json", "package-lock.json", join("scripts", "build.mjs"), join("scripts", "assets.mjs")]

const changed = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0

const newest = () => {
  const sources = readdirSync(join(root, "src"), { recursive: true }).map((name) => join("src", name))
  return Math.max(...[...inputs, ...sources].map((path) => changed(join(root, path))))
}

if (changed(main) < newest()) {
  const { status } = spawnSync(process.execPath, [join("scripts", "build.mjs")], { cwd: root, stdio: "inherit" })
  if (status !== 0) {
    console.error("npm start: the build failed; after `npm ci` (development dependencies included) it should not")
    process.exit(1)
  }
}
await import(new URL("../dist/main.js", import.meta.url).href)
