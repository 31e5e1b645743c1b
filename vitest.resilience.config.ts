import { defineConfig } from "vitest/config"

/** One file after the other: each of them keeps the machine busy, and some measure time. */
export default defineConfig({
  test: {
    include: ["test/resilience/**/*.test.ts"],
    globalSetup: ["test/resilience/bundle.ts"],
    fileParallelism: false,
    pool: "forks",
    testTimeout: 300_000,
    hookTimeout: 60_000
  }
})
