import { defineConfig } from "vitest/config"
import { viteAssets } from "./scripts/assets.mjs"

/** One file after the other: each of them keeps the machine busy, and some measure time. */
export default defineConfig({
  plugins: [viteAssets()],
  test: {
    setupFiles: ["test/equality.ts"],
    include: ["test/resilience/**/*.test.ts"],
    globalSetup: ["test/resilience/bundle.ts"],
    fileParallelism: false,
    pool: "forks",
    testTimeout: 600_000,
    hookTimeout: 60_000
  }
})
