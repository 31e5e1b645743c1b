/** The page as a whole: language, a service that is gone, the keyboard alone, storage switched off. */
import { assert, describe } from "@effect/vitest"
import type { Page } from "playwright-core"
import { acts, says } from "./acts.ts"
import { open, strangeName } from "./stage.ts"

const focused = (page: Page) =>
  page.evaluate<string>(
    "(document.activeElement?.textContent || document.activeElement?.getAttribute('name') || '').trim()"
  )

/** Presses a key until the focus is on something of that name. */
const reach = async (page: Page, key: "Tab" | "Shift+Tab", name: string) => {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press(key)
    if ((await focused(page)) === name) return
  }
  assert.fail(`the keyboard does not reach "${name}"`)
}
const tabTo = (page: Page, name: string) => reach(page, "Tab", name)
const backTo = (page: Page, name: string) => reach(page, "Shift+Tab", name)

/** Waits until a page is there, and its heading has the focus. */
const arrived = (page: Page, title: string) =>
  page.locator("main > .page > h2:focus").filter({ hasText: title }).waitFor()

describe("the page", () => {
  acts("speaks the reader's language, and remembers a choice", async ({ browser, service }) => {
    const { page, complaints } = await open(browser, service)
    assert.strictEqual(await page.getAttribute("html", "lang"), "nl")
    await says(page, "#setup-title", "Plex instellen")
    await page.click("[data-language=en]")
    await says(page, "#setup-title", "Set up Plex")
    assert.strictEqual(await page.getAttribute("[data-copy=address-film]", "aria-label"), "Copy the address for films")
    await page.reload()
    await says(page, "#setup-title", "Set up Plex")
    assert.strictEqual(await page.getAttribute("html", "lang"), "en")
    assert.strictEqual(await page.getAttribute("[data-language=en]", "aria-pressed"), "true")
    const other = await open(browser, service, { locale: "de-DE" })
    await says(other.page, "#setup-title", "Set up Plex")
    assert.deepStrictEqual([...complaints, ...other.complaints], [])
  })

  acts("works with storage switched off", async ({ browser, service }) => {
    const { page } = await open(browser, service)
    await page
      .context()
      .addInitScript(
        "for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, { get() { throw new Error('off') } })"
      )
    const errors: Array<string> = []
    page.on("pageerror", (error) => errors.push(String(error)))
    await page.reload()
    await says(page, "#state-main", "Nog niet gecontroleerd.")
    await page.click("[data-language=en]")
    await says(page, "#state-main", "Not checked yet.")
    assert.deepStrictEqual(errors, [])
  })

  acts(
    "says that the service is gone, keeps what it knew, and comes back by itself or when asked",
    async ({ asPlex, browser, service }) => {
      await asPlex("/movies/library/metadata/vpro-de-stille-kade-2011-none-m")
      const { page } = await open(browser, service)
      await says(page, "#latest-list", "De Stille Kade")
      let gone = true
      await page.route("**/ui/data", (route) => (gone ? route.abort() : route.continue()))
      const lookAgain = () => page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
      await lookAgain()
      await says(page, "#state-main", "De dienst antwoordt niet.")
      await says(page, "#state-more", "Nieuwe poging over 2 seconden.")
      await says(page, "#latest-list", "De Stille Kade")
      gone = false
      await says(page, "#state-main", "Nog niet gecontroleerd.")
      gone = true
      await lookAgain()
      await page.click("[data-language=en]")
      await says(page, "#state-main", "The service does not answer.")
      gone = false
      await page.click("#state-retry")
      await says(page, "#state-main", "Not checked yet.")
      assert.isFalse(await page.isVisible("#state-retry"))
    }
  )

  acts("says that it does not know the name by which it was reached", async ({ browser, service }) => {
    const { page } = await open(browser, service, { host: strangeName })
    await says(page, "#state-main", `De dienst kent de naam ${strangeName} niet`)
    await says(page, "#state-more", "HOSTS")
    await page.click("[data-language=en]")
    await says(page, "#state-main", `The service does not know the name ${strangeName}`)
    assert.isTrue(await page.isVisible("#state-retry"))
  })

  acts("can be used with the keyboard alone", async ({ asPlex, browser, service }) => {
    await asPlex("/movies/library/metadata/vpro-waterlijn-2020-none-m")
    const { page, complaints } = await open(browser, service)
    await page.locator("#setup > details:not([open])").waitFor()
    await page.keyboard.press("Tab")
    assert.strictEqual(await focused(page), "Naar de inhoud")
    assert.isAtLeast(Number(await page.evaluate("document.activeElement.getBoundingClientRect().top")), 0)
    await page.keyboard.press("Enter")
    assert.strictEqual(await page.evaluate("document.activeElement.id"), "main")
    await tabTo(page, "Plex instellen")
    await page.keyboard.press("Enter")
    await tabTo(page, "Kopieer")
    assert.notStrictEqual(await page.evaluate("getComputedStyle(document.activeElement).outlineStyle"), "none")
    await page.keyboard.press("Enter")
    await backTo(page, "Opgezocht")
    await page.keyboard.press("Enter")
    await arrived(page, "Opgezocht")
    await tabTo(page, "title")
    await page.keyboard.type("De stille kade")
    await tabTo(page, "year")
    await page.keyboard.type("2011")
    await page.keyboard.press("Enter")
    await says(page, "#try-told", "De stille kade (2011): gevonden.")
    await tabTo(page, "1 kandidaat is afgewezen")
    await page.keyboard.press("Enter")
    await says(page, "#try-result details .candidate", "1958")
    await tabTo(page, "Mislukt")
    await page.keyboard.press("Space")
    await says(page, "#recent-told", "Er is niets van deze soort.")
    await backTo(page, "Instellingen")
    await page.keyboard.press("Enter")
    await arrived(page, "Instellingen")
    await tabTo(page, "part")
    await page.keyboard.type("waterlijn")
    await page.keyboard.press("Enter")
    await says(page, "#cache-told", "1 antwoord")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await page.locator("#cache-list .inside button").first().waitFor()
    await tabTo(page, "Verwijder")
    await page.keyboard.press("Enter")
    await says(page, "#cache-list .gone", "is verwijderd")
    assert.deepStrictEqual(complaints, [])
  })
})
