/** Checks the readers of search engines against recorded pages. */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { Effect, Schema } from "effect"
import { duckDuckGoTargets } from "../../src/adapters/sources/websearch/DuckDuckGo.ts"
import { startpageTargets } from "../../src/adapters/sources/websearch/Startpage.ts"
import * as WebSearch from "../../src/adapters/sources/websearch/WebSearch.ts"
import { vproAddress } from "../../src/domain/values/VproAddress.ts"
import type { HttpAnswer } from "../../src/ports/HttpPort.ts"
import { standIn } from "../../test/stand-ins/http.ts"

interface Verdict {
  readonly name: string
  readonly passed: number
  readonly failed: Array<string>
}

type Outcomes = ReadonlyArray<readonly [what: string, holds: boolean]>

/** Every check over the folder with the recorded material. */
export const verifyWebSearch = async (dataDir: string): Promise<Array<Verdict>> => [
  verdict("targets behind links", unwrapping(dataDir)),
  verdict("pages with films and series", [...derived(dataDir, duckFilms), ...derived(dataDir, startFilms)]),
  verdict("pages with results", await pages(dataDir, listing)),
  verdict("pages without results", await pages(dataDir, without)),
  verdict("challenges and walls", [...(await pages(dataDir, walls)), ...(await startpageMarks(dataDir))]),
  verdict("neither results nor a word about them", await unmarked(dataDir))
]

type Engine = "duckduckgo" | "startpage"

/** File, and what its engine is to say: the number of targets and the first one, or the reason of the error. */
type Expected = readonly [engine: Engine, file: string, expected: string]

const duckFilms = { engine: "duckduckgo", file: "ddg/ddg_html_vpro_DERIVED" } as const
const startFilms = { engine: "startpage", file: "startpage/startpage_vpro_DERIVED" } as const

const listing: ReadonlyArray<Expected> = [
  ["duckduckgo", "ddg/ddg_html_results_uddg_2026-04-14.html", "10 https://rust-lang.org/"],
  ["duckduckgo", "ddg/danilo_ddg_html_pagina_1.html", "10 https://rust-lang.org/"],
  ["duckduckgo", "ddg/ddg_lite_results_2026-04-14.html", "10 https://rust-lang.org/"],
  ["duckduckgo", "ddg/danilo_ddg_lite_pagina_1.html", "10 https://rust-lang.org/"],
  [
    "duckduckgo",
    "ddg/ddg_html_results_direct_excerpt.html",
    "3 https://docs.swift.org/swift-book/documentation/the-swift-programming-language/concurrency/"
  ],
  ["duckduckgo", "ddg/ddg_html_ad_and_organic_2026-10-05_excerpt.html", "1 https://go.dev/"],
  ["duckduckgo", "ddg/sang_duckduckgo.html", "3 https://example.com/javascript-tutorial"],
  ["startpage", "startpage/sang_startpage.html", "10 https://www.w3schools.com/js/"],
  ["startpage", "startpage/sang_http-startpage.html", "10 https://www.w3schools.com/js/"]
]

const without: ReadonlyArray<Expected> = [
  ["duckduckgo", "ddg/ddg_html_noresult_2026-10-05_excerpt.html", "0"],
  ["duckduckgo", "ddg/ddg_html_noresult_DERIVED_fullpage.html", "0"],
  ["duckduckgo", "ddg/danilo_ddg_news_serp_vazia.html", "0"]
]

const walls: ReadonlyArray<Expected> = [
  ["duckduckgo", "ddg/crush_ddg_anomaly_202.html", "Blocked"],
  ["duckduckgo", "ddg/danilo_interstitial_cloudflare_anomaly_2026.html", "Blocked"],
  ["duckduckgo", "ddg/danilo_interstitial_cloudflare_turnstile.html", "Blocked"],
  ["duckduckgo", "ddg/danilo_interstitial_ddg_anomaly.html", "Blocked"],
  ["startpage", "startpage/startpage_anubis_challenge_2026-09-27_excerpt.html", "Blocked"]
]

const verdict = (name: string, outcomes: Outcomes): Verdict => {
  const failed = outcomes.filter(([, holds]) => !holds).map(([what]) => what)
  return { name, passed: outcomes.length - failed.length, failed }
}

const read = (dataDir: string, file: string): string => readFileSync(join(dataDir, file), "utf8")

const readJson = <A, I>(schema: Schema.Schema<A, I>, dataDir: string, file: string): A =>
  Schema.decodeUnknownSync(Schema.parseJson(schema))(read(dataDir, file))

