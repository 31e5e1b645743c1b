import { assert, describe, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import * as Cinema from "../../../src/adapters/sources/cinema/Cinema.ts"
import { type VproId, vproIdOf } from "../../../src/domain/values/Media.ts"
import { PagePort } from "../../../src/ports/PagePort.ts"
import { type Reply, type Request, standIn } from "../../stand-ins/http.ts"

const idOf = (digits: number): VproId => Option.getOrThrow(Option.fromNullable(vproIdOf(digits)))
const id = idOf(4711)

const review =
  "Een dijkwachter ontdekt dat het water hoger staat dan de kaarten zeggen. Wat volgt is een trage, mooie film over " +
  "een dorp dat liever zwijgt dan vlucht."
const other = "Een heel andere film over een andere dijk, waarvan de tekst hier lang genoeg is om te worden verward."

const html = (body: string, head = "") =>
  `<!doctype html><html lang="nl"><head>${head}</head><body>${body}</body></html>`

const filmPage = html(
  `<a href="#inhoud">Ga naar de inhoud</a><header><a href="/">VPRO Cinema</a></header><nav>Menu Zoeken</nav>
  <main id="inhoud"><article><h1>De stille dijk</h1><p class="meta">film • 2011 • drama, mysterie • 98 min</p>
  <img src="https://images.vpro.nl/100/w_750/dijk.webp" alt="Poster De stille dijk">
  <p>Onze waardering: 4 van 5 sterren</p><p>Kijkwijzer: 12</p>
  <h2>Recensie</h2><blockquote><p>Een dijkwachter ontdekt dat het water hoger staat dan de kaarten zeggen.</p><p>Wat volgt is
  een trage, mooie film over een dorp dat liever zwijgt dan vl&shy;ucht.</p></blockquote>
  <dl><dt>Regie:</dt><dd>Bo Maker, Cy Maker en Di Maker</dd><dt>Land</dt><dd>België</dd><dd>Frankrijk</dd>
  <dt>Originele titel</dt><dd>La digue</dd></dl>
  <a href="https://www.imdb.com/title/tt7654321/">IMDb</a>
  <h2>Afbeeldingen</h2><div class="ImageCluster"><img src="https://images.vpro.nl/101/ex_0,ey_7,eh_80,ew_90,w_160/a.webp">
  <img src="https://images.vpro.nl/102/leeg.webp"></div>
  <h2>Meer films</h2><ul class="CardList"><li class="CardList-item"><a href="/db/12-dijkbreuk"><h3>Dijkbreuk</h3></a>
  <p>serie • 1999 • thriller</p><p>Onze waardering: 2 van 5 sterren</p><blockquote>${other}</blockquote>
  <a href="https://www.imdb.com/title/tt0000012/">IMDb</a></li></ul>
  </article></main><footer>Volg ons via alle kanalen</footer>`
)

const search = (cards: string) => html(`<main><h1>Zoekresultaten</h1><ul class="CardList">${cards}</ul></main>`)
const card = (href: string, title: string, meta: string) =>
  `<li class="CardList-item"><article class="Card"><a href="${href}"><h3>${title}</h3></a><p>${meta}</p><p>3 van 5</p></article></li>`

const against = (route: (request: Request) => Reply) => {
  const http = standIn(route)
  const options = { cinemaBaseUrl: "https://cinema.test/base/", vprogidsBaseUrl: "https://gids.test" }
  return Effect.map(Effect.provide(PagePort, Cinema.layer(options)), (port) => ({
    port,
    requests: http.requests
  })).pipe(Effect.provide(http.layer))
}

describe("Cinema.read", () => {
  it.effect("reads a film", () =>
    Effect.gen(function* () {
      const { port, requests } = yield* against(() => ({ body: filmPage }))
      const item = Option.getOrThrow(yield* port.read(id, "De stille dijk"))
      assert.deepStrictEqual<unknown>(item, {
        id,
        kind: "film",
        title: "De stille dijk",
        otherTitles: ["La digue"],
        year: 2011,
        modified: undefined,
        directors: ["Bo Maker", "Cy Maker", "Di Maker"],
        countries: ["België", "Frankrijk"],
        genres: ["drama", "mysterie"],
        url: "https://cinema.test/base/db/4711-de-stille-dijk",
        text: review,
        kijkwijzer: "12",
        appreciation: 8,
        pictures: [
          { type: "coverPoster", url: "https://images.vpro.nl/100/w_1200/dijk.jpg" },
          { type: "background", url: "https://images.vpro.nl/101/ex_0,ey_7,eh_80,ew_90,w_1920/a.jpg" }
        ],
        imdb: "tt7654321",
        source: "cinema"
      })
      assert.deepStrictEqual(
        requests.map(({ source, call }) => [source, call.url]),
        [["cinema", "https://cinema.test/base/db/4711-de-stille-dijk"]]
      )
    })
  )

  it.effect("has no page when the site has none, under the old address neither", () =>
    Effect.gen(function* () {
      for (const reply of [{ status: 404 }, { status: 410 }]) {
        const { port, requests } = yield* against(() => reply)
        assert.deepStrictEqual(yield* port.read(id, "Tár"), Option.none())
        assert.deepStrictEqual(
          requests.map(({ source, call }) => [source, call.url]),
          [
            ["cinema", "https://cinema.test/base/db/4711-tar"],
            ["vprogids", "https://gids.test/cinema/films/film~4711~tar~.html"]
          ]
        )
      }
    })
  )

  it.effect("finds the right slug by the old address, and needs no luck with it", () =>
    Effect.gen(function* () {
      const moved = { body: filmPage, url: "https://cinema.test/base/db/4711-de-stille-dijk" }
      const led = yield* against(({ source }) => (source === "vprogids" ? moved : { status: 404 }))
      const item = Option.getOrThrow(yield* led.port.read(id, "The Silent Dyke"))
      assert.deepStrictEqual([item.title, item.source], ["De stille dijk", "cinema"])
      const down = yield* against(({ source }) => (source === "vprogids" ? "Connection" : { status: 404 }))
      assert.deepStrictEqual(yield* down.port.read(id, "The Silent Dyke"), Option.none())
    })
  )

  it.effect("takes the number of the page where it was led to", () =>
    Effect.gen(function* () {
      const { port } = yield* against(() => ({ body: filmPage, url: "https://cinema.test/base/db/12-anders" }))
      assert.strictEqual(Option.getOrThrow(yield* port.read(id, "x")).id, idOf(12))
    })
  )

  const failures: ReadonlyArray<readonly [string, Reply, string]> = [
    ["a challenge", { body: html('<form id="challenge-form"></form>', "<title>Just a moment...</title>") }, "Blocked"],
    ["a challenge with a heading", { body: html("<h1>Access denied</h1>", "<title>Access Denied</title>") }, "Blocked"],
    ["status 403", { status: 403, body: html("<h1>Forbidden</h1>") }, "Blocked"],
    ["an empty page", { body: "" }, "Blocked"],
    ["a page of another form", { body: html(`<h1>Privacy</h1><p>${"Woorden. ".repeat(60)}</p>`) }, "Malformed"],
    ["a page that is no film's", { body: filmPage, url: "https://cinema.test/base/" }, "Malformed"],
    ["status 400", { status: 400, body: "nee" }, "Malformed"],
    ["no connection", "Connection", "Unreachable"],
    ["an open circuit", "CircuitOpen", "Suspended"]
  ]
  it.effect.each(failures)("fails on %s", ([, reply, reason]) =>
    Effect.gen(function* () {
      const { port } = yield* against(() => reply)
      assert.strictEqual((yield* Effect.flip(port.read(id, "x"))).reason, reason)
    })
  )

  it.effect("believes a page that says there is none", () =>
    Effect.gen(function* () {
      const { port } = yield* against(() => ({ body: html("<main><h1>Pagina niet gevonden</h1></main>") }))
      assert.deepStrictEqual(yield* port.read(id, "x"), Option.none())
    })
  )
})

describe("Cinema.search", () => {
  it.effect("lists films and series in order, without articles and persons", () =>
    Effect.gen(function* () {
      const cards = [
        card("/db/4711-de-stille-dijk", "De stille dijk", "film • 2011 • drama"),
        card("/artikelen/dijken", "Dijken op het doek", "artikel • 2024"),
        card("https://www.cinema.nl/db/12-dijkbreuk", "Dijkbreuk &amp; co", "serie • 1999 • thriller"),
        card("/db/13-2012", "2012", "luisterfilm • 2009"),
        card("/db/14-bo-maker", "Bo Maker", "regisseur • 1970"),
        card("/db/4711-de-stille-dijk", "De stille dijk", "film • 2011 • drama")
      ]
      const { port, requests } = yield* against(() => ({ body: search(cards.join("\n")) }))
      assert.deepStrictEqual<unknown>(yield* port.search("dijk & été"), [
        { id, slug: "de-stille-dijk", title: "De stille dijk", kind: "film", year: 2011 },
        { id: 12, slug: "dijkbreuk", title: "Dijkbreuk & co", kind: "series", year: 1999 },
        { id: 13, slug: "2012", title: "2012", kind: "film", year: 2009 }
      ])
      assert.strictEqual(
        requests[0]?.call.url,
        "https://cinema.test/base/zoeken?q=dijk%20%26%20%C3%A9t%C3%A9&model=cinema"
      )
      assert.deepStrictEqual(yield* port.search(" "), [])
      assert.strictEqual(requests.length, 1)
    })
  )

  it.effect("reads cards whose class names changed", () =>
    Effect.gen(function* () {
      const body = html(
        `<ul><li><a href="/db/4711-de-stille-dijk">De stille dijk</a> <span>film • 2011</span></li></ul>`
      )
      const { port } = yield* against(() => ({ body }))
      assert.deepStrictEqual(
        (yield* port.search("dijk")).map(({ title, year }) => [title, Number(year)]),
        [["De stille dijk", 2011]]
      )
    })
  )

  it.effect.each([
    html("<h1>Zoeken</h1><p>Geen resultaten gevonden.</p>"),
    html("<h2>Zoeken op de site</h2><p>0 resultaten</p>"),
    search(""),
    search(card("/artikelen/dijken", "Dijken op het doek", "artikel • 2024"))
  ])("finds nothing on a page that says so", (body) =>
    Effect.gen(function* () {
      const { port } = yield* against(() => ({ body }))
      assert.deepStrictEqual(yield* port.search("dijk"), [])
    })
  )

  const failures: ReadonlyArray<readonly [string, Reply, string]> = [
    ["results that cannot be read", { body: html("<h1>Zoeken</h1><p>12 resultaten</p>") }, "Malformed"],
    ["another page", { body: html("<h1>Welkom</h1><p>Dit is de voorpagina.</p>") }, "Malformed"],
    ["no search page", { status: 404, body: html("<h1>Niet gevonden</h1>") }, "Malformed"],
    ["a wall", { body: html("<p>Checking your browser before you can continue</p>") }, "Blocked"],
    ["a wall by status", { status: 401, body: html("<h1>Zoeken</h1>") }, "Blocked"],
    ["no time", "Timeout", "Unreachable"]
  ]
  it.effect.each(failures)("fails on %s", ([, reply, reason]) =>
    Effect.gen(function* () {
      const { port } = yield* against(() => reply)
      assert.strictEqual((yield* Effect.flip(port.search("dijk"))).reason, reason)
    })
  )
})
