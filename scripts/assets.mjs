/**
 * Files as text inside the program: `import text from "./page.html?text"` is the file itself, `"./main.ts?bundle"` what a
 * browser gets of a script or style sheet: with everything it imports, and minified. One plugin for esbuild and for vite.
 */
import { build } from "esbuild"
import { readFile } from "node:fs/promises"
import { dirname, relative, resolve } from "node:path"

const asset = /\?(text|bundle)$/

/** The text, and the files that it was made of. */
export const read = async (id) => {
  const path = id.replace(asset, "")
  if (id.endsWith("?text")) return { text: await readFile(path, "utf8"), files: [path] }
  const { outputFiles, metafile } = await build({
    entryPoints: [path],
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: "esm",
    target: ["chrome111", "firefox113", "safari16.4"],
    legalComments: "none",
    logLevel: "warning"
  })
  const [output] = outputFiles
  return { text: output.text, files: Object.keys(metafile.inputs).map((file) => resolve(file)) }
}

/** For esbuild. */
export const assets = {
  name: "assets",
  setup(program) {
    program.onResolve({ filter: asset }, ({ path, resolveDir }) => ({
      // Relative: it goes into the source map, which is to be the same wherever it is built.
      path: relative(".", resolve(resolveDir, path)),
      namespace: "asset"
    }))
    program.onLoad({ filter: asset, namespace: "asset" }, async ({ path }) => {
      const { text, files } = await read(path)
      return { contents: text, loader: "text", watchFiles: files }
    })
  }
}

const prefix = "\0asset:"
// Vite would take a name that ends with .css for a style sheet, and empty it.
const hidden = (id) => prefix + Buffer.from(id).toString("hex")
const shown = (id) => Buffer.from(id.slice(prefix.length), "hex").toString()

/** For vite, hence for vitest. */
export const viteAssets = () => ({
  name: "assets",
  enforce: "pre",
  resolveId: (id, importer) =>
    asset.test(id) && importer !== undefined ? hidden(resolve(dirname(importer), id)) : undefined,
  load: async (id) =>
    id.startsWith(prefix) ? `export default ${JSON.stringify((await read(shown(id))).text)}` : undefined
})
