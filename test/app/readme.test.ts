/** What the documents and the files to start from say of the variables is what the service reads, with its defaults. */
import { assert, describe, it } from "@effect/vitest"
import { ConfigProvider, Effect } from "effect"
import { readdirSync, readFileSync } from "node:fs"
import { artefacts } from "../../scripts/settings/artefacts.ts"
import { load } from "../../src/app/Settings.ts"
import { all, ofCompose } from "../../src/app/settings/Groups.ts"
import { ofCommandLine } from "../../src/app/settings/Variables.ts"

const fileOf = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), "utf8")

interface Row {
  readonly name: string
  readonly fallback: string
}

/** What a table says of variables: names in the first column, defaults in the second. */
const rowsOf = (file: string, mark: string): ReadonlyArray<Row> => {
  const [, table = ""] = fileOf(file).split(new RegExp(`<!-- /?${mark} -->`))
  return table
    .split("\n")
    .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()))
    .flatMap(([, name = "", fallback = ""]) =>
      /^`[A-Z_]+`$/.test(name) ? [{ name: name.slice(1, -1), fallback }] : []
    )
}

/** Those that the service itself does not read. */
const elsewhere = new Set([...Object.values(ofCommandLine).map(({ about }) => about.name), ...Object.keys(ofCompose)])

const rows = () => rowsOf("docs/configuration.md", "variables").filter(({ name }) => !elsewhere.has(name))

/** The defaults as somebody would write them into the environment; `none` is no value. */
const written = () =>
  new Map(rows().flatMap(({ name, fallback }) => (fallback === "none" ? [] : [[name, fallback.replaceAll("`", "")]])))

/** The settings that an environment gives, and every variable that was asked for on the way. */
const settingsOf = (environment: ReadonlyMap<string, string>) => {
  const asked = new Set<string>()
  const { flattened } = ConfigProvider.fromMap(new Map(environment))
  const spying = ConfigProvider.makeFlat({
    load: (path, config, split) => {
      asked.add(path.join("_"))
      return flattened.load(path, config, split)
    },
    enumerateChildren: flattened.enumerateChildren,
    patch: flattened.patch
  })
  return Effect.map(Effect.withConfigProvider(load, ConfigProvider.fromFlat(spying)), (settings) => ({
    asked,
    settings: JSON.stringify(settings)
  }))
}

describe("the table of the configuration", () => {
  it.effect("names every variable that is read, once, and no other", () =>
    Effect.map(settingsOf(new Map()), ({ asked }) => {
      const names = rows().map(({ name }) => name)
      assert.isAbove(names.length, 20)
      assert.deepStrictEqual(names.toSorted(), [...asked].toSorted())
      const described = all.map(({ about }) => about.name).filter((name) => !elsewhere.has(name))
      assert.deepStrictEqual(names, described)
    })
  )

  it("is short in the README, and says the same there", () => {
    const short = rowsOf("README.md", "configuration")
    assert.isAbove(short.length, 8)
    assert.isBelow(short.length, 20)
    assert.deepStrictEqual(
      short,
      short.flatMap(({ name }) => rows().filter((row) => row.name === name))
    )
  })

  it.effect("states the defaults that hold", () =>
    Effect.gen(function* () {
      const { settings: without } = yield* settingsOf(new Map())
      const { settings: given } = yield* settingsOf(written())
      assert.strictEqual(given, without)
    })
  )

  it.effect("states a default for everything but secrets and the kind of cache", () =>
    Effect.sync(() => {
      const none = rows().flatMap(({ name, fallback }) => (fallback === "none" ? [name] : []))
      assert.deepStrictEqual(none.toSorted(), [
        "ADMIN_TOKEN",
        "CACHE_URL",
        "CONTACT",
        "HOSTS",
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        "OTEL_EXPORTER_OTLP_HEADERS",
        "OTEL_RESOURCE_ATTRIBUTES",
        "PLEX_TOKEN",
        "PLEX_URL",
        "POMS_API_KEY",
        "POMS_API_SECRET",
        "TMDB_API_KEY"
      ])
    })
  )
})

