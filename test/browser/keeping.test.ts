/** Page "Library": titles looked up ahead, refreshed in Plex, and both by themselves. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import * as Fs from "node:fs/promises"
import * as Path from "node:path"
import type { Browser, Page } from "playwright-core"
import { movies } from "../../src/domain/plex/Provider.ts"
import { plex, token } from "../stand-ins/plex.ts"
import { says } from "./acts.ts"
import { faults } from "./axe.ts"
import { browserPath } from "./browser.ts"
import { browser, open, type Service, service, visit } from "./stage.ts"

const key = "vpro-de-stille-kade-2011-none-m"
const items = [
  {
    title: "De stille kade",
    ratingKey: "1",
    year: 2011,
    guid: `${movies.identifier}://movie/${key}`,
    summary: "A quay."
  }
]
const libraries = [{ key: "1", title: "Films", type: "movie" as const, agent: movies.identifier, items }]

interface Acting {
  readonly service: Service
  readonly browser: Browser
  readonly plex: Effect.Effect.Success<ReturnType<typeof plex>>
}

/** A service that is connected to a Plex with that film. */
const keeps = (name: string, act: (stage: Acting) => Promise<void>, variables: Readonly<Record<string, string>> = {}) =>
  it.scopedLive.skipIf(browserPath === undefined)(name, () =>
    Effect.gen(function* () {
      const server = yield* plex({ libraries })
      const own = yield* service(variables)
      const kept = JSON.stringify({ name: "Zolder", url: server.url, token })
      yield* Effect.promise(() => Fs.writeFile(Path.join(own.directory, "plex-server.json"), kept))
      const stage = { service: own, plex: server, browser: yield* browser() }
      yield* Effect.promise(() => act(stage))
    })
  )

const changes = (server: Acting["plex"]) => server.changes().map(({ method, url }) => `${method} ${url}`)

/** Looks everything up, with the admin token. */
const warms = async (page: Page) => {
  await visit(page, "library")
  await page.click("#keeping-warm")
  await page.fill("#token-value", "open-sesame")
  await page.keyboard.press("Enter")
}

describe("keeping Plex up to date", () => {
  keeps(
    "gives titles VPRO's mark in Plex and takes it back, by a switch",
    async ({ browser, plex, service }) => {
      const { page } = await open(browser, service)
      await warms(page)
      await says(page, "#keeping-warm-told", "1 van 1 titel gedaan")
      await page.locator("#keeping-rating").focus()
      await page.keyboard.press("Space")
      await says(page, "#keeping-rating-told", "1 titel kreeg het cijfer van VPRO, 0 had het al.")
      assert.isTrue(await page.isChecked("#keeping-rating"))
      assert.deepStrictEqual(await faults(page), [])
      await page.click("#keeping-rating")
      await says(page, "#keeping-rating-told", "1 titel heeft de eerdere waardering terug.")
      assert.deepStrictEqual(changes(plex), [
        "PUT /library/metadata/1?rating=8&rating.locked=1",
        "PUT /library/metadata/1?rating=&rating.locked=0"
      ])
    },
    { ADMIN_TOKEN: "open-sesame" }
  )

  keeps(
    "looks everything up, and refreshes what Plex does not show, for who has the admin token",
    async ({ browser, plex, service }) => {
      const { page } = await open(browser, service)
      await warms(page)
      await says(page, "#keeping-warm-told", "1 van 1 titel gedaan, 1 met een tekst.")
      // What was looked up stands otherwise now.
      await says(page, "#library-bars", "nog niet te zien in Plex: 1")
      await says(page, "#library-list", "nog niet te zien in Plex")
      const head = page.locator("#library-list summary").first()
      await head.click()
      await page.locator("#library-list [data-act=refresh]").waitFor()
      await head.click()
      await page.selectOption("#library-form [name=filter]", "waiting")
      await says(page, "#library-count", "1 titel.")
      await page.click("#keeping-refresh")
      await says(page, "#keeping-refresh-said", "Begonnen met 1 titel")
      await says(page, "#keeping-refresh-told", "Aan Plex is gevraagd 1 van 1 titel te verversen")
      assert.deepStrictEqual(changes(plex), ["PUT /library/metadata/1/refresh"])
      await page.click("#keeping-refresh-stop")
      await says(page, "#keeping-refresh-said", "Gestopt.")
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme })
        assert.deepStrictEqual(await faults(page), [], colorScheme)
      }
      assert.notInclude(await page.content(), token)
    },
    { ADMIN_TOKEN: "open-sesame" }
  )

  keeps(
    "is done by itself once that is switched on, with the keyboard alone on a phone",
    async ({ browser, service }) => {
      const { page } = await open(browser, service, { viewport: { width: 360, height: 800 } })
      await visit(page, "library")
      // What is hidden yet takes no focus.
      await page.locator("#keeping-sync").waitFor()
      await page.locator("#keeping-sync").focus()
      await page.keyboard.press("Space")
      await page.fill("#token-value", "open-sesame")
      await page.keyboard.press("Enter")
      await says(page, "#keeping-said", "Plex wordt voortaan vanzelf bijgehouden.")
      await says(page, "#keeping-sync-told", "Laatste keer")
      const kept = () => Fs.readFile(Path.join(service.directory, "plex-sync.json"), "utf8")
      assert.strictEqual(JSON.parse(await kept()).on, true)
      assert.isAtMost(await page.evaluate<number>("document.documentElement.scrollWidth"), 360)
      await page.locator("#keeping-sync").focus()
      await page.keyboard.press("Space")
      await says(page, "#keeping-said", "Plex wordt niet meer vanzelf bijgehouden.")
      assert.strictEqual(JSON.parse(await kept()).on, false)
    },
    { ADMIN_TOKEN: "open-sesame" }
  )

  keeps("is for the owner of the server, which the page says beside the button", async ({ browser, plex, service }) => {
    const { page } = await open(browser, service)
    await visit(page, "library")
    await page.click("#keeping-warm")
    await says(page, "#keeping-said", "Alleen de eigenaar van de Plex-server mag dit.")
    assert.strictEqual(await page.getAttribute("#keeping-said a", "href"), "#connect")
    await page.click("[data-language=en]")
    await page.click("#keeping-sync")
    await says(page, "#keeping-said", "Only the owner of the Plex server may do this.")
    assert.isFalse(await page.isChecked("#keeping-sync"))
    assert.deepStrictEqual(changes(plex), [])
  })
})
