/** The packed library in an empty folder: its types fit, the example runs, and nothing unused comes along. */
import { build } from "esbuild"
import { execFile } from "node:child_process"
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { promisify } from "node:util"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import { sources } from "../resilience/sources.ts"
import { everything, textOf, titleOf, year } from "../resilience/world.ts"

const run = promisify(execFile)
const folder = mkdtempSync(join(tmpdir(), "vpro-package-"))

/** What a failed command printed is the reason of the failure. */
const npm = (cwd: string, ...words: ReadonlyArray<string>) =>
  run("npm", [...words], { cwd, maxBuffer: 10_000_000 }).catch((error: { readonly stdout?: string }) => {
    throw new Error(`npm ${words.join(" ")}: ${error.stdout ?? String(error)}`)
  })

beforeAll(async () => {
  await npm(resolve("."), "run", "build")
  await npm(resolve("."), "run", "build:library")
  await npm(resolve("."), "pack", "--pack-destination", folder)
  const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz")) ?? "none"
  cpSync("examples/embed", folder, { recursive: true, filter: (path) => !/node_modules|build$/.test(path) })
  await npm(folder, "install", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts", join(folder, tarball))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What a bundler makes of a program that uses the library; `effect` stays outside. */
const bundled = async (code: string) => {
  writeFileSync(join(folder, "use.mjs"), code)
  const { outputFiles } = await build({
    entryPoints: [join(folder, "use.mjs")],
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    external: ["effect"]
  })
  return outputFiles.map(({ text }) => text).join("")
}

describe("the package", () => {
  it("type-checks and runs in a program of its own", async () => {
    const others = await sources(everything)
    try {
      await npm(folder, "run", "build")
      const title = titleOf("pakket")
      const { stdout } = await run(process.execPath, [join(folder, "build", "main.js"), title, String(year)], {
        env: { PATH: process.env["PATH"], POMS_API_BASE: others.of.poms.url }
      })
      const text = textOf(title)
      assert.deepStrictEqual(stdout.trim().split("\n"), [
        `first time, from lookup: ${text}`,
        `second time, from hit: ${text}`
      ])
      assert.strictEqual(others.asked(), 1)
    } finally {
      await others.close()
    }
  })

  it.each(["README.md", "docs/how-to/embedding.md"])("type-checks the program in %s", async (document) => {
    const [, code] = /^```ts\n([\s\S]*?)^```$/m.exec(readFileSync(document, "utf8")) ?? []
    assert.isDefined(code)
    writeFileSync(join(folder, "shown.ts"), code ?? "")
    await npm(folder, "run", "build")
  })

  it.each(["domain", "ports", "adapters", "app"])("/%s does nothing when it is only imported", async (part) => {
    const { stderr, stdout } = await run(process.execPath, ["-e", `import("vpro-cinema-plex/${part}")`], {
      cwd: folder,
      env: { PATH: process.env["PATH"] }
    })
    assert.deepStrictEqual([stdout, stderr], ["", ""])
  })

  it("leaves out what a program does not use", async () => {
    const code = await bundled('import { titleForm } from "vpro-cinema-plex/domain"; console.log(titleForm("De Dijk"))')
    assert.include(code, "titleForm")
    assert.notInclude(code, "MediaContainer", "no answers to Plex")
    assert.notInclude(code, "LookupFlights", "no look-up")
  })

  it("has declarations and maps that lead to the sources", () => {
    const root = join(folder, "node_modules", "vpro-cinema-plex", "dist", "library", "src")
    const names = readdirSync(root, { recursive: true, encoding: "utf8" })
    // Styles and texts have become modules too, of which there is no source in TypeScript.
    const modules = names.filter((name) => name.endsWith(".js") && !/\.(?:bundle|text)\.js$/.test(name))
    assert.isAbove(modules.length, 50)
    for (const name of modules) {
      assert.include(names, `${name}.map`)
      assert.include(names, name.replace(/\.js$/, ".d.ts"))
    }
  })
})
