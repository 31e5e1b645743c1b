/** Section "Sources": how each of them is, and what to do about it. */
import { assert, describe } from "@effect/vitest"
import { acts, lookUp, says } from "./acts.ts"
import { open, visit } from "./stage.ts"

const card = (name: string) => `#sources-list [data-key=${name}]`

describe("the sources", () => {
  acts(
    "are told apart: asked, not asked, switched off",
    async ({ asPlex, browser, service }) => {
      await asPlex("/movies/library/metadata/vpro-de-stille-kade-2011-none-m")
      const { page, complaints } = await open(browser, service)
      await visit(page, "sources")
      await says(page, card("poms"), "in orde")
      await says(page, card("poms"), "5 per seconde")
      await says(page, `${card("poms")} .small`, /^1 poging: .* ms/)
      assert.strictEqual(await page.locator(`${card("poms")} svg polyline`).count(), 1)
      await says(page, card("tvmaze"), "nog niet gevraagd")
      await says(page, card("duckduckgo"), "WEB_SEARCH=on")
      assert.deepStrictEqual(complaints, [])
    },
    { RATE_LIMIT_POMS: "5" }
  )

  acts("that fail say why, and what to do", async ({ browser, service }) => {
    service.others.of.cinema.ails((_, outgoing) => void outgoing.writeHead(503, { "retry-after": "600" }).end())
    const { page, complaints } = await open(browser, service)
    for (const title of ["Een", "Twee", "Drie"]) {
      await lookUp(page, title)
      await says(page, "#try-told", `${title}: mislukt.`)
    }
    await visit(page, "sources")
    await page.reload()
    await says(page, card("cinema"), "tijdelijk overgeslagen")
    await says(page, card("cinema"), "Het antwoord was fout 503.")
    await says(page, card("cinema"), "De fout ligt bij de bron.")
    await says(page, "#state-main", "Niet bereikbaar: cinema.nl.")
    await page.click("[data-language=en]")
    await says(page, card("cinema"), "It answered with error 503.")
    await says(page, "#state-main", "cinema.nl cannot be reached.")
    assert.deepStrictEqual(complaints, [])
  })

  acts("that refuse the key say where it stands", async ({ browser, service }) => {
    service.others.of.tmdb.ails((_, outgoing) => void outgoing.writeHead(401).end("{}"))
    const { page } = await open(browser, service, { locale: "en-GB" })
    await lookUp(page, "Nobody knows it", "1999")
    await says(page, "#try-result .story", "Left out: TMDB (refuses the key)")
    await visit(page, "sources")
    await page.reload()
    await says(page, card("tmdb"), "refuses the key")
    await says(page, card("tmdb"), "Check the key under Settings, or TMDB_API_KEY.")
  })

  acts("that refuse the key are told at the top, with what to do, in both languages", async ({ browser, service }) => {
    const { page, complaints } = await open(browser, service)
    assert.isFalse(await page.isVisible("#refused"))
    service.others.of.tmdb.ails((_, outgoing) => void outgoing.writeHead(401).end("{}"))
    await lookUp(page, "Niemand kent het", "1999")
    await says(page, "#try-result .story", "Overgeslagen: TMDB (weigert de sleutel)")
    await visit(page, "overview")
    await page.reload()
    await says(page, "#state-main", "TMDB weigert de sleutel.")
    await says(page, "#refused", /TMDB weigert je sleutel[^]*themoviedb\.org[^]*zet WIKIDATA=on/)
    await page.click("[data-language=en]")
    await says(page, "#refused", /TMDB refuses your key[^]*set WIKIDATA=on/)
    assert.deepStrictEqual(complaints, [])
  })

  acts(
    "that have no key say where to get one",
    async ({ browser, service }) => {
      const { page } = await open(browser, service)
      await visit(page, "sources")
      await says(page, card("tmdb"), "vul die in bij Instellingen")
    },
    { TMDB_API_KEY: "" }
  )
})
