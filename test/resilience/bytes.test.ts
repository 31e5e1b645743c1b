/**
 * Sources that answer with bytes made to keep a reader busy: the service goes on answering everybody else meanwhile, and makes of
 * each of them a text, or a source that could not be read.
 */
import { setTimeout as wait } from "node:timers/promises"
import { assert, it } from "vitest"
import { onlyItem } from "../app/stage.ts"
import * as Pieces from "./pieces.ts"
import { folder, launch } from "./process.ts"
import { sources } from "./sources.ts"
import { type Answer, cinemaList, duckduckgoPage, json, page, pages, startpagePage, type World } from "./world.ts"

/** Nobody else may wait longer than this for an answer that needs no source. */
const longestWait = 200

/** A description of 20,000 characters, and what stands around it. */
const longestAnswer = 60_000

const title = "dijk hoog"

/** What fills a page, and a text in JSON: five of them are an answer. */
const markup = Pieces.markup(1)
const texts = Pieces.texts(Pieces.size / 5)

const many = (one: unknown) => Array.from({ length: 30_000 }, () => one)

const fiction = (fragment: string) =>
  `<!doctype html><html><head><title>dijk</title></head><body><main><h1>dijk</h1><p>film • 2011 • drama</p>${fragment}</main></body></html>`
const asPage = (fragment: string) => ({
  headers: { "content-type": "text/html; charset=utf-8" },
  body: fiction(fragment)
})

interface Case {
  readonly name: string
  readonly world: (title: string) => World
}

/** One answer of POMS to everything. It is made before anybody waits: what making it takes is not the service's time. */
const poms = (answer: Answer): World => {
  return (source) => (source === "poms" ? answer : undefined)
}

/** What TMDB answers to a search, and of a work, likewise. */
const tmdb = (found: Answer, details: Answer): World => {
  return (source, { path }) => (source === "tmdb" ? (path.startsWith("/search") ? found : details) : undefined)
}

const pageOf = (title: string, changed: object) => pages([{ ...page(title), ...changed }])

const cases: ReadonlyArray<Case> = [
  ...Object.entries(markup).flatMap(([name, fragment]): ReadonlyArray<Case> => [
    {
      name: `film page: ${name}`,
      world:
        (title) =>
        (source, { path }) =>
          source !== "cinema"
            ? undefined
            : path.startsWith("/zoeken")
              ? cinemaList(title, `/db/4711-${title.replaceAll(" ", "-")}`)
              : asPage(fragment)
    },
    {
      name: `search of cinema.nl: ${name}`,
      world: () => (source) => (source === "cinema" ? asPage(fragment) : undefined)
    },
    {
      name: `page with the credentials: ${name}`,
      world: () => (source) =>
        source === "poms" ? { status: 401, body: "no" } : source === "vprogids" ? asPage(fragment) : undefined
    },
    {
      name: `search engines: ${name}`,
      world: () => (source) =>
        source === "duckduckgo"
          ? { ...duckduckgoPage(), body: duckduckgoPage().body.replace("</main>", `${fragment}</main>`) }
          : source === "startpage"
            ? { ...startpagePage(), body: startpagePage().body.replace("</main>", `${fragment}</main>`) }
            : undefined
    }
  ]),
  ...Object.entries(texts).flatMap(([name, text]): ReadonlyArray<Case> => [
    {
      name: `POMS, title: ${name}`,
      world: (title) => poms(pageOf(title, { title: text }))
    },
    {
      name: `POMS, text: ${name}`,
      world: (title) => poms(pageOf(title, { summary: text, paragraphs: [{ body: text }] }))
    },
    {
      name: `POMS, other titles: ${name}`,
      world: (title) =>
        poms(
          pageOf(`${title} x`, {
            alternativeTitles: [{ value: text }],
            relations: [{ type: "CINEMA_DIRECTOR", value: text }]
          })
        )
    },
    {
      name: `TMDB: ${name}`,
      world: () =>
        tmdb(
          json({ results: [{ id: 77, title: text, original_title: text, release_date: "2011-03-01" }] }),
          json({
            id: 77,
            title: text,
            original_title: text,
            release_date: text,
            alternative_titles: { titles: [{ title: text }] },
            credits: { crew: [{ name: text, job: "Director" }] }
          })
        )
    }
  ]),
  {
    name: "POMS: thirty thousand pages",
    world: (title) => poms(pages(many({ type: "MOVIE", title })))
  },
  {
    name: "POMS: thirty thousand makers and titles",
    world: (title) =>
      poms(
        pageOf(`${title} x`, {
          relations: many({ type: "CINEMA_DIRECTOR", value: "Bo Maker", broadcaster: "VPRO" }),
          alternativeTitles: many({ value: "dijk" })
        })
      )
  },
  {
    name: "TMDB: thirty thousand works",
    world: (title) =>
      tmdb(json({ results: many({ id: 7, title, original_title: "dam", release_date: "2011-03-01" }) }), json({}))
  },
  ...["poms", "tmdb", "cinema"].flatMap((victim) =>
    [
      ["arrays", Pieces.inside(2_000_000, "[", "1", "]")],
      ["objects", Pieces.inside(500_000, '{"items":', "1", "}")],
      [
        "a list in the middle",
        `{"items":${Pieces.inside(5000, "[", "1", "]")},"results":${Pieces.inside(5000, "[", "1", "]")}}`
      ]
    ].map(([name = "", body = ""]): Case => ({
      name: `${victim}: ${name} within each other`,
      world: () => (source) =>
        source === victim ? { headers: { "content-type": "application/json" }, body } : undefined
    }))
  )
]

