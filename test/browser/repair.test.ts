/** At a title: another page of VPRO, or none, as the owner's choice; and the list of those choices. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import * as Fs from "node:fs/promises"
import * as Path from "node:path"
import type { Browser } from "playwright-core"
import { movies } from "../../src/domain/plex/Provider.ts"
import { plex, token } from "../stand-ins/plex.ts"
import { says } from "./acts.ts"
import { faults } from "./axe.ts"
import { browserPath } from "./browser.ts"
import { films } from "./films.ts"
import { browser, open, type Service, service, visit } from "./stage.ts"

const key = "vpro-de-stille-kade-2011-none-m"
const [first, second] = films
const items = [
  {
    title: "De stille kade",
    ratingKey: "1",
    year: 2011,
    guid: `${movies.identifier}://movie/${key}`,
    summary: first?.text ?? ""
  }
]
const libraries = [{ key: "1", title: "Films", type: "movie" as const, agent: movies.identifier, items }]

interface Acting {
  readonly service: Service
  readonly browser: Browser
  readonly plex: Effect.Effect.Success<ReturnType<typeof plex>>
}

/** A service that is connected to a Plex with that film, of which there are two by that title. */
const repairs = (name: string, act: (stage: Acting) => Promise<void>, variables: Readonly<Record<string, string>>) =>
  it.scopedLive.skipIf(browserPath === undefined)(name, () =>
    Effect.gen(function* () {
      const server = yield* plex({ libraries })
      const own = yield* service(variables)
      yield* own.ask(`/movies/library/metadata/${key}`)
      const kept = JSON.stringify({ name: "Zolder", url: server.url, token })
      yield* Effect.promise(() => Fs.writeFile(Path.join(own.directory, "plex-server.json"), kept))
      const stage = { service: own, plex: server, browser: yield* browser() }
      yield* Effect.promise(() => act(stage))
    })
  )

const told = "#library-list .repair > .told"
const guarded = { ADMIN_TOKEN: "open-sesame" }

/** What Plex would get now. */
const summaryOf = async ({ port }: Service) => {
  const answer = await fetch(`http://127.0.0.1:${port}/movies/library/metadata/${key}`)
  return await answer.text()
}

