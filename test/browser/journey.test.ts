/**
 * From a fresh start to a library that shows VPRO's texts, as its owner goes: signed in, all libraries under the agents, 2,000 titles looked
 * up, and the 23 of which Plex shows another text refreshed. With the mouse, and with the keyboard alone.
 */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import type { Page } from "playwright-core"
import { movies } from "../../src/domain/plex/Provider.ts"
import { inside } from "../resilience/inside.ts"
import { everything, keyOf, textOf, titleOf, word, year } from "../resilience/world.ts"
import { type Library, type Listed, plex } from "../stand-ins/plex.ts"
import { plexTv, resource } from "../stand-ins/plexTv.ts"
import { asPlexTv, says, tabTo } from "./acts.ts"
import { faults } from "./axe.ts"
import { browserPath } from "./browser.ts"
import { browser, open } from "./stage.ts"

const titles = 2000
const waiting = 23

/** Plex has the texts of most of them from an earlier time. */
const films = Array.from({ length: titles }, (_, at): Listed => {
  const name = word(at)
  return {
    title: titleOf(name),
    year,
    ratingKey: String(1000 + at),
    guid: `${movies.identifier}://movie/${keyOf(name)}`,
    summary: at < waiting ? "A keeper of dikes sees the water rise." : textOf(titleOf(name))
  }
})
const libraries: ReadonlyArray<Library> = [
  { key: "1", title: "Films", type: "movie", agent: "tv.plex.agents.movie", items: films },
  { key: "2", title: "Series", type: "show", agent: "tv.plex.agents.series", items: [] }
]

/** The ways to press something, to tick it, and to choose from a list. */
interface Hand {
  readonly press: (page: Page, selector: string) => Promise<void>
  readonly tick: (page: Page, selector: string) => Promise<void>
  readonly choose: (page: Page, selector: string, value: string) => Promise<void>
}

const mouse: Hand = {
  press: (page, selector) => page.click(selector),
  tick: (page, selector) => page.check(selector),
  choose: async (page, selector, value) => void (await page.selectOption(selector, value))
}

const keyboard: Hand = {
  press: async (page, selector) => {
    await tabTo(page, selector)
    await page.keyboard.press("Enter")
  },
  tick: async (page, selector) => {
    await tabTo(page, selector)
    await page.keyboard.press("Space")
  },
  choose: async (page, selector, value) => {
    await tabTo(page, selector)
    const isChosen = () =>
      page.evaluate<boolean>(`document.querySelector(${JSON.stringify(selector)}).value === "${value}"`)
    for (let presses = 0; presses < 20 && !(await isChosen()); presses++) await page.keyboard.press("ArrowDown")
  }
}

const steps = ["provider-film", "provider-series", "agent-film", "agent-series"].map((step) => `connect-do-${step}`)

const journey = async ({ choose, press, tick }: Hand, page: Page) => {
  const visit = (name: string) => press(page, `nav.sections a[href="#${name}"]`)
  await visit("settings")
  const popup = page.waitForEvent("popup")
  await press(page, "#connect-sign-in")
  await popup
  await page.bringToFront()
  await says(page, "#connect-server", "Verbonden met Thuis")
  for (const id of steps) {
    await press(page, `#${id}`)
    await page.locator(`#${id}`).waitFor({ state: "detached" })
  }
  await tick(page, "#connect-library-1")
  await tick(page, "#connect-library-2")
  await press(page, "#connect-put")
  await page.locator("#connect-back-2").waitFor()

  await visit("library")
  await says(page, "#library-bars", `nog niet gevraagd: ${new Intl.NumberFormat("nl-NL").format(titles)}`)
  await press(page, "#keeping-warm")
  await page.locator("#keeping-warm-bar").waitFor()
  await says(page, "#keeping-warm-told", `${titles} van ${titles} titels gedaan, ${titles} met een tekst.`)
  await says(page, "#library-bars", `nog niet te zien in Plex: ${waiting}`)
  assert.deepStrictEqual(await faults(page), [])

  await choose(page, "#library-form [name=filter]", "waiting")
  await says(page, "#library-count", `${waiting} titels.`)
  await press(page, "#keeping-refresh")
  await says(page, "#keeping-refresh-told", `Aan Plex is gevraagd ${waiting} van ${waiting} titels te verversen`)
}

describe("from a fresh start to a library with its texts", () => {
  for (const [name, hand] of [
    ["the mouse", mouse],
    ["the keyboard alone", keyboard]
  ] as const)
    it.scopedLive.skipIf(browserPath === undefined)(
      `goes with ${name}`,
      () =>
        Effect.gen(function* () {
          const server = yield* plex({ libraries })
          const account = yield* plexTv({ asked: 1, resources: [resource([server.url])] })
          const own = yield* inside(everything, { PLEX_TV_BASE_URL: account.url, WIKIDATA: "off" })
          const opened = yield* browser()
          yield* Effect.promise(async () => {
            const { complaints, page } = await open(opened, own)
            page.setDefaultTimeout(150_000)
            await asPlexTv(page)
            page.on("dialog", (dialog) => void dialog.accept())
            await journey(hand, page)
            assert.deepStrictEqual(server.libraries(), { Films: "VPRO Cinema", Series: "VPRO Cinema (series)" })
            assert.deepStrictEqual(
              [...server.refreshedItems()].toSorted(),
              Array.from({ length: waiting }, (_, at) => String(1000 + at))
            )
            // Plex shows all of it by now, and the page says so.
            await hand.press(page, "#library-compare")
            await says(page, "#library-bars", `te zien in Plex: ${new Intl.NumberFormat("nl-NL").format(titles)}`)
            assert.deepStrictEqual(complaints, [])
          })
        }),
      240_000
    )
})
