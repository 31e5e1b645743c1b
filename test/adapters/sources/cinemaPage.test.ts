import { assert, describe, it } from "@effect/vitest"
import { Option } from "effect"
import { blockReason } from "../../../src/adapters/sources/reading/BlockPage.ts"
import { readFilmPage } from "../../../src/adapters/sources/cinema/CinemaPage.ts"
import { vproIdOf } from "../../../src/domain/values/Media.ts"

const id = Option.getOrThrow(Option.fromNullable(vproIdOf(4711)))

const review =
  "Een dijkwachter ontdekt dat het water hoger staat dan de kaarten zeggen. Wat volgt is een trage, mooie film over " +
  "een dorp dat liever zwijgt dan vlucht."
const other = "Een heel andere film over een andere dijk, waarvan de tekst hier lang genoeg is om te worden verward."

const html = (body: string, head = "") =>
  `<!doctype html><html lang="nl"><head>${head}</head><body>${body}</body></html>`

const pageOf = (body: string, head = "") => {
  const page = readFilmPage(html(body, head), id)
  return typeof page === "object" ? page : assert.fail(`read ${page}`)
}

describe("readFilmPage", () => {
  const meta = "<h1>De stille dijk</h1><p>film • 2011 • drama</p>"

  it.each([
    ["serie • 2020 • drama", "series", 2020],
    ["tv-serie • 2020 – heden • drama", "series", 2020],
    ["miniserie • 2020-2022", "series", 2020],
    ["korte film • 2020", "film", 2020],
    ["luisterfilm • 2020", "film", 2020],
    ["film • drama", "film", undefined]
  ])("reads the line %s", (line, kind, year) => {
    const page = pageOf(
      `<h1>Titel</h1><div><span>${line.split(" • ").join("</span><span>•</span><span>")}</span></div>`
    )
    assert.deepStrictEqual<unknown>([page.kind, page.year], [kind, year])
  })

  it.each([
    ["Kijkwijzer: 12", "12"],
    ["Kijkwijzer: alle leeftijden", "AL"],
    ["<dl><dt>Kijkwijzer</dt><dd>16 jaar</dd></dl>", "16"],
    ['<img alt="Kijkwijzer 9" src="/9.png">', "9"],
    ["Kijkwijzer: 13", undefined],
    ["Geschikt voor alle leeftijden", undefined]
  ])("reads the age rating in %s", (body, age) => {
    assert.strictEqual(pageOf(`${meta}<p>${body}</p>`).kijkwijzer, age)
  })

  it.each([
    ["4 van 5 sterren", 8],
    ["Onze waardering: 3,5 van de 5 sterren", 7],
    ["0 van 5 sterren", undefined],
    ["★★★☆☆", 6],
    ["VPRO Cinema (★★★★) 'mooi'", 8],
    ["de Volkskrant (★★★★★) 'mooi'", undefined],
    ['<span aria-label="2 van 5 sterren"></span>', 4]
  ])("reads the stars in %s", (body, mark) => {
    assert.strictEqual(pageOf(`${meta}<p>${body}</p>`).appreciation, mark)
  })

  it("takes paragraphs under the heading, without the quotation lifted out of them", () => {
    const quote = `<blockquote>${review.slice(0, 60)}</blockquote>`
    const body = `${meta}<blockquote>${other}</blockquote><section><h2>Recensie</h2>${quote}<p>${review}</p></section>`
    assert.strictEqual(pageOf(body).text, review)
  })

  it("takes the description when there is no review, and the head when there is neither", () => {
    assert.strictEqual(
      pageOf(`${meta}<h2>Beschrijving</h2><p>${review}</p><h2>Rollen</h2><p>${other}</p>`).text,
      review
    )
    const head = `<meta property="og:description" content="${review}">`
    assert.strictEqual(pageOf(meta, head).text, review)
    assert.strictEqual(pageOf(`${meta}<p>Kort.</p>`).text, undefined)
  })

  it("never takes what stands about other films", () => {
    const teaser = `<h2>Meer films</h2><div><blockquote>${other}</blockquote></div>`
    const cards = `<article><h3><a href="/db/12-x">Dijkbreuk</a></h3><p>9 van 5</p><blockquote>${other}</blockquote></article>`
    const page = pageOf(`${meta}${teaser}${cards}<footer><blockquote>${other}</blockquote></footer>`)
    assert.deepStrictEqual([page.text, page.appreciation], [undefined, undefined])
  })

  it("never glues words", () => {
    const page = pageOf("<h1>De<br>stille dijk</h1><div>film • 2011</div><ul><li>Regie: Bo Maker</li><li>x</li></ul>")
    assert.deepStrictEqual([page.title, page.directors], ["De stille dijk", ["Bo Maker"]])
  })

  it("takes no IMDb id when the page names several, unless one is labelled", () => {
    const link = (number: string, text: string) => `<a href="http://imdb.com/title/${number}">${text}</a>`
    const two = link("tt1111111", "deel een") + link("tt2222222", "deel twee")
    assert.strictEqual(pageOf(meta + two).imdb, undefined)
    assert.strictEqual(pageOf(meta + two + link("tt3333333", "IMDb")).imdb, "tt3333333")
  })

  it("fills in from JSON-LD, and passes over JSON that is broken", () => {
    const data = {
      "@graph": [
        { "@type": "BreadcrumbList", name: "Kruimels" },
        {
          "@type": "TVSeries",
          name: "De nachtdijk",
          startDate: "2019-05-01",
          genre: ["Drama"],
          director: [{ "@type": "Person", name: "Bo Maker" }],
          countryOfOrigin: { name: "België" },
          description: review,
          contentRating: "12",
          sameAs: ["https://www.imdb.com/title/tt7654321/"]
        }
      ]
    }
    const script = (text: string) => `<script type="application/ld+json">${text}</script>`
    const image = '<meta property="og:image" content="https://images.vpro.nl/9/w_600/x.webp">'
    const page = pageOf("<main></main>", script("{") + script(JSON.stringify(data)) + image)
    assert.deepStrictEqual<unknown>(page, {
      title: "De nachtdijk",
      text: review,
      kind: "series",
      year: 2019,
      modified: undefined,
      genres: ["Drama"],
      otherTitles: [],
      directors: ["Bo Maker"],
      countries: ["België"],
      kijkwijzer: "12",
      appreciation: undefined,
      imdb: "tt7654321",
      pictures: [{ type: "background", url: "https://images.vpro.nl/9/w_1920/x.jpg" }]
    })
  })

  it("is not about a person", () => {
    assert.strictEqual(readFilmPage(html(`<h1>Bo Maker</h1><p>regisseur • 1970 • België</p>`), id), undefined)
  })
})