describe("repair", () => {
  repairs(
    "takes another page from the story, none at all, and the choice back, with the mouse",
    async ({ browser, plex, service }) => {
      const { page } = await open(browser, service)
      await visit(page, "library")
      await page.locator("#library-list summary").first().click()
      await page.locator("#library-list .repair > summary").click()
      await page.locator("#library-list .repair [data-act=repair-take]").first().click()
      await page.fill("#token-value", "open-sesame")
      await page.keyboard.press("Enter")
      await says(page, told, "Bewaard. Plex vraagt deze titel nu opnieuw op.")
      await says(page, "#library-list .held", "Je koos de pagina “De stille kade”.")
      await says(page, "#library-list summary", "jouw keuze")
      assert.include(await summaryOf(service), second?.text.slice(0, 40) ?? "-")
      assert.deepStrictEqual(plex.refreshedItems(), ["1"])
      await page.click("#library-list [data-act=repair-none]")
      await says(page, "#library-list .held", "Je hebt gekozen dat VPRO hier geen pagina van heeft.")
      assert.notInclude(await summaryOf(service), '"summary"')
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme })
        assert.deepStrictEqual(await faults(page), [], colorScheme)
      }
      await page.click("#library-list [data-act=repair-undo]")
      await says(page, told, "Je keuze is ongedaan gemaakt.")
      assert.include(await summaryOf(service), first?.text.slice(0, 40) ?? "-")
    },
    guarded
  )

  repairs(
    "searches a page by its address, from a look-up, with the keyboard alone",
    async ({ browser, service }) => {
      const { page } = await open(browser, service, { viewport: { width: 360, height: 800 } })
      await visit(page, "lookups")
      await page.locator("#recent-list summary").first().focus()
      await page.keyboard.press("Enter")
      await page.locator("#recent-list .repair > summary").focus()
      await page.keyboard.press("Enter")
      await page.locator("#recent-list .repair input[name=query]").focus()
      await page.keyboard.type("https://www.cinema.nl/db/61004-nachttrein-naar-het-noorden")
      await page.keyboard.press("Enter")
      await page.locator("#token-value").waitFor({ state: "visible" })
      await page.keyboard.type("open-sesame")
      await page.keyboard.press("Enter")
      await says(page, "#recent-list .repair > .told", "1 pagina.")
      await page.locator("#recent-list .repair form ~ .choices [data-act=repair-take]").focus()
      await page.keyboard.press("Enter")
      await says(page, "#recent-list .held", "Je koos de pagina “Nachttrein naar het noorden”.")
      // Opened again, it is told again.
      await page.locator("#recent-list .repair > summary").focus()
      await page.keyboard.press("Enter")
      await page.keyboard.press("Enter")
      await says(page, "#recent-list .held", "Je koos de pagina “Nachttrein naar het noorden”.")
      assert.isAtMost(await page.evaluate<number>("document.documentElement.scrollWidth"), 360)
      assert.include(await summaryOf(service), "Zes reizigers")
      await page.locator("#recent-list [data-act=repair-undo]").focus()
      await page.keyboard.press("Enter")
      await says(page, "#recent-list .repair > .told", "Je keuze is ongedaan gemaakt.")
      await page.locator("#recent-list .repair > summary:focus").waitFor()
      assert.notInclude(await summaryOf(service), "Zes reizigers")
    },
    guarded
  )

  repairs(
    "lists the choices, gives them as a file, takes them over from one and undoes one",
    async ({ browser, service }) => {
      const { page } = await open(browser, service)
      await visit(page, "library")
      await page.click("#overrides-summary")
      await says(page, "#overrides-none", "Die zijn er niet.")
      const choice = { kind: "film", title: "De stille kade", year: 2011, page: 61_002, pageTitle: "De kade", at: 5 }
      const file = { name: "keuzes.json", mimeType: "application/json" }
      await page.setInputFiles("#overrides-import", { ...file, buffer: Buffer.from("{}") })
      await says(page, "#overrides-told", "In dat bestand staan geen keuzes.")
      const many = Array.from({ length: 130 }, (_, at) => ({ ...choice, title: `Film ${at}`, year: 1990 }))
      const bad = Buffer.from(JSON.stringify({ overrides: [...many, { kind: "film" }] }))
      const content = Buffer.from(JSON.stringify({ overrides: [choice] }))
      await page.setInputFiles("#overrides-import", { ...file, buffer: content })
      await page.fill("#token-value", "open-sesame")
      await page.keyboard.press("Enter")
      await says(page, "#overrides-told", "1 keuze overgenomen, 0 had je al.")
      await says(page, "#overrides-list", "De stille kade (2011)")
      await says(page, "#overrides-list a[href$='/db/61002-de-kade']", "→ De kade")
      const [download] = await Promise.all([page.waitForEvent("download"), page.click("#overrides-export")])
      assert.strictEqual(download.suggestedFilename(), "vpro-overrides.json")
      assert.include(await Fs.readFile(await download.path(), "utf8"), '"page":61002')
      assert.deepStrictEqual(await faults(page), [])
      await page.click("[data-act=override-undo]")
      await says(page, "#overrides-told", "Je keuze is ongedaan gemaakt.")
      await says(page, "#overrides-none", "Die zijn er niet.")
      await page.setInputFiles("#overrides-import", { ...file, buffer: bad })
      await says(
        page,
        "#overrides-told",
        "100 keuzes overgenomen, 0 had je al. In de rest van het bestand staan geen keuzes."
      )
      assert.strictEqual(await page.locator("#overrides-list > li").count(), 100)
    },
    guarded
  )

  repairs(
    "is not for strangers, who are told where the owner signs in",
    async ({ browser, plex, service }) => {
      const { page } = await open(browser, service)
      await visit(page, "library")
      await page.locator("#library-list summary").first().click()
      await page.locator("#library-list .repair > summary").click()
      await page.click("#library-list [data-act=repair-none]")
      await says(page, told, "Alleen de eigenaar van de Plex-server mag dit.")
      assert.include(await summaryOf(service), first?.text.slice(0, 40) ?? "-")
      assert.deepStrictEqual(plex.changes(), [])
    },
    {}
  )
})
