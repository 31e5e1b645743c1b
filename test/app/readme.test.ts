/** The table of the configuration in the README says what the service reads, no more, no less, and with its defaults. */
import { assert, describe, it } from "@effect/vitest"
import { ConfigProvider, Effect } from "effect"
import { readFileSync } from "node:fs"
import { load } from "../../src/app/Settings.ts"

const fileOf = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), "utf8")

interface Row {
  readonly name: string
  readonly fallback: string
}

const rows = (): ReadonlyArray<Row> => {
  const [, table = ""] = fileOf("README.md").split(/<!-- \/?configuration -->/)
  return table
    .split("\n")
    .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()))
    .flatMap(([, name = "", fallback = ""]) =>
      /^`[A-Z_]+`$/.test(name) ? [{ name: name.slice(1, -1), fallback }] : []
    )
}

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

describe("the README's table of the configuration", () => {
  it.effect("names every variable that is read, once, and no other", () =>
    Effect.map(settingsOf(new Map()), ({ asked }) => {
      const names = rows().map(({ name }) => name)
      assert.isAbove(names.length, 20)
      assert.deepStrictEqual(names.toSorted(), [...asked].toSorted())
    })
  )

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
        "POMS_API_KEY",
        "POMS_API_SECRET",
        "TMDB_API_KEY"
      ])
    })
  )
})

describe("env.example and docker-compose.yml", () => {
  it.effect("name only variables that are read, and the port on the host", () =>
    Effect.map(settingsOf(new Map()), ({ asked }) => {
      const named = [
        ...[...fileOf("env.example").matchAll(/^(?:# )?([A-Z][A-Z_]+)=/gm)].map(([, name]) => name),
        ...[...fileOf("docker-compose.yml").matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name)
      ]
      assert.deepStrictEqual(
        named.filter((name) => name !== undefined && name !== "HOST_PORT" && !asked.has(name)),
        []
      )
    })
  )
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
