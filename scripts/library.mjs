/** Compiles the library into dist/library: modules, declarations and maps, and the files that are text inside the program. */
import { execFileSync } from "node:child_process"
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join, relative, resolve } from "node:path"
import { read } from "./assets.mjs"

const output = "dist/library"
execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.library.json"], { stdio: "inherit" })

const imports = /from "([^"]+)\?(text|bundle)"/g

for (const name of readdirSync(output, { recursive: true }).filter((name) => name.endsWith(".js"))) {
  const file = join(output, name)
  const code = readFileSync(file, "utf8")
  const wanted = [...code.matchAll(imports)]
  for (const [, path, kind] of wanted) {
    const source = resolve(dirname(name), path.replace(/\.js$/, ".ts"))
    const { text } = await read(`${source}?${kind}`)
    const target = join(dirname(file), `${path}.${kind}.js`)
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, `export default ${JSON.stringify(text)}\n`)
  }
  if (wanted.length > 0) writeFileSync(file, code.replace(imports, 'from "$1.$2.js"'))
}
console.log(`${relative(".", output)}: the library`)
