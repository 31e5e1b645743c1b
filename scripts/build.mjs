/** Bundles the service and the command line into files that run with Node alone. */
import { build } from "esbuild"
import { rmSync } from "node:fs"
import { assets } from "./assets.mjs"

/** The server's module wants the client for a layer of tests, which is left out: with it every start would load undici. */
const withoutTestClient = {
  name: "without-test-client",
  setup(build) {
    build.onResolve({ filter: /\/NodeHttpClient\.js$/ }, ({ importer, path }) =>
      /internal[\\/]httpServer\.js$/.test(importer)
        ? { path, namespace: "without-test-client", sideEffects: false }
        : undefined
    )
    build.onLoad({ filter: /.*/, namespace: "without-test-client" }, () => ({
      contents: "export const layerWithoutAgent = undefined, makeAgentLayer = undefined"
    }))
  }
}

rmSync("dist", { recursive: true, force: true })
await build({
  entryPoints: { main: "src/app/main.ts", cli: "src/app/cli.ts" },
  outdir: "dist",
  bundle: true,
  platform: "node",
  target: "node20",
  format: "esm",
  // Both are mostly the same code: it lies beside them once.
  splitting: true,
  minify: true,
  sourcemap: "linked",
  legalComments: "none",
  logLevel: "warning",
  plugins: [assets, withoutTestClient],
  // Some dependencies are CommonJS and ask for `require`.
  banner: { js: 'import{createRequire as nodeRequire}from"node:module";const require=nodeRequire(import.meta.url);' }
})
