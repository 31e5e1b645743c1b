/** Everything that can be pressed or filled in is known here, has a name, and does something; nothing comes from elsewhere. */
import { assert, describe } from "@effect/vitest"
import type { Page } from "playwright-core"
import { acts, lookUp, says } from "./acts.ts"
import { pictureHosts } from "../../src/app/web/page/Pictures.ts"
import { drawn, open, visit } from "./stage.ts"

const key = "/movies/library/metadata/vpro-de-stille-kade-2011-none-m"

/** What can be pressed or filled in, by what it is. */
const controls = (page: Page) =>
  page.evaluate<
    ReadonlyArray<string>
  >(`[...new Set([...document.querySelectorAll("a, button, input, select, summary")].map((one) => {
    const place = one.closest("section, nav, header, footer, dialog, #state")
    const within = one.closest("li.row") ? " row" : one.closest(".story") ? " story" : ""
    const own = (one.closest(".repair") ? "" : one.id) || one.dataset.language || one.dataset.copy || one.dataset.range || one.dataset.filter || one.dataset.act || (one.dataset.kind && "kind-" + one.dataset.kind) || one.name ||
      (one.classList.contains("danger") ? "delete" : one.classList.contains("primary") ? "do" : one.tagName === "A" ? new URL(one.href).pathname + new URL(one.href).hash : one.tagName === "SUMMARY" ? "open" : one.value)
    return (place?.id || place?.tagName.toLowerCase() || "page") + within + ": " + own
  }))].toSorted()`)

/** Each of these is used in the tests of its section, or here. */
const known = [
  "activity: hour",
  "activity: hours",
  "activity: open",
  "cache row: delete",
  "cache row: do",
  "cache row: open",
  "cache: do",
  "cache: part",
  "cache: token-forget",
  "connect: connect-sign-in",
  "connect: do",
  "connect: open",
  "connect: plex-token",
  "connect: plex-url",
  "footer: /docs",
  "footer: /health/ready",
  "footer: /metrics",
  "header: en",
  "header: nl",
  "latest: /ui#recent",
  "library-figures: open",
  "library-keeping: keeping-rating",
  "library-keeping: keeping-sync",
  "library-keeping: keeping-warm",
  "library-keeping: keeping-warm-stop",
  "library-overrides: overrides-export",
  "library-overrides: overrides-import",
  "library-overrides: overrides-summary",
  "library-titles: do",
  "library-titles: filter",
  "library-titles: keeping-refresh",
  "library-titles: keeping-refresh-stop",
  "library-titles: library",
  "library-titles: library-more",
  "library-titles: search",
  "library: library-compare",
  "library: library-connect",
  "lookup: /ui#lookups",
  "nav: /ui#library",
  "nav: /ui#lookups",
  "nav: /ui#overview",
  "nav: /ui#settings",
  "nav: /ui#sources",
  "page: /ui#main",
  "recent row: /report",
  "recent row: again",
  "recent row: away",
  "recent row: copy",
  "recent row: open",
  "recent row: query",
  "recent row: repair-none",
  "recent row: repair-search",
  "recent row: repair-take",
  "recent: all",
  "recent: failed",
  "recent: found",
  "recent: kind-all",
  "recent: kind-film",
  "recent: kind-series",
  "recent: noText",
  "recent: notFound",
  "recent: recent-search",
  "setup: address-film",
  "setup: address-series",
  "setup: open",
  "state: check-now",
  "state: state-retry",
  "switches: do",
  "switches: switch-extras",
  "switches: switch-images",
  "switches: switch-key",
  "switches: switch-key-none",
  "switches: switch-key-test",
  "switches: switch-rating",
  "switches: switch-title",
  "token: cancel",
  "token: do",
  "token: token-value",
  "try story: /report",
  "try story: open",
  "try: do",
  "try: imdb",
  "try: title",
  "try: type",
  "try: year"
]