describe("blockReason", () => {
  const long = `<p>${"Een gewone zin over een film. ".repeat(20)}</p>`

  it.each([
    ["a challenge at any size", html(`${long}<script>window._cf_chl_opt={}</script>`)],
    ["Akamai's hidden address", html("<p>https://errors&#46;edgesuite&#46;net/18.1</p>")],
    ["a title", html(long, "<title>Pardon Our Interruption</title>")],
    ["a widget on a bare page", html('<div class="g-recaptcha" data-sitekey="x"></div>')],
    ["words on a bare page", html("<h1></h1><p>We have seen unusual traffic from your network.</p>")],
    ["Anubis", html('<script id="anubis_challenge" type="application/json">{}</script>')]
  ])("sees %s", (_, page) => {
    assert.isString(blockReason(200, page))
  })

  it.each([
    ["a film about robots", html("<h1>Ben ik een robot?</h1><p>Bewijs dat u geen robot bent.</p>")],
    ["a form with a widget", html('<h1>Film</h1><form><div class="g-recaptcha"></div></form>')],
    ["a long page with a widget", html(`${long}<div class="h-captcha"></div>`)],
    [
      "a Cloudflare beacon",
      html("<p>Film.</p><script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>")
    ],
    ["hidden mail addresses", html('<a href="/cdn-cgi/l/email-protection">mail</a>')],
    ["robots in the head", html("<p>Film.</p>", '<meta name="robots" content="index">')],
    ["a film called so", html(`<h1>Access Denied</h1>${long}`, "<title>Access Denied - VPRO Cinema</title>")]
  ])("does not take %s for a block", (_, page) => {
    assert.strictEqual(blockReason(200, page), undefined)
  })

  it("goes by the status first, but for JSON", () => {
    for (const status of [202, 401, 403, 429, 503]) assert.strictEqual(blockReason(status, "<p>x"), `status ${status}`)
    assert.strictEqual(blockReason(403, '{"error":"no key"}'), undefined)
    assert.strictEqual(blockReason(404, html(long)), undefined)
  })
})
