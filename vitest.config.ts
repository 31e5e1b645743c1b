import { defineConfig } from "vitest/config"
import { viteAssets } from "./scripts/assets.mjs"

export default defineConfig({
  plugins: [viteAssets()],
  test: {
    include: ["test/**/*.test.ts"],
    // Real processes and minutes of faults: `npm run test:resilience`. A real browser: `npm run test:browser`. An
    // installation: `npm run test:package`.
    exclude: ["test/resilience/**", "test/browser/**", "test/package/**", "node_modules/**"],
    // The seed of all properties, and when two values are equal.
    setupFiles: ["test/properties.ts", "test/equality.ts"],
    testTimeout: 20_000,
    sequence: { shuffle: { files: true, tests: false } }
  }
})
