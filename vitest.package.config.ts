import { defineConfig } from "vitest/config"

/** Installs the packed library, which needs the package registry. */
export default defineConfig({
  test: {
    setupFiles: ["test/equality.ts"],
    include: ["test/package/**/*.test.ts"],
    testTimeout: 300_000,
    hookTimeout: 300_000
  }
})
