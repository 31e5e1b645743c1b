/** A browser in front of a service of invented films. */
import { Effect } from "effect"
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core"
import { browserPath } from "./browser.ts"
import { inside } from "../resilience/inside.ts"
import { posterOf, posterPattern, world } from "./films.ts"

/** A name under which the browser finds the service as on another machine at home: no secure context there. */
export const homeName = "nas.local"
/** A name that anybody could let lead here. */
export const strangeName = "films.example.org"

/**
 * A browser until the scope closes. Its sandbox does not work for root. `names` leads further names, with a port perhaps,
 * to other addresses.
 */
export const browser = (
  names: Readonly<Record<string, string>> = { [homeName]: "127.0.0.1", [strangeName]: "127.0.0.1" }
) =>
  Effect.acquireRelease(
    Effect.promise(() =>
      chromium.launch({
        ...(browserPath === undefined ? {} : { executablePath: browserPath }),
        args: [
          ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
          `--host-resolver-rules=${Object.entries(names)
            .map(([name, address]) => `MAP ${name} ${address}`)
            .join(", ")}`
        ]
      })
    ),
    (opened: Browser) => Effect.promise(() => opened.close())
  )

/** A service over stand-ins; TMDB has a key. */
export const service = (
  variables: Readonly<Record<string, string>> = {},
  options: { readonly afterwards?: boolean } = {}
) => inside(world, { TMDB_API_KEY: "0123456789abcdef".repeat(2), ...variables }, options)
export type Service = Effect.Effect.Success<ReturnType<typeof service>>

export interface Opened {
  readonly page: Page
  /** What the browser complained of: errors of scripts, failed requests, violations of the policy. */
  readonly complaints: Array<string>
}

/** Collects what the browser complains of. */
export const complaining = (page: Page): Array<string> => {
  const complaints: Array<string> = []
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text())
  })
  page.on("pageerror", (error) => complaints.push(String(error)))
  page.on("requestfailed", (request) => {
    const fault = request.failure()?.errorText ?? ""
    // A page that is loaded again breaks off what it was still asking: nothing failed. What the policy forbids is ERR_BLOCKED.
    if (fault !== "net::ERR_ABORTED") complaints.push(`${request.url()}: ${fault}`)
  })
  page.on("response", (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`)
  })
  return complaints
}

/** Opens the status page in a tab of its own; posters are drawn here. */
export const open = async (
  opened: Browser,
  { port }: { readonly port: number },
  { host = "127.0.0.1", ...options }: BrowserContextOptions & { readonly host?: string } = {}
): Promise<Opened> => {
  const context = await opened.newContext({
    locale: "nl-NL",
    timezoneId: "Europe/Amsterdam",
    reducedMotion: "reduce",
    viewport: { width: 1280, height: 900 },
    ...options
  })
  await context.route(posterPattern, (route) =>
    route.fulfill({ contentType: "image/svg+xml", body: posterOf(route.request().url()) })
  )
  const page = await context.newPage()
  const complaints = complaining(page)
  await page.goto(`http://${host}:${port}/ui`)
  await page.locator("#state:not([data-state=loading])").waitFor()
  return { page, complaints }
}

/** Waits until the poster of a result is drawn. */
export const drawn = async (page: Page) => {
  const isDrawn = () => page.evaluate<boolean>("document.querySelector('#try-result img.poster')?.naturalWidth > 0")
  while (!(await isDrawn())) await page.waitForTimeout(20)
}

/** Goes to a page by the menu. */
export const visit = (page: Page, name: "overview" | "library" | "lookups" | "sources" | "settings") =>
  page.click(`nav.sections a[href="#${name}"]`)
