/**
 * No layer of the composition can be left out unnoticed: each is taken out in turn, in memory, and the type check must then
 * complain. Prints what was taken out and how many complaints that gave; one without any is an error.
 */
import { readFileSync } from "node:fs"
import { resolve } from "node:path"
import ts from "typescript"

const composition = ["src/app/Layers.ts", "src/app/LibraryLayers.ts", "src/app/Replicas.ts"]
/** Where a missing service shows: a program must need nothing more. */
const programs = [
  ...composition,
  "src/app/Service.ts",
  "src/app/main.ts",
  "src/app/cli/Prepared.ts",
  "src/app/cli/PlexPrepared.ts",
  "src/app/cli.ts"
]

const config = ts.getParsedCommandLineOfConfigFile(
  "tsconfig.json",
  {},
  { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => {} }
)
/** Files whose text is another than on the disk, with how often it changed. */
const changed = new Map()
const versions = new Map()
const pathOf = (file) => resolve(file)
const textOf = (path) => changed.get(path) ?? ts.sys.readFile(path)
const service = ts.createLanguageService({
  getCompilationSettings: () => ({ ...config.options, noEmit: true, incremental: false }),
  getScriptFileNames: () => [...programs.map(pathOf), ...config.fileNames.filter((name) => name.endsWith(".d.ts"))],
  getScriptVersion: (path) => String(versions.get(path) ?? 0),
  getScriptSnapshot: (path) => {
    const text = textOf(path)
    return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text)
  },
  getCurrentDirectory: () => resolve("."),
  getDefaultLibFileName: ts.getDefaultLibFilePath,
  fileExists: ts.sys.fileExists,
  readFile: ts.sys.readFile,
  readDirectory: ts.sys.readDirectory,
  directoryExists: ts.sys.directoryExists,
  getDirectories: ts.sys.getDirectories
})

/** That a name is not used any more, which taking out brings about by itself. */
const unused = new Set([6133, 6192, 6196, 6198])

const complaints = () =>
  programs
    .flatMap((file) => service.getSemanticDiagnostics(pathOf(file)))
    .filter(({ category, code }) => category === ts.DiagnosticCategory.Error && !unused.has(code))

const write = (path, text) => {
  if (text === undefined) changed.delete(path)
  else changed.set(path, text)
  versions.set(path, (versions.get(path) ?? 0) + 1)
}

/** The layers that a file puts together: arguments of `Layer.merge`, `Layer.mergeAll` and `Layer.provideMerge`. */
const layersIn = (file) => {
  const text = readFileSync(file, "utf8")
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const found = []
  const visit = (node) => {
    const name = ts.isCallExpression(node) ? node.expression.getText() : ""
    if (name === "Layer.mergeAll" || name === "Layer.merge")
      for (const argument of node.arguments) found.push({ argument, without: "Layer.empty" })
    // Within a pipe it takes one argument, and without it what was there goes on as it is.
    if (name === "Layer.provideMerge" && node.arguments.length === 1)
      found.push({ argument: node.arguments[0], without: "Layer.empty" })
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return found.map(({ argument, without }) => ({
    file,
    layer: argument.getText().replace(/\s+/g, " ").slice(0, 70),
    text: text.slice(0, argument.getStart()) + without + text.slice(argument.getEnd())
  }))
}

const before = complaints()
if (before.length > 0) {
  console.error(`the type check complains already: ${ts.flattenDiagnosticMessageText(before[0].messageText, " ")}`)
  process.exit(1)
}
let unnoticed = 0
for (const { file, layer, text } of composition.flatMap(layersIn)) {
  write(pathOf(file), text)
  const { length } = complaints()
  write(pathOf(file), undefined)
  if (length === 0) unnoticed += 1
  console.log(`${length === 0 ? "NOT NOTICED" : `${length} complaints`.padEnd(11)} without ${layer} (${file})`)
}
process.exitCode = unnoticed === 0 ? 0 : 1
