/** Section "Cache": search, look, delete, look up again, and who may. */
import { assert, describe } from "@effect/vitest"
import type { Page } from "playwright-core"
import { acts, says } from "./acts.ts"
import { films } from "./films.ts"
import { open, visit } from "./stage.ts"

const kade = "/movies/library/metadata/vpro-de-stille-kade-2011-none-m"
const trein = "/movies/library/metadata/vpro-nachttrein-naar-het-noorden-2019-none-m"
const rows = (page: Page) => page.locator("#cache-list > li")
const openRow = (page: Page, title: string) => page.locator("#cache-list summary").filter({ hasText: title }).click()
const press = (page: Page, name: string) => page.locator("#cache-list").getByRole("button", { name }).click()

describe("the cache", () => {
  acts("is empty at first, and says so", async ({ browser, service }) => {
    const { page, complaints } = await open(browser, service)
    await visit(page, "settings")
    await says(page, "#cache-told", "Er is nog niets bewaard.")
    await says(page, "#cache-figures", "30 dagen")
    await says(page, "#cache-figures", "0 van 10.000")
    assert.deepStrictEqual(complaints, [])
  })

  acts("can be searched, looked at and deleted from", async ({ asPlex, browser, service }) => {
    await asPlex(kade)
    await asPlex(trein)
    const { page, complaints } = await open(browser, service)
    await visit(page, "settings")
    await rows(page).nth(1).waitFor()
    await page.fill("#cache-form input", "Stille Kade!")
    await page.keyboard.press("Enter")
    await says(page, "#cache-told", "1 antwoord")
    assert.strictEqual(await rows(page).count(), 1)
    await openRow(page, "De stille kade")
    await says(page, "#cache-list .prose", films[0]?.text ?? "?")
    await says(page, "#cache-list code", "vpro-de-stille-kade-2011-none-m")
    await press(page, "Verwijder")
    // Where the button was.
    await says(page, "#cache-list .gone:focus", "‘De stille kade’ is verwijderd.")
    assert.strictEqual(await page.locator("#cache-list summary").count(), 0)
    await page.focus("#cache-form input")
    await page.keyboard.press("Enter")
    await says(page, "#cache-told", "Onder die naam is niets bewaard.")
    await page.fill("#cache-form input", "")
    await page.keyboard.press("Enter")
    await says(page, "#cache-list", "Nachttrein naar het noorden")
    assert.deepStrictEqual(complaints, [])
  })

  acts("has an answer looked up again, and shows what came of it", async ({ asPlex, browser, service }) => {
    await asPlex(kade)
    const { page, complaints } = await open(browser, service)
    await visit(page, "settings")
    await openRow(page, "De stille kade")
    service.move("2 hours")
    await press(page, "Zoek opnieuw op")
    await says(page, "#cache-list .told", "‘De stille kade’ is opnieuw opgezocht: gevonden.")
    await says(page, "#cache-list .ending", "‘De stille kade’ is gekozen")
    await says(page, "#cache-list .inside", "zojuist opgezocht")
    await visit(page, "lookups")
    await says(page, "#recent-told", "1 titel opgezocht")
    assert.deepStrictEqual(complaints, [])
  })

  acts("says so when looking up again fails, and offers it once more", async ({ asPlex, browser, service }) => {
    await asPlex(kade)
    const { page } = await open(browser, service)
    await visit(page, "settings")
    await openRow(page, "De stille kade")
    service.others.of.poms.ails((_, outgoing) => void outgoing.writeHead(503, { "retry-after": "600" }).end())
    await press(page, "Zoek opnieuw op")
    await says(page, "#cache-list .told", "Het antwoord blijft.")
    await says(page, "#cache-list .prose", films[0]?.text ?? "?")
    await says(page, "#cache-list .ending", "omdat een bron niet antwoordde")
    await service.others.of.poms.heal()
    await press(page, "Zoek opnieuw op")
    await says(page, "#cache-list .told", "gevonden")
    await says(page, "#cache-list .prose", films[0]?.text ?? "?")
  })

  acts(
    "asks for the admin token, keeps it for the tab, and forgets it when told to",
    async ({ asPlex, browser, service }) => {
      await asPlex(kade)
      await asPlex(trein)
      const { page, complaints } = await open(browser, service)
      await visit(page, "settings")
      await openRow(page, "De stille kade")
      await press(page, "Verwijder")
      await page.locator("dialog[open]").waitFor()
      await page.keyboard.press("Escape")
      await page.locator("dialog:not([open])").waitFor({ state: "attached" })
      assert.strictEqual(await rows(page).count(), 2)

      await press(page, "Verwijder")
      await page.fill("#token-value", "not-the-token")
      await page.keyboard.press("Enter")
      await says(page, "#token-wrong", "Dit wachtwoord klopt niet.")
      await page.fill("#token-value", "open-sesame")
      await page.click("#token button[value=go]")
      await says(page, "#cache-list .gone", "is verwijderd")
      assert.deepStrictEqual(
        complaints.splice(0).filter((one) => !one.includes("401")),
        []
      )

      await page.reload()
      await openRow(page, "Nachttrein")
      await press(page, "Zoek opnieuw op")
      await says(page, "#cache-list .told", "is opnieuw opgezocht")
      assert.isFalse(await page.isVisible("dialog"))
      assert.notInclude(String(await page.evaluate("JSON.stringify(localStorage)")), "sesame")
      await page.click("#token-forget")
      await says(page, "#token-told", "Het wachtwoord is vergeten.")
      assert.isFalse(await page.isVisible("#token-forget"))
      await press(page, "Verwijder")
      await page.click("#token button[value=cancel]")
      assert.strictEqual(await rows(page).count(), 1)
      assert.deepStrictEqual(complaints, [])
    },
    { ADMIN_TOKEN: "open-sesame" }
  )
})
