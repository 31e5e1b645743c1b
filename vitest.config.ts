import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Real processes and minutes of faults: `npm run test:resilience`.
    exclude: ["test/resilience/**", "node_modules/**"],
    testTimeout: 20_000,
    sequence: { shuffle: { files: true, tests: false } }
  }
})
