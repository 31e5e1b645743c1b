/** Section "Connect": from a fresh start to the libraries under the new agents, with the mouse and with the keyboard alone. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import type { Page } from "playwright-core"
import { plex, token } from "../stand-ins/plex.ts"
import { plexTv, resource } from "../stand-ins/plexTv.ts"
import { folder } from "../stand-ins/folder.ts"
import { asPlexTv, says, tabTo } from "./acts.ts"
import { faults } from "./axe.ts"
import { browserPath } from "./browser.ts"
import { browser, open, service, visit } from "./stage.ts"

const libraries = [
  { key: "1", title: "Films", type: "movie" as const, agent: "tv.plex.agents.movie", items: [] },
  { key: "2", title: "Series", type: "show" as const, agent: "tv.plex.agents.series", items: [] }
]

interface Stage {
  readonly page: Page
  readonly complaints: ReadonlyArray<string>
  readonly server: Effect.Effect.Success<ReturnType<typeof plex>>
}

/** A browser on the settings of a service that knows no Plex yet. Questions are answered with yes. */
const connecting = (
  name: string,
  act: (stage: Stage) => Promise<void>,
  variables: Readonly<Record<string, string>> = {},
  more: Parameters<typeof open>[2] = {}
) =>
  it.scopedLive.skipIf(browserPath === undefined)(
    name,
    () =>
      Effect.gen(function* () {
        const server = yield* plex({ libraries })
        const account = yield* plexTv({ asked: 1, resources: [resource([server.url])] })
        const own = yield* service({ CACHE_DIR: yield* folder, PLEX_TV_BASE_URL: account.url, ...variables })
        const opened = yield* browser()
        yield* Effect.promise(async () => {
          const { complaints, page } = await open(opened, own, more)
          await asPlexTv(page)
          page.on("dialog", (dialog) => void dialog.accept())
          await visit(page, "settings")
          await act({ complaints, page, server })
        })
      }),
    120_000
  )

const agents = {
  "VPRO Cinema": ["VPRO Cinema", "Plex Movie", "Plex Local Media"],
  "VPRO Cinema (series)": ["VPRO Cinema (series)", "Plex TV Series", "Plex Local Media"]
}

const forward = [
  "connect-do-provider-film",
  "connect-do-provider-series",
  "connect-do-agent-film",
  "connect-do-agent-series"
]
const back = [
  "connect-back-1",
  "connect-back-2",
  "connect-undo-agent-series",
  "connect-undo-agent-film",
  "connect-undo-provider-series",
  "connect-undo-provider-film"
]

/** All that can be pressed or filled in once a server is connected and set up; each is used below. */
const known = [
  "connect-address",
  "connect-again",
  "connect-back-1",
  "connect-back-2",
  "connect-forget",
  "connect-library-1",
  "connect-library-2",
  "connect-log-out",
  "connect-order-plex-first",
  "connect-order-vpro-first",
  "connect-refresh",
  "connect-tmdb",
  "connect-undo-agent-film",
  "connect-undo-agent-series",
  "connect-undo-provider-film",
  "connect-undo-provider-series"
]

