import { defineConfig } from "vitest/config"
import { viteAssets } from "./scripts/assets.mjs"
import { browserPath } from "./test/browser/browser.ts"

if (browserPath === undefined)
  process.stderr.write(
    "test:browser: no browser at CHROMIUM_PATH, /usr/bin/chromium or /usr/bin/google-chrome; all is skipped\n"
  )

/** The status page in a real browser. */
export default defineConfig({
  plugins: [viteAssets()],
  test: {
    setupFiles: ["test/equality.ts"],
    include: ["test/browser/**/*.test.ts"],
    pool: "forks",
    maxWorkers: 2,
    minWorkers: 1,
    testTimeout: 120_000
  }
})
