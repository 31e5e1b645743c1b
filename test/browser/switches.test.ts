/** Page "Settings": what Plex gets, chosen on the page, with the mouse and with the keyboard alone. */
import { assert, describe } from "@effect/vitest"
import * as Fs from "node:fs/promises"
import * as Path from "node:path"
import type { Page } from "playwright-core"
import { acts, says } from "./acts.ts"
import { faults } from "./axe.ts"
import { open, visit } from "./stage.ts"

const key = "fedcba9876543210".repeat(2)
const film = "/movies/library/metadata/vpro-de-stille-kade-2011-none-m"
const asAdmin = { ADMIN_TOKEN: "open-sesame" }

const gives = async (page: Page) => {
  await page.fill("#token-value", "open-sesame")
  await page.keyboard.press("Enter")
}

describe("the settings on the page", () => {
  acts(
    "hold at once, and are kept",
    async ({ asPlex, browser, service }) => {
      const { complaints, page } = await open(browser, service)
      const before = (await asPlex(film)).text
      await visit(page, "settings")
      await page.click("#switch-rating")
      await gives(page)
      await says(page, "#switch-rating-said", "Bewaard.")
      assert.isTrue(await page.isChecked("#switch-rating"))
      assert.notInclude(before, '"Rating"')
      assert.include((await asPlex(film)).text, '"Rating"')
      await page.selectOption("#switch-extras", "unavailable")
      await says(page, "#switch-extras-said", "Bewaard.")
      assert.strictEqual((await asPlex(`${film}/extras`)).status, 503)
      const kept = await Fs.readFile(Path.join(service.directory, "switches.json"), "utf8")
      assert.deepStrictEqual(JSON.parse(kept), { VPRO_RETURN_RATING: "true", EXTRAS: "unavailable" })
      await page.reload()
      await page.locator("#switches").waitFor()
      await page.waitForFunction("document.querySelector('#switch-rating').checked")
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme })
        assert.deepStrictEqual(await faults(page), [], colorScheme)
      }
      assert.deepStrictEqual(
        complaints.filter((one) => !one.includes("401")),
        []
      )
    },
    asAdmin
  )

  acts(
    "take a key of TMDB with the keyboard alone on a phone, show it nowhere, and let it go",
    async ({ browser, service }) => {
      const { page } = await open(browser, service, { viewport: { width: 360, height: 800 } })
      await visit(page, "settings")
      await says(page, "#switch-key-state", "Er is geen sleutel")
      const field = page.locator("#switch-key")
      await field.focus()
      await page.keyboard.type("geen sleutel")
      await page.keyboard.press("Enter")
      await gives(page)
      await says(page, "#switch-key-said", "Dat is geen sleutel van TMDB")
      await field.fill(key)
      await field.press("Enter")
      await says(page, "#switch-key-said", "Bewaard.")
      await says(page, "#switch-key-state", "Er is een sleutel.")
      assert.strictEqual(await field.inputValue(), "")
      assert.notInclude(await page.content(), key)
      await page.locator("#switch-key-test").press("Space")
      await says(page, "#switch-key-said", "TMDB")
      assert.deepStrictEqual(await faults(page), [])
      await page.locator("#switch-key-none").press("Enter")
      await says(page, "#switch-key-said", "De sleutel is verwijderd.")
      await says(page, "#switch-key-state", "Er is geen sleutel")
      assert.strictEqual(await page.evaluate<string>("document.activeElement.id"), "switch-key")
    },
    { ...asAdmin, TMDB_API_KEY: "" }
  )

  acts(
    "say which variable holds, and are no stranger's to change",
    async ({ browser, service }) => {
      const { page } = await open(browser, service)
      await visit(page, "settings")
      await says(page, "#switch-images-from", "Ingesteld met VPRO_RETURN_IMAGES.")
      assert.isTrue(await page.isDisabled("#switch-images"))
      assert.isTrue(await page.isChecked("#switch-images"))
      await says(page, "#switch-key-from", "Ingesteld met TMDB_API_KEY.")
      assert.isFalse(await page.isVisible("#switch-key"))
      await page.click("#switch-title")
      await says(page, "#switch-title-said", "Alleen de eigenaar van de Plex-server mag dit.")
      assert.isTrue(await page.isChecked("#switch-title"))
      await page.click("header [data-language=en]")
      await says(page, "#switch-images-from", "Set by VPRO_RETURN_IMAGES.")
    },
    { VPRO_RETURN_IMAGES: "true" }
  )
})
