/** Pictures of the status page for the documentation: `npm run screenshots`. */
import { Effect } from "effect"
import { join } from "node:path"
import type { Browser, BrowserContextOptions, Page } from "playwright-core"
import { browserPath } from "./browser.ts"
import { live } from "./history.ts"
import { browser, drawn, homeName, open, service, visit } from "./stage.ts"

/** The port that the service has at home. */
const port = 5100

const look = async (page: Page, title: string, year: string) => {
  await visit(page, "lookups")
  await page.fill("#try-form [name=title]", title)
  await page.fill("#try-form [name=year]", year)
  await page.click("#try-form button[type=submit]")
  await drawn(page)
  await page.evaluate("document.activeElement.blur()")
}

const page = async (opened: Browser, options: BrowserContextOptions) =>
  (await open(opened, { port }, { host: homeName, locale: "en-GB", ...options })).page

const margin = 32

/** A section with some room around it. */
const section = async (page: Page, id: string, path: string) => {
  await page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
  const box = await page.locator(`#${id}`).boundingBox()
  if (box === null) return
  const clip = { x: box.x - margin, y: box.y, width: box.width + 2 * margin, height: box.height + margin }
  await page.screenshot({ path, fullPage: true, clip })
}

/** Takes all pictures and writes them into a folder. */
export const take = (folder: string) =>
  Effect.gen(function* () {
    if (browserPath === undefined) return yield* Effect.dieMessage("no browser: set CHROMIUM_PATH")
    const rates = { POMS: "5", TMDB: "20", CINEMA: "2", VPROGIDS: "2", TVMAZE: "2" }
    const limits = Object.entries(rates).map(([name, rate]) => [`RATE_LIMIT_${name}`, rate])
    const stage = yield* service({ ...Object.fromEntries(limits), LOOKUP_TIMEOUT: "20 s" })
    yield* live(stage)
    const opened = yield* browser({ [`${homeName}:${port}`]: `127.0.0.1:${stage.port}` })
    const path = (name: string) => join(folder, `${name}.png`)
    yield* Effect.promise(async () => {
      const desk = await page(opened, { viewport: { width: 1200, height: 1080 } })
      await desk.screenshot({ path: path("status-page") })
      await look(desk, "De stille kade", "2011")
      // Sections by themselves, without what sticks to the top of the window.
      await desk.evaluate("document.querySelector('nav.sections').style.position = 'static'")
      await section(desk, "try", path("try-it"))
      await section(desk, "recent", path("look-ups"))
      const phone = await page(opened, {
        locale: "nl-NL",
        colorScheme: "dark",
        deviceScaleFactor: 2,
        viewport: { width: 360, height: 780 }
      })
      await look(phone, "The Keeper's Girl", "2016")
      await phone.evaluate("document.querySelector('#try-told').scrollIntoView()")
      await phone.evaluate("scrollBy(0, -40)")
      await phone.screenshot({ path: path("phone") })
    })
  }).pipe(Effect.scoped, Effect.runPromise)
