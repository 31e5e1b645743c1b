/** The page that explains the routes: it leads everywhere that it says, opens what is linked to, and suits everyone. */
import { assert, describe } from "@effect/vitest"
import type { Browser, BrowserContextOptions } from "playwright-core"
import { acts } from "./acts.ts"
import { faults } from "./axe.ts"
import { complaining, homeName } from "./stage.ts"

const open = async (
  browser: Browser,
  { port }: { readonly port: number },
  { fragment = "", host = "127.0.0.1", ...options }: BrowserContextOptions & { fragment?: string; host?: string } = {}
) => {
  const context = await browser.newContext({ reducedMotion: "reduce", ...options })
  const page = await context.newPage()
  const complaints = complaining(page)
  await page.goto(`http://${host}:${port}/docs${fragment}`)
  return { page, complaints }
}

describe("the page that explains the routes", () => {
  acts("has no link that leads nowhere, and opens what a link leads to", async ({ browser, service }) => {
    const { page, complaints } = await open(browser, service)
    const links = await page.evaluate<ReadonlyArray<string>>(
      "[...new Set([...document.querySelectorAll('a')].map((link) => link.getAttribute('href')))]"
    )
    assert.isAbove(links.length, 60)
    for (const link of links) {
      if (!link.startsWith("#")) {
        assert.strictEqual((await page.request.get(new URL(link, page.url()).href)).status(), 200, link)
        continue
      }
      await page.evaluate(`location.hash = ${JSON.stringify(link)}`)
      assert.isTrue(await page.locator(`[id="${link.slice(1)}"]`).isVisible(), link)
    }
    assert.deepStrictEqual(complaints, [])
  })

  acts("opens an operation by the id that the document gives it", async ({ browser, service }) => {
    for (const fragment of ["#getTest", "#postTvLibraryMetadataMatches", "#shape-Problem"]) {
      const { page } = await open(browser, service, { fragment })
      await page.locator("details[open]").waitFor()
      assert.strictEqual(await page.locator("details[open]").count(), 1, fragment)
      assert.isTrue(await page.locator(`details[open] ${fragment}`).isVisible(), fragment)
      await page.context().close()
    }
  })

  acts("gives examples for the address by which it was reached, which work", async ({ browser, service }) => {
    const { page } = await open(browser, service, { host: homeName })
    const examples = await page.locator("pre").allTextContents()
    assert.isAbove(examples.length, 15)
    for (const example of examples) assert.include(example, `'http://${homeName}:${service.port}/`)
    const guarded = examples.filter((example) => example.includes("/cache/clear") || example.includes("/cache/delete"))
    assert.lengthOf(guarded, 2)
    for (const example of guarded) assert.match(example, /-X POST .*-H "Authorization: Bearer \$ADMIN_TOKEN"/s)
    assert.isDefined(examples.find((example) => example.endsWith("/test?title=Die%20Hard&year=1988'")))
  })

  acts("can be used with the keyboard alone", async ({ browser, service }) => {
    const { page } = await open(browser, service)
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    assert.strictEqual(await page.evaluate("document.activeElement.id"), "main")
    await page.keyboard.press("Tab")
    assert.strictEqual(await page.evaluate("document.activeElement.tagName"), "SUMMARY")
    await page.keyboard.press("Enter")
    assert.strictEqual(await page.locator("details[open]").count(), 1)
    assert.notStrictEqual(await page.evaluate("getComputedStyle(document.activeElement).outlineStyle"), "none")
  })

  acts("breaks no rule, and fits", async ({ browser, service }) => {
    for (const width of [360, 768, 1280])
      for (const colorScheme of width === 768 ? (["light"] as const) : (["light", "dark"] as const)) {
        const name = `${width} px, ${colorScheme}`
        const { page, complaints } = await open(browser, service, { viewport: { width, height: 800 }, colorScheme })
        await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        // The policy of the page allows no script: the rules are read into it from outside.
        assert.deepStrictEqual(await faults(page), [], name)
        assert.isAtMost(await page.evaluate<number>("document.documentElement.scrollWidth"), width, name)
        assert.deepStrictEqual(complaints, [], name)
        await page.context().close()
      }
  })
})
