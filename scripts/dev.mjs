/** Bundles again at every change of a source, and starts the service again at every new bundle. */
import { context } from "esbuild"
import { spawn } from "node:child_process"
import { assets } from "./assets.mjs"

const outfile = "node_modules/.cache/dev/main.mjs"

const bundle = await context({
  entryPoints: ["src/app/main.ts"],
  outfile,
  bundle: true,
  platform: "node",
  target: "node20",
  format: "esm",
  packages: "external",
  sourcemap: "inline",
  logLevel: "info",
  plugins: [assets]
})
await bundle.rebuild()
await bundle.watch()

const service = spawn(process.execPath, ["--enable-source-maps", "--watch", "--watch-preserve-output", outfile], {
  stdio: "inherit"
})
service.on("exit", (code) => process.exit(code ?? 0))
for (const signal of ["SIGINT", "SIGTERM"])
  process.on(signal, () => {
    service.kill(signal)
    void bundle.dispose()
  })
