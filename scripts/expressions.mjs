/**
 * No regular expression in src takes longer than in proportion to what it reads: a checker (recheck) looks at each of
 * them. `expressions.json` holds those that may, each with the reason why that costs nothing; an exception that is no
 * longer needed is an error too.
 */
import { check } from "recheck"
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import ts from "typescript"

const exceptionsFile = "expressions.json"

/** Where a file holds an expression: its source and flags; without a source it is made of what is only known later. */
export const expressionsIn = (file, text) => {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const found = []
  const constants = new Map()
  const collect = (node) => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer !== undefined)
      constants.set(node.name.text, constants.has(node.name.text) ? undefined : node.initializer)
    ts.forEachChild(node, collect)
  }
  /** What an expression of the language is as a text, if that can be told from this file alone. */
  const written = (node, depth = 0) => {
    if (depth > 20 || node === undefined) return undefined
    if (ts.isStringLiteralLike(node)) return node.text
    if (ts.isParenthesizedExpression(node)) return written(node.expression, depth + 1)
    if (ts.isIdentifier(node)) return written(constants.get(node.text), depth + 1)
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken)
      return joined([written(node.left, depth + 1), written(node.right, depth + 1)])
    if (ts.isTemplateExpression(node))
      return joined([
        node.head.text,
        ...node.templateSpans.flatMap((span) => [written(span.expression, depth + 1), span.literal.text])
      ])
    return undefined
  }
  const add = (node, source, flags) => {
    const { line } = tree.getLineAndCharacterOfPosition(node.getStart())
    found.push({ file, line: line + 1, written: node.getText(), source, flags })
  }
  const visit = (node) => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf("/")
      add(node, node.text.slice(1, end), node.text.slice(end + 1))
    } else if (
      (ts.isNewExpression(node) || ts.isCallExpression(node)) &&
      ts.isIdentifier(node.expression) &&
      node.expression.text === "RegExp"
    ) {
      const [source, flags] = node.arguments ?? []
      const known = flags === undefined ? "" : written(flags)
      add(node, known === undefined ? undefined : written(source), known ?? "")
    }
    ts.forEachChild(node, visit)
  }
  collect(tree)
  visit(tree)
  return found
}

const joined = (parts) => (parts.includes(undefined) ? undefined : parts.join(""))

/** What is read is counted, not timed: a busy machine says the same. The seed is fixed for the same reason. */
const limits = {
  randomSeed: 1,
  attackLimit: 300_000_000,
  attackTimeout: null,
  incubationTimeout: null,
  seedingTimeout: null,
  timeout: null,
  maxRepeatCount: 250
}

/** Why an expression may take too long, or undefined. */
export const fault = async ({ source, flags }) => {
  if (source === undefined) return "is made of what is only known later, and cannot be checked"
  const found = await check(source, flags, limits)
  if (found.status === "safe") return undefined
  return found.status === "unknown"
    ? `could not be judged: ${found.error.kind}`
    : `takes ${found.complexity.summary} time`
}

const filesIn = (folder) =>
  readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)).replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".ts"))
    .sort()

/** Several at a time: each is judged by itself. */
const judged = async (expressions, atATime = 4) => {
  const faults = new Map()
  const left = [...expressions]
  const work = async () => {
    for (let one = left.pop(); one !== undefined; one = left.pop()) faults.set(one, await fault(one))
  }
  await Promise.all(Array.from({ length: atATime }, work))
  return expressions.flatMap((one) => (faults.get(one) === undefined ? [] : [{ ...one, fault: faults.get(one) }]))
}

const main = async () => {
  const exceptions = JSON.parse(readFileSync(exceptionsFile, "utf8"))
  const expressions = filesIn("src").flatMap((file) => expressionsIn(file, readFileSync(file, "utf8")))
  const found = await judged(expressions)
  const isExcepted = (one) => exceptions.some(({ file, expression }) => file === one.file && expression === one.written)
  const wrong = found.filter((one) => !isExcepted(one))
  for (const { file, line, written, fault } of wrong) console.error(`${file}(${line}): ${fault}: ${written}`)
  const unused = exceptions.filter(
    ({ file, expression }) => !found.some((one) => one.file === file && one.written === expression)
  )
  for (const { file, expression } of unused) console.error(`${exceptionsFile}: needless for ${file}: ${expression}`)
  console.log(`Looked at ${expressions.length} regular expressions, ${exceptions.length} excepted.`)
  process.exit(wrong.length === 0 && unused.length === 0 && expressions.length > 0 ? 0 : 1)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await main()
