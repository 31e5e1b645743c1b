/** Sets the built bundle apart, so that a build under way elsewhere does not pull it away from a running test. */
import { chmodSync, cpSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

export const setup = () => {
  const folder = mkdtempSync(join(tmpdir(), "vpro-bundle-"))
  // Some services run as another user.
  chmodSync(folder, 0o755)
  cpSync("dist", join(folder, "dist"), { recursive: true })
  cpSync("package.json", join(folder, "package.json"))
  process.env["RESILIENCE_BUNDLE"] = join(folder, "dist", "main.js")
  process.env["NODE_COMPILE_CACHE"] = join(folder, "compiled")
  return () => rmSync(folder, { recursive: true, force: true })
}
