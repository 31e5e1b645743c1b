/** What the documents point at exists: files, pictures, headings, scripts. */
import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

const project = fileURLToPath(new URL("../..", import.meta.url))
const textOf = (name: string) => readFileSync(join(project, name), "utf8")

const documents = [
  ...readdirSync(project).filter((name) => name.endsWith(".md")),
  ...readdirSync(join(project, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join("docs", name))
]

const decodePackage = Schema.decodeSync(
  Schema.parseJson(Schema.Struct({ scripts: Schema.Record({ key: Schema.String, value: Schema.String }) }))
)

const withoutCode = (text: string) => text.replace(/^```[\s\S]*?^```$/gm, "").replace(/`[^`\n]*`/g, "code")

/** The anchors of a document, as GitHub makes them of its headings. */
const anchorsOf = (name: string) =>
  textOf(name)
    .replace(/^```[\s\S]*?^```$/gm, "")
    .split("\n")
    .flatMap((line) => /^#{1,6} (.+)$/.exec(line)?.[1] ?? [])
    .map((heading) =>
      heading
        .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, "")
        .replaceAll(" ", "-")
    )

const linksOf = (name: string) =>
  [...withoutCode(textOf(name)).matchAll(/(?:\]\(|src=")([^)\s"]+)[)"]/g)]
    .map(([, target = ""]) => target)
    .filter((target) => !/^https?:/.test(target))

/** What is wrong with a link. */
const faultOf = (from: string, target: string): ReadonlyArray<string> => {
  const [path = "", anchor] = target.split("#")
  const file = path === "" ? from : join(dirname(from), path)
  if (!existsSync(join(project, file))) return [`${from}: there is no ${target}`]
  if (anchor === undefined || anchorsOf(file).includes(anchor)) return []
  return [`${from}: ${target} leads to no heading`]
}

describe("the documents", () => {
  it("link to files and headings that exist", () => {
    const links = documents.flatMap((name) => linksOf(name).map((target) => [name, target] as const))
    assert.isAbove(links.length, 50)
    assert.deepStrictEqual(
      links.flatMap(([name, target]) => faultOf(name, target)),
      []
    )
  })

  it("are all reached from the README", () => {
    const reached = new Set(["README.md"])
    for (const name of reached)
      for (const target of linksOf(name)) {
        const file = join(dirname(name), target.split("#")[0] ?? "")
        if (documents.includes(file)) reached.add(file)
      }
    assert.deepStrictEqual(
      documents.filter((name) => !reached.has(name)),
      []
    )
  })

  it("name scripts of npm that exist", () => {
    const { scripts } = decodePackage(textOf("package.json"))
    const named = documents.flatMap((name) =>
      [...textOf(name).matchAll(/\bnpm run ([\w:-]+)/g)].map(([, script = ""]) => `${name}: npm run ${script}`)
    )
    assert.isAbove(named.length, 10)
    assert.deepStrictEqual(
      named.filter((one) => !Object.keys(scripts).includes(one.split(" ").at(-1) ?? "")),
      []
    )
  })

  it("name files of the project that exist", () => {
    const files = documents.flatMap((name) =>
      [...textOf(name).matchAll(/`((?:test|deploy|scripts|examples|docker)\/[\w./-]+)`/g)].map(([, file = ""]) => file)
    )
    assert.isAbove(files.length, 10)
    assert.deepStrictEqual(
      files.filter((file) => !existsSync(join(project, file))),
      []
    )
  })

  it("have a README in Dutch with the same commands to start", () => {
    const commands = (name: string) =>
      textOf(name)
        .split("\n")
        .map((line) => line.replace(/ +#.*$/, ""))
        .filter((line) => /^(?:npm|docker) /.test(line))
    const english = commands("README.md")
    for (const command of commands("README.nl.md")) assert.include(english, command)
    assert.includeMembers(english, ["npm ci && npm start", "npm ci && npm test"])
  })
})