/** Asks for one title, and meanwhile, again and again, for what needs no source. */
const tried = async ({
  name,
  world
}: Case): Promise<{ readonly longest: number; readonly wrong: ReadonlyArray<string> }> => {
  const { path, remove } = folder()
  const others = await sources(world(title))
  // A circuit that opened, or a page that was read a minute ago, would keep the next bytes out: each case has a service of its own.
  const service = await launch({
    ...others.variables,
    CACHE_DIR: path,
    LOOKUP_TIMEOUT: "8 s",
    LOG_LEVEL: "NONE",
    WEB_SEARCH: "on",
    TMDB_API_KEY: "0123456789abcdef0123456789abcdef"
  })
  try {
    const wrong: Array<string> = []
    let longest = 0
    const over = new AbortController()
    const watch = (async () => {
      while (!over.signal.aborted) {
        const began = Date.now()
        const status = await service.ask("/health").then(
          (given) => given.status,
          (error: unknown) => String(error)
        )
        longest = Math.max(longest, Date.now() - began)
        if (status !== 200) wrong.push(`health is ${status}`)
        await wait(5)
      }
    })()
    const given = await service
      .ask(`/movies/library/metadata/vpro-${title.replaceAll(" ", "-")}-2011-none-m`)
      .catch((error: unknown) => String(error))
    over.abort()
    await watch
    if (typeof given === "string") wrong.push(given)
    else {
      if (given.status !== 200) wrong.push(`${given.status} ${given.text.slice(0, 200)}`)
      else if (onlyItem(given).title === "") wrong.push("no title")
      if (given.text.length > longestAnswer) wrong.push(`an answer of ${given.text.length} characters`)
    }
    if (!service.running()) wrong.push("the service is gone")
    return { longest, wrong: wrong.map((fault) => `${name}: ${fault}`) }
  } finally {
    await service.end("SIGKILL")
    await others.close()
    remove()
  }
}

it("goes on answering whatever its sources send", { timeout: 1_200_000 }, async () => {
  const wrong: Array<string> = []
  let slowest: readonly [number, string] = [0, ""]
  // Part of a name, to look at some of them alone.
  const wanted = process.env["RESILIENCE_BYTES"] ?? ""
  for (const one of cases.filter(({ name }) => name.includes(wanted))) {
    // A busy machine lets others wait once; what the bytes cause comes back each time.
    let found = await tried(one)
    for (let again = 0; again < 2 && found.longest > longestWait; again++) found = await tried(one)
    wrong.push(...found.wrong)
    if (found.longest > longestWait) wrong.push(`${one.name}: others waited for ${found.longest} ms, three times`)
    if (found.longest > slowest[0]) slowest = [found.longest, one.name]
  }
  console.log(`bytes: ${cases.length} cases, others waited ${slowest[0]} ms at most (${slowest[1]})`)
  assert.strictEqual(wrong.length, 0, `\n${wrong.join("\n")}\n`)
})
