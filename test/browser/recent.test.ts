/** Section "Recent look-ups": the list, its filters, stories, and charts. */
import { assert, describe } from "@effect/vitest"
import { Effect } from "effect"
import { acts, says } from "./acts.ts"
import { pathOf } from "./history.ts"
import { live } from "./history.ts"
import { open, visit } from "./stage.ts"

const attribute = "data-filter"

describe("recent look-ups", () => {
  acts("are none at first, and the page says so", async ({ browser, service }) => {
    const { page, complaints } = await open(browser, service)
    await says(page, "#latest-told", "Er is nog niets opgezocht.")
    await says(page, "#charts", "In deze periode is niets gebeurd.")
    await visit(page, "lookups")
    await says(page, "#recent-told", "Er is nog niets opgezocht.")
    assert.deepStrictEqual(complaints, [])
  })

  acts("can be filtered, and open their story", async ({ browser, service }) => {
    await Effect.runPromise(live(service))
    const { page, complaints } = await open(browser, service)
    await visit(page, "lookups")
    const count = async () => page.locator("#recent-list > li").count()
    await says(page, "#recent-told", "opgezocht")
    const whole = await count()
    const parts: Array<number> = []
    for (const [filter, chip] of [
      ["found", "gevonden"],
      ["notFound", "niet"],
      ["failed", "mislukt"]
    ] as const) {
      const button = page.locator(`[${attribute}=${filter}]`)
      await button.click()
      assert.strictEqual(await button.getAttribute("aria-pressed"), "true")
      parts.push(await count())
      for (const text of await page.locator("#recent-list .chip").allTextContents()) assert.include(text, chip)
    }
    assert.strictEqual(
      parts.reduce((sum, part) => sum + part, 0),
      whole
    )
    assert.isAbove(Math.min(...parts), 0)
    await page.locator("#recent-list summary").first().click()
    await says(page, "#recent-list .story li", "De bron was niet bereikbaar.")
    await page.click("[data-language=en]")
    await says(page, "#recent-list .story li", "It could not be reached.")
    await page.click(`[${attribute}=all]`)
    assert.strictEqual(await count(), whole)
    assert.deepStrictEqual(complaints, [])
  })

  acts(
    "say what was found for what was asked, and can be searched by either, and by kind",
    async ({ browser, service }) => {
      await Effect.runPromise(live(service))
      const { page, complaints } = await open(browser, service)
      await visit(page, "lookups")
      const rows = page.locator("#recent-list > li")
      await says(page, "#recent-list summary", /The Keeper's Girl 2016.*→ .*De dochter van het licht 2016/)
      const whole = await rows.count()
      for (const [typed, count] of [
        ["keeper", 1],
        ["DOCHTER van", 2]
      ] as const) {
        await page.fill("#recent-search", typed)
        assert.strictEqual(await rows.count(), count, typed)
        await says(page, "#recent-list summary", "The Keeper's Girl")
      }
      await page.click("[data-kind=series]")
      await says(page, "#recent-told", "Er is niets van deze soort.")
      await page.fill("#recent-search", "")
      await says(page, "#recent-list summary", "Waterlijn")
      const series = await rows.count()
      await page.click("[data-kind=film]")
      assert.strictEqual((await rows.count()) + series, whole)
      await page.click("[data-filter=noText]")
      for (const text of await page.locator("#recent-list .chip").allTextContents())
        assert.strictEqual(text, "gevonden, geen tekst")
      assert.deepStrictEqual(complaints, [])
    }
  )

  acts(
    "have an address of their own, where they are told, looked up again and deleted",
    async ({ asPlex, browser, service }) => {
      await asPlex(pathOf("De stille kade", 2011))
      const { page, complaints } = await open(browser, service, { permissions: ["clipboard-read", "clipboard-write"] })
      await page.locator("#latest-list a").click()
      await page.locator("#lookup-title:focus").waitFor()
      await says(page, "#lookup-title", "De stille kade (2011)")
      assert.strictEqual(await page.title(), "De Stille Kade (2011) · vpro-cinema-plex")
      assert.isFalse(await page.isVisible("#recent"))
      await says(page, "#lookup .ending", "‘De stille kade’ is gekozen")
      const press = (act: string) => page.locator(`#lookup [data-act=${act}]`).click()
      await press("copy")
      await says(page, "#lookup .told", "Gekopieerd.")
      assert.strictEqual(await page.evaluate("navigator.clipboard.readText()"), page.url())
      const first = page.url()
      await press("again")
      await says(page, "#lookup .told", "‘De Stille Kade’ is opnieuw opgezocht: gevonden.")
      await page.locator("#lookup .told a").click()
      await page.waitForURL((url) => url.href !== first)
      await says(page, "#lookup-title", "De stille kade (2011)")
      await press("away")
      await says(page, "#lookup .told", "‘De stille kade’ is verwijderd.")
      await press("away")
      await says(page, "#lookup .told", "Van ‘De stille kade’ was niets bewaard.")
      await page.goBack()
      await page.reload()
      await says(page, "#lookup .ending", "‘De stille kade’ is gekozen")
      await page.click("#lookup > p > a")
      await says(page, "#recent-told", "1 titel opgezocht")
      assert.strictEqual(await page.locator("#recent-list > li").count(), 2)
      await page.goto(`${first.replace(/#.*/, "")}#lookups/nobody-knows-it`)
      await says(page, "#lookup-content", "niet meer")
      assert.deepStrictEqual(
        complaints.filter((one) => !one.includes("404")),
        []
      )
    }
  )

  acts(
    "are looked up again by whoever has the token only",
    async ({ asPlex, browser, service }) => {
      await asPlex(pathOf("De stille kade", 2011))
      const { page } = await open(browser, service)
      await visit(page, "lookups")
      await page.locator("#recent-list summary").click()
      await page.locator("#recent-list [data-act=again]").click()
      await page.locator("dialog[open]").waitFor()
      await page.keyboard.press("Escape")
      assert.strictEqual(await page.evaluate("document.activeElement.dataset.act"), "again")
      await page.keyboard.press("Enter")
      await page.fill("#token-value", "open-sesame")
      await page.keyboard.press("Enter")
      await says(page, "#recent-list .told", "is opnieuw opgezocht: gevonden.")
    },
    { ADMIN_TOKEN: "open-sesame" }
  )

  acts("are drawn over time, with the same figures as a table", async ({ browser, service }) => {
    await Effect.runPromise(live(service))
    const { page, complaints } = await open(browser, service)
    const label = page.locator("#charts svg").first()
    const words = (await label.getAttribute("aria-label")) ?? ""
    assert.match(words, /^20 uit de cache, 0 verlopen maar toch geleverd, \d+ gevonden, \d+ niet gevonden, 3 mislukt$/)
    await page.locator(".charts summary").click()
    const total = async () =>
      (await page.locator("#chart-table tbody td:nth-child(2)").allTextContents()).reduce(
        (sum, text) => sum + Number(text),
        0
      )
    assert.strictEqual(await total(), 20)
    const minutes = await page.locator("#chart-table tbody tr").count()
    await page.click("[data-range=hours]")
    assert.strictEqual(await page.getAttribute("[data-range=hours]", "aria-pressed"), "true")
    assert.strictEqual(await total(), 20)
    assert.isBelow(await page.locator("#chart-table tbody tr").count(), minutes)
    await page.click("[data-range=hour]")
    assert.strictEqual(await page.locator("#chart-table tbody tr").count(), minutes)
    service.move("7 hours")
    await page.reload()
    await says(page, "#charts", "In deze periode is niets gebeurd.")
    assert.deepStrictEqual(complaints, [])
  })

  acts(
    "also hold those in the background",
    async ({ asPlex, browser, service }) => {
      service.others.of.poms.ails((_, outgoing) => void outgoing.writeHead(403).end())
      await asPlex(pathOf("De stille kade", 2011))
      await service.others.of.poms.heal()
      service.move("1 minute")
      const { page } = await open(browser, service)
      await visit(page, "lookups")
      await says(page, "#recent-list summary", /gevonden.*op de achtergrond/)
      await page.locator("#recent-list summary").first().click()
      await says(page, "#recent-list .ending", "‘De stille kade’ is gekozen")
    },
    {},
    { afterwards: true }
  )
})