/** What an engine says to an answer, by way of the port; the status is 200, since most walls have that. */
const said = (engine: Engine, answer: Partial<HttpAnswer>): Promise<string> => {
  const options = { duckduckgoBaseUrl: "https://d.test", startpageBaseUrl: "https://s.test", enabled: true }
  return WebSearch.make(options).pipe(
    Effect.flatMap(({ engines }) => Effect.fromNullable(engines.find(({ source }) => source === engine))),
    Effect.flatMap(({ search }) => search("a film")),
    Effect.match({
      onSuccess: (targets) => [targets.length, ...targets.slice(0, 1)].join(" "),
      onFailure: (error) => (error._tag === "SourceError" ? error.reason : error._tag)
    }),
    Effect.provide(standIn(() => answer).layer),
    Effect.runPromise
  )
}

const outcome = async (engine: Engine, what: string, answer: Partial<HttpAnswer>, expected: string) => {
  const got = await said(engine, answer)
  return [`${what}: ${got}, expected ${expected}`, got === expected] as const
}

const pages = (dataDir: string, expected: ReadonlyArray<Expected>): Promise<Outcomes> =>
  Promise.all(expected.map(([engine, file, says]) => outcome(engine, file, { body: read(dataDir, file) }, says)))

const Unwrapping = Schema.Array(Schema.Struct({ href: Schema.String, url: Schema.NullOr(Schema.String) }))

const unwrapping = (dataDir: string): Outcomes =>
  readJson(Unwrapping, dataDir, "ddg/uddg_unwrap_cases.json").map(({ href, url }) => {
    const targets = duckDuckGoTargets(`<div class="result"><a class="result__a" href="${href}">x</a></div>`)
    return [`${href}: ${targets}`, url === null ? targets === undefined : targets?.join() === url]
  })

const Derived = Schema.Struct({
  organic: Schema.Number,
  film_urls: Schema.Array(Schema.String),
  series_urls: Schema.Array(Schema.String)
})

const derived = (dataDir: string, { engine, file }: typeof duckFilms | typeof startFilms): Outcomes => {
  const expected = readJson(Derived, dataDir, `${file}.expected.json`)
  const targets = (engine === "duckduckgo" ? duckDuckGoTargets : startpageTargets)(read(dataDir, `${file}.html`)) ?? []
  const of = (series: boolean) =>
    targets.filter((target) => {
      const address = vproAddress(target)
      return address !== undefined && (address.kind === "series") === series
    })
  return [
    [`${file}: ${targets.length} targets`, targets.length === expected.organic],
    [`${file}: films ${of(false).join(" ")}`, of(false).join() === expected.film_urls.join()],
    [`${file}: series ${of(true).join(" ")}`, of(true).join() === expected.series_urls.join()]
  ]
}

const Texts = Schema.Array(Schema.String)
const Marks = Schema.Struct({
  redirect_urls: Texts,
  final_url_contains: Texts,
  html_markers: Texts,
  title_markers: Texts,
  text_markers: Texts
})

const startpageMarks = async (dataDir: string): Promise<Outcomes> => {
  const marks = readJson(Marks, dataDir, "startpage/block_markers.json")
  const shell = (head: string, body = "") =>
    `<html><head>${head}</head><body><div id="root">${body}</div></body></html>`
  const padding = `<h1>Startpage</h1><p>${"many words ".repeat(60)}</p>`
  const asHtml = (mark: string) => {
    if (mark.startsWith("id=")) return `<script ${mark} type="application/json">{}</script>`
    return /[./]|---/.test(mark) ? `<script src="${mark}x.js"></script>` : `<div class="${mark}">${mark}</div>`
  }
  const urls = [
    ...marks.redirect_urls,
    ...marks.final_url_contains.map((part) => `https://www.startpage.com/${part.replace(/^(?!\/)/, "sp/cdn/")}`)
  ]
  return Promise.all([
    ...urls.map((url) =>
      outcome("startpage", url, { url, body: shell("<title>Startpage</title>", padding) }, "Blocked")
    ),
    ...marks.html_markers.map((mark) =>
      outcome("startpage", mark, { body: shell("", asHtml(mark) + padding) }, "Blocked")
    ),
    ...marks.title_markers.map((title) =>
      outcome("startpage", title, { body: shell(`<title>${title}</title>`, padding) }, "Blocked")
    ),
    ...marks.text_markers.map((text) => outcome("startpage", text, { body: shell("", padding + text) }, "Blocked")),
    // With status 202 not even results are believed.
    outcome("duckduckgo", "202", { status: 202, body: read(dataDir, `${duckFilms.file}.html`) }, "Blocked")
  ])
}

/** Real pages whose results are gone: never an empty list, and not a block either, whatever their robots tag says. */
const unmarked = async (dataDir: string): Promise<Outcomes> => {
  const bare = (file: string) => read(dataDir, file).replaceAll(/result-(title|link)\b/g, "renamed")
  return [
    ...(await pages(dataDir, [["duckduckgo", "ddg/ddg_html_empty_unmarked_DERIVED.html", "Malformed"]])),
    await outcome("startpage", "links renamed", { body: bare("startpage/sang_startpage.html") }, "Malformed"),
    await outcome("startpage", "links renamed", { body: bare("startpage/sang_http-startpage.html") }, "Malformed")
  ]
}
