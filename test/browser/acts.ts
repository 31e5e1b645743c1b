/** Tests with a service and a browser. */
import { it } from "@effect/vitest"
import { Effect } from "effect"
import type { Browser, Page } from "playwright-core"
import type { Given } from "../app/stage.ts"
import { browserPath } from "./browser.ts"
import { browser, service, type Service, visit } from "./stage.ts"

interface Acting {
  readonly service: Service
  readonly browser: Browser
  /** Asks the service as Plex does. */
  readonly asPlex: (path: string) => Promise<Given>
}

/** The name by which Plex calls. */
export const plexAgent = "PlexMediaServer/1.43.0.10467-2b1ba6e69"

/** Waits until an element holds a text. */
export const says = (page: Page, selector: string, text: string | RegExp) =>
  page.locator(selector).filter({ hasText: text }).first().waitFor()

/** Goes on by Tab until what the selector finds has the focus. */
export const tabTo = async (page: Page, selector: string) => {
  await page.locator(selector).waitFor()
  const isThere = `document.activeElement?.matches(${JSON.stringify(selector)}) === true`
  for (let presses = 0; presses < 200; presses++) {
    if (await page.evaluate<boolean>(isThere)) return
    await page.keyboard.press("Tab")
  }
  throw new Error(`Tab does not lead to ${selector}`)
}

/** Answers in the place of app.plex.tv, where people sign in. */
export const asPlexTv = (page: Page) =>
  page
    .context()
    .route("https://app.plex.tv/**", (route) =>
      route.fulfill({ contentType: "text/html", body: "<!doctype html><title>Plex</title><p>Plex</p>" })
    )

/** Looks a title up in the section for it. */
export const lookUp = async (page: Page, title: string, year = "") => {
  await visit(page, "lookups")
  await page.fill("#try-form [name=title]", title)
  await page.fill("#try-form [name=year]", year)
  await page.click("#try-form button[type=submit]")
}

/** A test with a service and a browser of its own; skipped where there is no browser. */
export const acts = (
  name: string,
  act: (stage: Acting) => Promise<void>,
  variables: Readonly<Record<string, string>> = {},
  options: { readonly afterwards?: boolean } = {}
) =>
  it.scopedLive.skipIf(browserPath === undefined)(name, () =>
    Effect.gen(function* () {
      const own = yield* service(variables, options)
      const asPlex = (path: string) => Effect.runPromise(own.ask(path, { headers: { "user-agent": plexAgent } }))
      const stage = { service: own, browser: yield* browser(), asPlex }
      yield* Effect.promise(() => act(stage))
    })
  )
