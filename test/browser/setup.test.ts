/** Section "Set up": the addresses, copying them, and whether Plex has called. */
import { assert, describe } from "@effect/vitest"
import { Effect } from "effect"
import type { Page } from "playwright-core"
import { acts, plexAgent, says } from "./acts.ts"
import { homeName, open, service as servedWith, visit } from "./stage.ts"

/** What the clipboard holds, as pasting shows. */
const pasted = async (page: Page) => {
  await visit(page, "lookups")
  await page.fill("#try-form [name=title]", "")
  await page.focus("#try-form [name=title]")
  await page.keyboard.press("Control+V")
  const text = await page.inputValue("#try-form [name=title]")
  await visit(page, "overview")
  return text
}

describe("setting up", () => {
  acts("shows the addresses, copies them, and warns that localhost is not for Plex", async ({ browser, service }) => {
    const { page, complaints } = await open(browser, service, { permissions: ["clipboard-read", "clipboard-write"] })
    for (const [kind, path] of [
      ["film", "movies"],
      ["series", "series"]
    ] as const) {
      const address = `http://127.0.0.1:${service.port}/${path}`
      assert.strictEqual(await page.textContent(`#address-${kind}`), address)
      await page.click(`[data-copy=address-${kind}]`)
      await says(page, `#told-address-${kind}`, "Gekopieerd.")
      assert.strictEqual(await pasted(page), address)
    }
    assert.isTrue(await page.isVisible("#setup-localhost"))
    assert.deepStrictEqual(complaints, [])
  })

  acts("copies on plain http too, where browsers hide the clipboard", async ({ browser, service }) => {
    const { page, complaints } = await open(browser, service, { host: homeName })
    assert.isFalse(await page.evaluate("isSecureContext"))
    assert.isFalse(await page.isVisible("#setup-localhost"))
    await page.click("[data-copy=address-series]")
    await says(page, "#told-address-series", "Gekopieerd.")
    assert.strictEqual(await pasted(page), `http://${homeName}:${service.port}/series`)
    assert.deepStrictEqual(complaints, [])
  })

  acts("leaves the address selected when nothing may be copied at all", async ({ browser, service }) => {
    const { page } = await open(browser, service, { host: homeName })
    await page.evaluate("document.execCommand = () => false")
    await page.click("[data-copy=address-film]")
    await says(page, "#told-address-film", "Ctrl+C")
    assert.strictEqual(await page.evaluate("String(getSelection())"), `http://${homeName}:${service.port}/movies`)
  })

  acts(
    "names the settings that cannot be used, in both languages, and none otherwise",
    async ({ browser, service }) => {
      const { page } = await open(browser, service)
      assert.isFalse(await page.isVisible("#unusable"))
      const placeholders = { TMDB_API_KEY: "your_tmdb_api_key_here", VPRO_RETURN_IMAGES: "enabled" }
      const told = Effect.gen(function* () {
        const other = yield* servedWith(placeholders)
        return yield* Effect.promise(async () => {
          const { complaints, page } = await open(browser, other)
          const dutch = await page.innerText("#unusable")
          await page.click("[data-language=en]")
          return { complaints, dutch, english: await page.innerText("#unusable") }
        })
      })
      const { complaints, dutch, english } = await Effect.runPromise(Effect.scoped(told))
      assert.match(dutch, /niet te gebruiken[^]*TMDB_API_KEY: een sleutel[^]*VPRO_RETURN_IMAGES: true of false/)
      assert.match(english, /cannot be used[^]*TMDB_API_KEY: a key[^]*VPRO_RETURN_IMAGES: true or false/)
      assert.notInclude(dutch + english, placeholders.TMDB_API_KEY)
      assert.deepStrictEqual(complaints, [])
    }
  )

  acts("says whether Plex has called, when, and what for", async ({ asPlex, browser, service }) => {
    const { page, complaints } = await open(browser, service)
    await says(page, "#plex-film", "Nog niet")
    await says(page, "#state-more", "Plex heeft nog geen contact gemaakt.")
    await asPlex("/series")
    service.move("3 minutes")
    await page.reload()
    // It is done: out of the way, but there.
    await page.locator("#setup > details:not([open])").waitFor()
    assert.isFalse(await page.isVisible("#address-film"))
    await visit(page, "settings")
    await says(page, "#plex-series", "Ja, 3 minuten geleden: Plex haalde de eigenschappen op.")
    await says(page, "#agent-series", plexAgent)
    await says(page, "#plex-film", "Nog niet")
    await visit(page, "overview")
    await says(page, "#state-more", "Plex maakte 3 minuten geleden contact.")
    await page.locator("#setup > details > summary").click()
    await says(page, "#plex-film", "Nog niet")
    assert.deepStrictEqual(complaints, [])
  })
})
