/** Pages: addresses of their own, back and forward, titles, and what is there without a script. */
import { assert, describe } from "@effect/vitest"
import type { Page } from "playwright-core"
import { acts, says } from "./acts.ts"
import { open, visit } from "./stage.ts"

const shown = (page: Page) => page.evaluate<string>("document.body.dataset.page")
const marked = (page: Page) =>
  page.evaluate<string>("[...document.querySelectorAll('nav [aria-current=page]')].map((one) => one.hash).join()")
const arrived = (page: Page, id: string) => page.locator(`#${id}-title:focus`).waitFor()

describe("pages", () => {
  acts("have an address, a title, a mark in the menu and the focus", async ({ browser, service }) => {
    const { page, complaints } = await open(browser, service)
    assert.strictEqual(await page.title(), "Overzicht · vpro-cinema-plex")
    assert.strictEqual(await marked(page), "#overview")
    await visit(page, "sources")
    await arrived(page, "sources")
    assert.match(page.url(), /\/ui#sources$/)
    assert.strictEqual(await marked(page), "#sources")
    assert.strictEqual(await page.title(), "Bronnen · vpro-cinema-plex")
    await page.click("[data-language=en]")
    assert.strictEqual(await page.title(), "Sources · vpro-cinema-plex")
    assert.deepStrictEqual(complaints, [])
  })

  acts(
    "are walked through with back and forward, and are what they were after a reload",
    async ({ browser, service }) => {
      const { page } = await open(browser, service)
      await visit(page, "lookups")
      await arrived(page, "lookups")
      await visit(page, "settings")
      await arrived(page, "settings")
      await page.goBack()
      await arrived(page, "lookups")
      await page.goBack()
      await arrived(page, "overview")
      await page.goForward()
      await arrived(page, "lookups")
      await page.reload()
      await page.locator("#lookups").waitFor()
      assert.strictEqual(await shown(page), "lookups")
    }
  )

  acts("are where the addresses of sections lead, to the section itself", async ({ browser, service }) => {
    const { page, complaints } = await open(browser, service)
    const address = page.url()
    for (const [hash, at] of [
      ["setup", "overview"],
      ["try", "lookups"],
      ["sources", "sources"],
      ["cache", "settings"],
      ["recent", "lookups"]
    ] as const) {
      await page.goto("about:blank")
      await page.goto(`${address}#${hash}`)
      await page.locator(`#${hash}-title`).waitFor()
      assert.strictEqual(await shown(page), at, hash)
      const top = await page.evaluate<number>(`document.querySelector("#${hash}-title").getBoundingClientRect().top`)
      assert.isBelow(top, 900, hash)
    }
    await page.click("[data-language=en]")
    await visit(page, "overview")
    await page.click("#latest a[href='#recent']")
    await arrived(page, "recent")
    for (const strange of ["#nowhere", "#%E0%A4%A", "#lookups/%E0%A4%A", "#__proto__"]) {
      await page.goto("about:blank")
      await page.goto(`${address}${strange}`)
      await says(page, "#state-main", "Not checked yet.")
      assert.include(["overview", "lookups"], await shown(page), strange)
    }
    assert.deepStrictEqual(complaints, [])
  })

  acts("stand below one another without a script", async ({ browser, service }) => {
    const context = await browser.newContext({ javaScriptEnabled: false, locale: "nl-NL" })
    const page = await context.newPage()
    await page.goto(`http://127.0.0.1:${service.port}/ui`)
    for (const id of ["overview", "setup", "lookups", "try", "sources", "settings", "cache"])
      assert.isTrue(await page.isVisible(`#${id}-title`), id)
    assert.isFalse(await page.isVisible("#library-title"))
    await says(page, "#address-film", "/movies")
  })
})
