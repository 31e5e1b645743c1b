/** Where a browser is: the one that `CHROMIUM_PATH` names, or one of those that systems have. */
import { existsSync } from "node:fs"

export const browserPath = [
  process.env["CHROMIUM_PATH"] ?? "",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome"
].find((path) => path !== "" && existsSync(path))