describe("connecting to Plex on the page", () => {
  connecting("goes from a fresh start to all libraries under the agents, and back, with the mouse", async (stage) => {
    const { complaints, page, server } = stage
    assert.lengthOf(server.requests, 0)
    const [popup] = await Promise.all([page.waitForEvent("popup"), page.click("#connect-sign-in")])
    await page.locator("#connect-page").waitFor()
    await popup.waitForURL(/^https:\/\/app\.plex\.tv\/auth/)
    assert.match((await page.getAttribute("#connect-page", "href")) ?? "", /^https:\/\/app\.plex\.tv\/auth#\?clientID=/)
    await says(page, "#connect-server", "Verbonden met Thuis")
    for (const id of forward) {
      await page.click(`#${id}`)
      await page.locator(`#${id}`).waitFor({ state: "detached" })
    }
    assert.deepStrictEqual(server.agents(), agents)
    await page.check("#connect-library-1")
    await page.check("#connect-library-2")
    await page.click("#connect-put")
    await page.locator("#connect-back-2").waitFor()
    assert.deepStrictEqual(server.libraries(), { Films: "VPRO Cinema", Series: "VPRO Cinema (series)" })
    await page.click("#connect-refresh")
    await says(page, "#connect-told", "Gedaan.")
    assert.deepStrictEqual(server.refreshed(), ["Films", "Series"])
    assert.strictEqual(await page.locator(".connect-steps [data-done=false]").count(), 0)
    await page.click("#connect-again")
    await says(page, "#connect-server", "Verbonden met Thuis")
    const controls = await page.evaluate<ReadonlyArray<string>>(
      "[...document.querySelectorAll('#connect :is(a, button, input, select, summary)')].map(({ id }) => id).toSorted()"
    )
    assert.deepStrictEqual(controls, known)
    for (const id of back) {
      await page.click(`#${id}`)
      await page.locator(`#${id}`).waitFor({ state: "detached" })
    }
    assert.deepStrictEqual([server.agents(), server.registered()], [{}, {}])
    await page.click("#connect-forget")
    await page.locator("#connect-sign-in").waitFor()
    assert.deepStrictEqual(complaints, [])
    assert.notInclude(await page.content(), token)
  })

  connecting("does the same with the keyboard alone", async ({ page, server }) => {
    await tabTo(page, "#connect-sign-in")
    const popup = page.waitForEvent("popup")
    await page.keyboard.press("Enter")
    await popup
    await page.bringToFront()
    await says(page, "#connect-server", "Verbonden met Thuis")
    for (const id of forward) {
      await tabTo(page, `#${id}`)
      await page.keyboard.press("Enter")
      await page.locator(`#${id}`).waitFor({ state: "detached" })
    }
    for (const id of ["connect-library-1", "connect-library-2"]) {
      await tabTo(page, `#${id}`)
      await page.keyboard.press("Space")
    }
    await tabTo(page, "#connect-put")
    await page.keyboard.press("Enter")
    await page.locator("#connect-back-2").waitFor()
    await tabTo(page, "#connect-refresh")
    await page.keyboard.press("Enter")
    await says(page, "#connect-told", "Gedaan.")
    assert.deepStrictEqual(server.agents(), agents)
    assert.deepStrictEqual(server.libraries(), { Films: "VPRO Cinema", Series: "VPRO Cinema (series)" })
    assert.deepStrictEqual(server.refreshed(), ["Films", "Series"])
  })

  connecting("takes address and token by hand, and shows what to do when a step fails", async ({ page, server }) => {
    await page.click("#connect-by-hand summary")
    await page.fill("[name=plex-url]", server.url)
    await page.fill("[name=plex-token]", token)
    await page.click("#connect-form button")
    await says(page, "#connect-server", "Verbonden met 127.0.0.1")
    await page.fill("#connect-address", "http://elsewhere.test:5100")
    // Straight on to the button, before the change of the address is looked at.
    await page.click("#connect-do-provider-film")
    await says(page, ".connect-steps .failed", "Plex accepteert dat adres niet.")
    await says(page, ".connect-steps .failed code", "http://elsewhere.test:5100/movies")
    await page.click("[data-language=en]")
    await page.check("#connect-order-plex-first")
    await says(page, ".connect-steps", "to do:")
    await page.click("#connect-tmdb")
    await says(page, "#connect-told", /TMDB/)
    await page.click("#connect-log-out")
    await says(page, "#connect-body", "You may look.")
    assert.isTrue(await page.isDisabled("#connect-address"))
  })

  connecting(
    "is said to be off where it is",
    async ({ page, server }) => {
      await says(page, "#connect-body", "PLEX=off")
      assert.strictEqual(await page.locator("#connect button").count(), 0)
      assert.lengthOf(server.requests, 0)
    },
    { PLEX: "off" }
  )

  for (const colorScheme of ["light", "dark"] as const)
    connecting(
      `breaks no rule and fits on a phone, ${colorScheme}`,
      async ({ page, server }) => {
        const look = async (name: string) => {
          assert.deepStrictEqual(await faults(page), [], name)
          assert.isAtMost(await page.evaluate<number>("document.documentElement.scrollWidth"), 360, name)
        }
        await page.click("#connect-by-hand summary")
        await look("nobody connected")
        await page.fill("[name=plex-url]", server.url)
        await page.fill("[name=plex-token]", token)
        await page.click("#connect-form button")
        await page.locator(".connect-steps").waitFor()
        await look("the steps")
        await page.click("#connect-do-provider-film")
        await page.locator("#connect-undo-provider-film").waitFor()
        await look("a step done")
      },
      {},
      { viewport: { width: 360, height: 800 }, colorScheme }
    )
})
