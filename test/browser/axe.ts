/** The rules of axe on accessibility. */
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import type { Page } from "playwright-core"

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")

/** What on the page breaks a rule. */
export const faults = async (page: Page) => {
  await page.evaluate(axe)
  return page.evaluate<ReadonlyArray<string>>(
    "axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`)))"
  )
}
