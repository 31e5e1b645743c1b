/** Pictures of the status page for the documentation: `npm run screenshots`. */
import { Effect } from "effect"
import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import type { Browser, BrowserContextOptions, Page } from "playwright-core"
import { encodeRatingKey } from "../../src/domain/keys/RatingKey.ts"
import { movies } from "../../src/domain/plex/Provider.ts"
import { type Listed, plex, token } from "../stand-ins/plex.ts"
import { hints } from "../stand-ins/works.ts"
import { browserPath } from "./browser.ts"
import { bareTitle, films, foreignTitle } from "./films.ts"
import { live } from "./history.ts"
import { browser, drawn, homeName, open, type Service, service, visit } from "./stage.ts"

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

/** What Plex has of the films of that afternoon: some with their text, some with another, some that nobody looked up yet. */
const items: ReadonlyArray<Listed> = [
  ...films.filter(({ type }) => type === undefined).map(({ text, title, year }) => [title, year, text] as const),
  [foreignTitle, 2016, undefined] as const,
  [bareTitle, 2021, undefined] as const,
  ["Een film die niemand kent", 1999, undefined] as const,
  ["Rook boven de polder", 1974, undefined] as const
].map(([title, year, text], at) => ({
  title,
  year,
  ratingKey: String(at + 1),
  guid: `${movies.identifier}://movie/${encodeRatingKey(hints(title, year))}`,
  summary: text === undefined || at === 3 ? "An English text." : text
}))

/** Weeks in which more and more films got their text. */
const weeks = Array.from({ length: 42 }, (_, at) => ({
  day: new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10),
  titles: items.length,
  shown: Math.min(4, Math.floor(at / 9)),
  waiting: at < 9 ? 3 : 1
}))

/** Connects the service to a Plex with these films. */
const connect = Effect.fn(function* ({ directory }: Service) {
  const { url } = yield* plex({
    libraries: [{ key: "1", title: "Films", type: "movie", agent: movies.identifier, items }]
  })
  const kept = {
    "plex-server": { name: "Zolder", url, token },
    "library-history": { server: "Zolder", libraries: [{ library: "1", points: weeks }] }
  }
  yield* Effect.promise(() =>
    Promise.all(
      Object.entries(kept).map(([name, one]) => writeFile(join(directory, `${name}.json`), JSON.stringify(one)))
    )
  )
})

/** Takes all pictures and writes them into a folder. */
export const take = (folder: string) =>
  Effect.gen(function* () {
    if (browserPath === undefined) return yield* Effect.dieMessage("no browser: set CHROMIUM_PATH")
    const rates = { POMS: "5", TMDB: "20", CINEMA: "2", VPROGIDS: "2", TVMAZE: "2" }
    const limits = Object.entries(rates).map(([name, rate]) => [`RATE_LIMIT_${name}`, rate])
    const stage = yield* service({ ...Object.fromEntries(limits), LOOKUP_TIMEOUT: "20 s" })
    yield* connect(stage)
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
      await visit(desk, "library")
      await desk.locator("#library-list > li").nth(3).waitFor()
      await section(desk, "library", path("library"))
      await desk.locator("#library-list summary").nth(3).click()
      await desk.locator("#library-list .repair > summary").click()
      await desk
        .locator("#library-list > li")
        .nth(3)
        .screenshot({ path: path("repair") })
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