describe("what is said of the variables", () => {
  it("is said of all: nothing else reads one", () => {
    const folder = new URL("../../src", import.meta.url)
    const readers = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .map((name) => name.replaceAll("\\", "/"))
      .filter((name) => name.endsWith(".ts") && !name.startsWith("app/settings/"))
      .filter((name) => /\bConfig\.(?!all\b|Config\b|map\b)\w+\(|process\.env\b/.test(fileOf(`src/${name}`)))
    assert.deepStrictEqual(readers, [])
  })

  it.each(artefacts)("in $file is what `npm run settings` writes", ({ file, write }) => {
    assert.strictEqual(fileOf(file), write(fileOf(file)))
  })

  it("is a sentence: no capital at its beginning, no full stop, and code between two backticks", () => {
    for (const { about } of all) {
      assert.match(about.means, /^(?:`|[a-z])/, about.name)
      assert.match(about.means, /[^.\s]$/, about.name)
      assert.strictEqual(about.means.split("`").length % 2, 1, about.name)
      assert.notMatch(about.means, /\n/, about.name)
    }
  })

  it("names pages that exist", () => {
    const pages = readdirSync(new URL("../../docs", import.meta.url), { recursive: true }).map(String)
    for (const { about } of all)
      if (about.see !== undefined && !about.see.startsWith("https:"))
        assert.include(pages, about.see.split("#")[0] ?? "", about.name)
  })
})

describe("the files that people start from", () => {
  const named = (file: string, form: RegExp) => [...fileOf(file).matchAll(form)].map(([, name = ""]) => name)
  const known = [...all.map(({ about }) => about.name), ...Object.keys(ofCompose)]

  it("have every variable in env.example, once", () => {
    assert.deepStrictEqual(named("env.example", /^(?:# )?([A-Z][A-Z_]+)=/gm).toSorted(), known.toSorted())
  })

  it.effect("have values in env.example that can be used", () => {
    const given = [...fileOf("env.example").matchAll(/^(?:# )?([A-Z][A-Z_]+)=(.*)$/gm)]
    return Effect.asVoid(settingsOf(new Map(given.map(([, name = "", value = ""]) => [name, value]))))
  })

  it.each(["docker-compose.yml", "deploy/compose/replicas.yml", "deploy/compose/with-plex.yml"])(
    "pass the whole of .env on: %s",
    (file) => {
      assert.match(fileOf(file), /env_file:\n +- path: \.env\n +required: false\n/)
    }
  )

  it("have no line for a variable that nobody reads in docker-compose.yml and standalone.yml", () => {
    const lines = ["docker-compose.yml", "deploy/compose/standalone.yml"].flatMap((file) =>
      named(file, /\$\{([A-Z_]+)/g)
    )
    assert.isNotEmpty(lines)
    for (const name of lines) assert.include(known, name)
  })
})

describe("the tables of promises", () => {
  const promises = fileOf("docs/promises.md")
    .split("\n")
    .map((line) => line.split("|").map((cell) => cell.trim()))
    .flatMap(([, promise = "", test = ""]) => (test.includes("`") ? [{ promise, test }] : []))

  it("names tests that exist", () => {
    assert.isAbove(promises.length, 25)
    for (const { promise, test } of promises) {
      const files = [...test.matchAll(/`([\w./-]+\.test\.ts)`/g)].map(([, name = ""]) => name)
      assert.isNotEmpty(files, promise)
      const sources = files.map((name) => fileOf(`test/${name}`)).join("")
      // The faults have their names in a file of their own.
      const all = sources + fileOf("test/resilience/ailments.ts")
      for (const [, words = ""] of test.matchAll(/"([^"]+?)( …)?"/g)) assert.include(all, words, promise)
    }
  })
})
