import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Real processes and minutes of faults, and an installation: `npm run test:resilience`, `npm run test:package`.
    exclude: ["test/resilience/**", "test/package/**", "node_modules/**"],
    testTimeout: 20_000,
    sequence: { shuffle: { files: true, tests: false } }
  }
})