describe("all of the page", () => {
  acts("holds no control that the tests do not know", async ({ asPlex, browser, service }) => {
    await asPlex(key)
    const { page } = await open(browser, service)
    await lookUp(page, "De stille kade", "2011")
    await page.locator("#try-result summary").waitFor()
    await page.locator("#recent-list summary").first().click()
    await page.locator("#recent-list .story").waitFor()
    await visit(page, "settings")
    await page.locator("#connect-sign-in").waitFor()
    await page.locator("#cache-list summary").click()
    await page.locator("#cache-list .danger").waitFor()
    const isOne = (one: string) => /: \/db\/|#lookups\/|^recent row story/.test(one)
    const seen = (await controls(page)).filter((one) => !isOne(one))
    assert.deepStrictEqual(seen, known)
  })

  acts("has a name for everything that can be used, in both languages", async ({ asPlex, browser, service }) => {
    await asPlex(key)
    for (const locale of ["nl-NL", "en-GB"]) {
      const { page } = await open(browser, service, { locale })
      const used: Array<string> = []
      for (const one of ["overview", "library", "lookups", "sources", "settings"] as const) {
        await visit(page, one)
        if (one === "settings") {
          await page.locator("#cache-list summary").click()
          await page.locator("#cache-list .danger").waitFor()
        }
        const tree = await page.locator("main").ariaSnapshot()
        used.push(...tree.split("\n").filter((line) => /^\s*- (?:button|link|textbox|searchbox|combobox)\b/.test(line)))
      }
      const frame = await page.locator("body").ariaSnapshot()
      used.push(...frame.split("\n").filter((line) => /^\s*- link\b/.test(line)))
      assert.isAbove(used.length, 25)
      for (const line of used) assert.match(line, /- \w+ "[^"]{2,}"/, locale)
      // Two buttons that say the same are told apart by their names.
      const copy = used.filter((line) => /opi[eë]|Copy/.test(line))
      assert.lengthOf(new Set(copy.map((line) => line.trim())), 2, locale)
      for (const [region, live] of [
        ["#state .subtitle", "status"],
        ["#try-told", "status"],
        ["#cache-told", "status"],
        ["#recent-told", "status"],
        ["#told-address-film", "status"],
        ["#told-address-series", "status"],
        ["#token-told", "status"]
      ] as const)
        assert.strictEqual(await page.getAttribute(region, "role"), live, region)
      await page.context().close()
    }
  })

  acts("leads to its pages and to other ones", async ({ browser, service }) => {
    const { page, complaints } = await open(browser, service)
    for (const name of ["library", "lookups", "sources", "settings", "overview"] as const) {
      await visit(page, name)
      await page.locator(`#${name}-title:focus`).waitFor()
      assert.strictEqual(await page.locator("main > .page:visible").count(), 1, name)
    }
    assert.deepStrictEqual(complaints, [])
    for (const path of ["/docs", "/health/ready", "/metrics"]) {
      const [response] = await Promise.all([
        page.waitForResponse((given) => new URL(given.url()).pathname === path),
        page.click(`footer a[href="${path}"]`)
      ])
      assert.strictEqual(response.status(), 200, path)
      await page.goBack()
    }
  })

  acts(
    "gives the focus back when the question for the token is put aside, and keeps it near after a deletion",
    async ({ asPlex, browser, service }) => {
      await asPlex(key)
      const { page } = await open(browser, service)
      await visit(page, "settings")
      await page.locator("#cache-list summary").click()
      await page.locator("#cache-list .danger").click()
      await page.locator("dialog[open]").waitFor()
      assert.strictEqual(await page.evaluate("document.activeElement.id"), "token-value")
      await page.keyboard.press("Escape")
      assert.strictEqual(await page.evaluate("document.activeElement.className"), "danger")
      await page.keyboard.press("Enter")
      await page.fill("#token-value", "open-sesame")
      await page.keyboard.press("Enter")
      await says(page, "#cache-list .gone:focus", "is verwijderd")
    },
    { ADMIN_TOKEN: "open-sesame" }
  )

  acts("loads nothing from elsewhere but posters", async ({ browser, service }) => {
    const { page } = await open(browser, service)
    const own = `http://127.0.0.1:${service.port}`
    const elsewhere: Array<string> = []
    page.on("request", (request) => {
      if (new URL(request.url()).origin !== own) elsewhere.push(request.url())
    })
    await page.reload()
    await says(page, "#state-main", "Nog niet gecontroleerd.")
    await page.goto(`${own}/docs`)
    assert.deepStrictEqual(elsewhere, [])
    await page.goto(`${own}/ui`)
    await lookUp(page, "De stille kade", "2011")
    await drawn(page)
    assert.isNotEmpty(elsewhere)
    for (const url of elsewhere) assert.include(pictureHosts, new URL(url).host)
  })
})
