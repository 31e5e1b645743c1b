/** Page "Library": figures, filters, titles, and what is said when there is no server, or none that answers. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import * as Fs from "node:fs/promises"
import * as Path from "node:path"
import type { Browser } from "playwright-core"
import { movies } from "../../src/domain/plex/Provider.ts"
import { type Library, type Listed, plex, token } from "../stand-ins/plex.ts"
import { acts, says } from "./acts.ts"
import { faults } from "./axe.ts"
import { browserPath } from "./browser.ts"
import { films } from "./films.ts"
import { browser, open, type Service, service, visit } from "./stage.ts"

const key = "vpro-de-stille-kade-2011-none-m"
const guid = `${movies.identifier}://movie/${key}`
const text = films[0]?.text ?? ""

const library = (items: ReadonlyArray<Listed>): ReadonlyArray<Library> => [
  { key: "1", title: "Films", type: "movie", agent: movies.identifier, items },
  {
    key: "2",
    title: "Series",
    type: "show",
    agent: "tv.plex.agents.series",
    items: [{ title: "Reeks", ratingKey: "9" }]
  }
]
const others = Array.from({ length: 130 }, (_, at) => ({
  title: `Dijk ${at}`,
  ratingKey: String(100 + at),
  year: 1990
}))

interface Acting {
  readonly service: Service
  readonly browser: Browser
  readonly plex: Effect.Effect.Success<ReturnType<typeof plex>>
}

/** A service that is connected to a Plex with these films, of which one was looked up. */
const shows = (name: string, items: ReadonlyArray<Listed>, act: (stage: Acting) => Promise<void>, down = false) =>
  it.scopedLive.skipIf(browserPath === undefined)(name, () =>
    Effect.gen(function* () {
      const server = yield* plex({
        libraries: library(items),
        ...(down ? { instead: () => ({ status: 401, body: "no" }) } : {})
      })
      const own = yield* service()
      yield* own.ask(`/movies/library/metadata/${key}`)
      const kept = JSON.stringify({ name: "Zolder", url: server.url, token })
      yield* Effect.promise(() => Fs.writeFile(Path.join(own.directory, "plex-server.json"), kept))
      const stage = { service: own, plex: server, browser: yield* browser() }
      yield* Effect.promise(() => act(stage))
    })
  )

describe("the page Library", () => {
  acts("says that no server is connected, and where to connect one", async ({ browser, service }) => {
    const { page, complaints } = await open(browser, service)
    await visit(page, "library")
    await says(page, "#library-told", "Er is geen Plex-server gekoppeld")
    assert.strictEqual(await page.getAttribute("#library-connect", "href"), "#connect")
    assert.isFalse(await page.isVisible("#library-compare"))
    assert.isFalse(await page.isVisible("#library-titles"))
    assert.deepStrictEqual(await faults(page), [])
    assert.deepStrictEqual(complaints, [])
  })

  shows(
    "tells how each library stands, and a title with its text and its story",
    [{ title: "De stille kade", ratingKey: "1", year: 2011, guid, summary: text }, ...others],
    async ({ browser, plex, service }) => {
      const { page, complaints } = await open(browser, service)
      await visit(page, "library")
      await says(page, "#library-told", "Vergeleken met Zolder")
      await says(page, "#library-bars", "te zien in Plex: 1")
      await says(page, "#library-bars", "nog niet gevraagd: 130")
      await says(page, "#library-bars", "VPRO zit niet in de agent")
      await page.locator("#library-figures summary").click()
      await says(page, "#library-table tbody tr:last-child", "132")
      await says(page, "#library-count", "De eerste 100 van 132 titels.")
      assert.strictEqual(await page.locator("#library-list > li").count(), 100)
      const first = page.locator("#library-list > li").first()
      await first.locator("summary").click()
      await says(page, "#library-list .why", "Plex laat de tekst van VPRO zien.")
      await says(page, "#library-list .prose", text.slice(0, 40))
      await first.locator(".story").waitFor()
      assert.deepStrictEqual(plex.changes(), [])
      assert.deepStrictEqual(complaints, [])
      assert.notInclude(await page.content(), token)
      await visit(page, "overview")
      await says(page, "#overview-figures", "Titels in Plex met de tekst van VPRO")
      await says(page, "#overview-figures", "1 van 132")
    }
  )

  shows(
    "draws what was shown day by day",
    [{ title: "De stille kade", ratingKey: "1", year: 2011, guid, summary: "A quay." }],
    async ({ browser, service }) => {
      const points = [{ day: "2020-01-01", titles: 4, shown: 2, waiting: 1 }]
      const history = JSON.stringify({ server: "Zolder", libraries: [{ library: "1", points }] })
      await Fs.writeFile(Path.join(service.directory, "library-history.json"), history)
      const { page } = await open(browser, service)
      await visit(page, "library")
      await page.locator(".days rect").first().waitFor()
      const heights = await page.evaluate<unknown>(
        "[...document.querySelectorAll('.days g:first-child rect')].map((part) => [part.getAttribute('class'), getComputedStyle(part).height])"
      )
      assert.deepStrictEqual(heights, [
        ["shown", "50px"],
        ["waiting", "25px"],
        ["rest", "25px"]
      ])
    }
  )

  shows(
    "is searched, filtered and read on with the keyboard alone",
    [{ title: "De stille kade", ratingKey: "1", year: 2011, guid, summary: "A quay." }, ...others],
    async ({ browser, service }) => {
      const { page, complaints } = await open(browser, service, { viewport: { width: 360, height: 800 } })
      await visit(page, "library")
      await says(page, "#library-count", "De eerste 100 van 132 titels.")
      await page.locator("#library-more").focus()
      await page.keyboard.press("Enter")
      await says(page, "#library-count", "132 titels.")
      await page.locator("#library-list > li:nth-child(101) summary:focus").waitFor()
      await page.selectOption("#library-form [name=filter]", "differs")
      await says(page, "#library-count", "1 titel.")
      await page.locator("#library-list summary").focus()
      await page.keyboard.press("Enter")
      await says(page, "#library-list .why", "Plex laat nu een andere tekst zien.")
      assert.deepStrictEqual(await faults(page), [])
      assert.isAtMost(await page.evaluate<number>("document.documentElement.scrollWidth"), 360)
      await page.selectOption("#library-form [name=filter]", "all")
      await page.fill("#library-form [name=search]", "DÍJK 12")
      await page.keyboard.press("Enter")
      await says(page, "#library-count", "11 titels.")
      await page.selectOption("#library-form [name=library]", "2")
      await says(page, "#library-count", "Zulke titels zijn er niet.")
      await page.click("[data-language=en]")
      await says(page, "#library-count", "There are no titles like that.")
      await page.locator("#library-compare").focus()
      await page.keyboard.press("Enter")
      await says(page, "#library-done", "Comparing has begun.")
      assert.deepStrictEqual(complaints, [])
    }
  )

  shows(
    "says what is wrong when Plex does not take the token, and offers to connect again",
    [],
    async ({ browser, service }) => {
      const { page } = await open(browser, service)
      await visit(page, "library")
      await says(page, "#library-told", "Plex accepteert de aanmelding niet meer.")
      assert.isTrue(await page.isVisible("#library-connect"))
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme })
        assert.deepStrictEqual(await faults(page), [], colorScheme)
      }
    },
    true
  )
})
