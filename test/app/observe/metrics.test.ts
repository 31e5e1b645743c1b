/** The metrics keep the rules of Prometheus, and what is made of them names only what there is. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { readFileSync } from "node:fs"
import { type Family, parse } from "./exposition.ts"
import { service } from "../stage.ts"

const metricsOf = (ask: (path: string) => Effect.Effect<{ readonly text: string }, Error>) =>
  Effect.map(ask("/metrics"), ({ text }) => parse(text))

/** Asks in all ways that people and strangers think of; `name` makes it other titles each time. */
const load = (name: string) =>
  Effect.gen(function* () {
    const { ask, match } = yield* service(() => undefined, { TMDB_API_KEY: "0123456789abcdef0123456789abcdef" })
    const key = `vpro-${name}-1999-none-m`
    const metadata = `/library/metadata/${key}`
    for (const root of ["", "/movies", "/tv", "/series"]) {
      yield* ask(root === "" ? "/" : root)
      yield* match(root, { type: root === "" || root === "/movies" ? 1 : 2, title: name, year: 1999 })
      for (const path of ["", "/images", "/extras", "/children", "/grandchildren"])
        yield* ask(`${root}${metadata}${path}?x=${name}`)
    }
    for (const path of [
      "/health",
      "/health/ready",
      `/test?title=${name}`,
      `/traces/${name}`,
      `/cache?pattern=${name}`,
      `/${name}`,
      `/${name}/../../etc/passwd`,
      `/movies/library/metadata/${"x".repeat(300)}`,
      "/test"
    ])
      yield* ask(path)
    yield* ask(`/cache/delete?key=${key}`, { method: "POST" })
    for (const method of ["PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "PROPFIND"]) yield* ask(metadata, { method })
    yield* ask("/movies/library/metadata/matches", { method: "POST", body: `{"${name}` })
    return yield* metricsOf(ask)
  }).pipe(Effect.scoped)

const units = /_(seconds|bytes|total|info|entries|state|limit|way|waiting|open|fds)$/

describe("metrics", () => {
  it.live("are well formed, explained and in base units", () =>
    Effect.map(load("deksels"), (families) => {
      assert.isAbove(families.length, 20)
      const seen = new Set<string>()
      for (const { help, name, series, type } of families) {
        assert.match(name, /^[a-z][a-z0-9_]*$/)
        assert.match(help, /^[A-Z].{10,}/, `${name} is explained`)
        assert.include(["counter", "gauge", "histogram"], type, name)
        assert.strictEqual(type === "counter", name.endsWith("_total"), `${name}: counters, and they alone, are totals`)
        assert.match(name, units, `${name} says what it counts`)
        assert.isAbove(series.length, 0, name)
        for (const { labels, name: own, value } of series) {
          const id = `${own}{${[...labels].map((pair) => pair.join("=")).join()}}`
          assert.notInclude(seen, id, "twice")
          seen.add(id)
          if (type !== "gauge") assert.isAtLeast(value, 0, id)
        }
      }
    })
  )

  it.live("have histograms that add up", () =>
    Effect.map(load("optellen"), (families) => {
      const histograms = families.filter(({ type }) => type === "histogram")
      assert.isAbove(histograms.length, 2)
      for (const { name, series } of histograms) {
        const of = new Map<string, Map<string, number>>()
        for (const { labels, name: own, value } of series) {
          const rest = [...labels]
            .filter(([label]) => label !== "le")
            .map((pair) => pair.join("="))
            .join()
          const part = own === `${name}_bucket` ? `le ${labels.get("le")}` : own.slice(name.length + 1)
          of.set(rest, (of.get(rest) ?? new Map<string, number>()).set(part, value))
        }
        for (const [rest, parts] of of) {
          const buckets = [...parts].filter(([part]) => part.startsWith("le "))
          const bounds = buckets.map(([part]) => Number(part.slice(3).replace("+Inf", "Infinity")))
          assert.deepStrictEqual(
            bounds,
            bounds.toSorted((a, b) => a - b),
            `${name}{${rest}}`
          )
          const counts = buckets.map(([, count]) => count)
          assert.deepStrictEqual(
            counts,
            counts.toSorted((a, b) => a - b),
            `${name}{${rest}} is cumulative`
          )
          assert.strictEqual(parts.get("le +Inf"), parts.get("count"), `${name}{${rest}}`)
          assert.include([...parts.keys()], "sum", `${name}{${rest}}`)
        }
      }
    })
  )

  it.live("do not grow with titles, keys, paths and methods", () =>
    Effect.gen(function* () {
      const count = (families: ReadonlyArray<Family>) => families.reduce((sum, { series }) => sum + series.length, 0)
      const first = count(yield* load("eerste"))
      const names = Array.from({ length: 5 }, (_, index) => `volgende${index}`)
      yield* Effect.forEach(names, load)
      assert.strictEqual(count(yield* load("laatste")), first)
    })
  )
})

const fileOf = (name: string) => readFileSync(new URL(`../../../${name}`, import.meta.url), "utf8")

/** The metrics that expressions in PromQL name: words with an underscore that are not labels, functions or variables. */
const named = (expressions: ReadonlyArray<string>) =>
  new Set(
    expressions.flatMap((expression) =>
      [
        ...expression
          .replace(/"[^"]*"|\$\w+|\b(?:by|without|on|ignoring)\s*\([^)]*\)|\{[^}]*\}/g, " ")
          .matchAll(/\b[a-z]+(?:_[a-z]+)+\b(?!\s*\()/g)
      ].map(([name]) => name)
    )
  )

/** The labels that an expression selects or groups by. */
const labelsIn = (expression: string) =>
  [...expression.matchAll(/\{([^}]*)\}|\bby\s*\(([^)]*)\)/g)].flatMap(([, chosen = "", grouped = ""]) => [
    ...[...chosen.matchAll(/(\w+)\s*(?:=|!)/g)].map(([, label = ""]) => label),
    ...grouped
      .split(",")
      .map((label) => label.trim())
      .filter((label) => label !== "")
  ])

const all = <A>(name: string, of: (text: string) => ReadonlyArray<A>) => of(fileOf(name))

describe("what is made of them", () => {
  const dashboard = all("deploy/grafana/vpro-cinema-plex.json", (text) =>
    [...text.matchAll(/"expr":\s*"((?:[^"\\]|\\.)*)"/g)].map(([, expression = ""]) => expression.replaceAll('\\"', '"'))
  )
  const alerts = all("deploy/prometheus/alerts.yml", (text) =>
    [...text.matchAll(/^\s*expr: (.+)$/gm)].map(([, expression = ""]) => expression)
  )

  it.live("names only metrics that there are", () =>
    Effect.map(load("paneel"), (families) => {
      const known = new Set(families.flatMap(({ name, series }) => [name, ...series.map((one) => one.name)]))
      for (const expressions of [dashboard, alerts]) {
        assert.isAbove(named(expressions).size, 3)
        for (const name of named(expressions)) assert.include([...known], name)
      }
    })
  )

  it.live("asks only for labels that they have", () =>
    Effect.map(load("etiket"), (families) => {
      for (const expression of [...dashboard, ...alerts]) {
        const own = [...named([expression])].filter((name) => name !== "up")
        const has = new Set(
          own.flatMap((name) =>
            families.flatMap(({ series }) =>
              series.filter((one) => one.name === name).flatMap(({ labels }) => [...labels.keys()])
            )
          )
        )
        for (const label of labelsIn(expression))
          if (own.length > 0) assert.include(["job", "instance", ...has], label, expression)
      }
    })
  )

  it.live("tells in docs/observability.md which labels each has", () =>
    Effect.map(load("kolom"), (families) => {
      const rows = [...fileOf("docs/observability.md").matchAll(/^\| `([a-z_]+)` +\|([^|]*)\|/gm)]
      for (const [, name = "", cell = ""] of rows) {
        const series = families.find((family) => family.name === name)?.series ?? []
        const labels = new Set(series.flatMap((one) => [...one.labels.keys()].filter((label) => label !== "le")))
        assert.sameMembers(
          [...cell.matchAll(/`(\w+)`/g)].map(([, label]) => label),
          [...labels],
          name
        )
      }
    })
  )

  it.live("explains all of them in docs/observability.md", () =>
    Effect.map(load("uitleg"), (families) => {
      const explained = [...fileOf("docs/observability.md").matchAll(/^\| `([a-z_]+)`/gm)].map(([, name = ""]) => name)
      assert.sameMembers(
        explained,
        families.map(({ name }) => name)
      )
    })
  )
})
