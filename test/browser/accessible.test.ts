/** No rule of axe is broken, and nothing is wider than the screen: in both languages, light and dark, on a phone and a desk. */
import { assert, describe } from "@effect/vitest"
import { Effect } from "effect"
import { acts, lookUp, says } from "./acts.ts"
import { faults } from "./axe.ts"
import { live } from "./history.ts"
import { type Opened, open, visit } from "./stage.ts"

/** Every page with everything on it opened, one after the other. */
const unfolded = {
  overview: async ({ page }: Opened) => {
    await page.locator("#setup > details > summary").click()
    await page.locator(".charts summary").click()
  },
  lookups: async ({ page }: Opened) => {
    await lookUp(page, "De stille kade", "2011")
    await page.locator("#try-result summary").click()
    await page.click("[data-filter=failed]")
    await page.locator("#recent-list summary").first().click()
    await page.locator("#recent-list .story").waitFor()
  },
  one: async ({ page }: Opened) => {
    await page.click("[data-filter=all]")
    await page.locator("#recent-list .acts a").click()
    await page.locator("#lookup .story").waitFor()
  },
  sources: async () => {},
  settings: async ({ page }: Opened) => {
    await page.locator("#cache-list summary").first().click()
    await page.locator("#cache-list .inside button").first().waitFor()
  }
}
const pages = ["overview", "lookups", "one", "sources", "settings"] as const

const widths = [360, 1280]
const schemes = ["light", "dark"] as const
const locales = ["nl-NL", "en-GB"]

describe("the page, for everyone", () => {
  for (const width of widths)
    acts(`breaks no rule, and fits ${width} px`, async ({ browser, service }) => {
      await Effect.runPromise(live(service))
      service.others.of.cinema.ails((_, outgoing) => void outgoing.writeHead(503, { "retry-after": "600" }).end())
      for (const title of ["een", "twee", "drie"]) await Effect.runPromise(service.ask(`/test?title=${title}`))
      for (const colorScheme of schemes)
        for (const locale of locales) {
          const name = `${width} px, ${colorScheme}, ${locale}`
          const tab = await open(browser, service, { viewport: { width, height: 800 }, colorScheme, locale })
          for (const one of pages) {
            if (one !== "one") await visit(tab.page, one)
            await unfolded[one](tab)
            assert.deepStrictEqual(await faults(tab.page), [], `${name}, ${one}`)
            const wide = await tab.page.evaluate<number>("document.documentElement.scrollWidth")
            assert.isAtMost(wide, width, `${name}, ${one}`)
          }
          assert.deepStrictEqual(tab.complaints, [], name)
          await tab.page.context().close()
        }
    })

  acts(
    "breaks no rule while it asks for the token, and when the service is gone",
    async ({ asPlex, browser, service }) => {
      await asPlex("/movies/library/metadata/vpro-de-stille-kade-2011-none-m")
      for (const colorScheme of schemes) {
        const { page } = await open(browser, service, { colorScheme, viewport: { width: 360, height: 800 } })
        await visit(page, "settings")
        await page.locator("#cache-list summary").click()
        await page.locator("#cache-list .danger").click()
        await page.locator("dialog[open]").waitFor()
        assert.deepStrictEqual(await faults(page), [], colorScheme)
        await page.keyboard.press("Escape")
        await page.route("**/ui/data", (route) => route.abort())
        await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        await says(page, "#state-main", "De dienst antwoordt niet.")
        assert.deepStrictEqual(await faults(page), [], colorScheme)
      }
    },
    { ADMIN_TOKEN: "open-sesame" }
  )
})
