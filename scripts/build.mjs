/** Bundles the service and the command line into files that run with Node alone. */
import { build } from "esbuild"
import { rmSync } from "node:fs"
import { assets } from "./assets.mjs"

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
  plugins: [assets],
  // Some dependencies are CommonJS and ask for `require`.
  banner: { js: 'import{createRequire as nodeRequire}from"node:module";const require=nodeRequire(import.meta.url);' }
})
