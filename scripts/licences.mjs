/** The licences of everything that ships: only those that allow use in an MIT-licensed program. Reads the lock file. */
import { readFileSync } from "node:fs"

const allowed = new Set([
  "MIT",
  "ISC",
  "0BSD",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "CC0-1.0"
])

const isAllowed = (licence) =>
  typeof licence === "string" &&
  licence
    .replace(/^\(|\)$/g, "")
    .split(" OR ")
    .some((one) => allowed.has(one))

const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8"))
const shipped = Object.entries(packages).filter(([path, { dev }]) => path !== "" && dev !== true)
const refused = shipped.filter(([, { license }]) => !isAllowed(license))

for (const [path, { license, version }] of refused)
  console.error(`${path.replace(/^.*node_modules\//, "")} ${version}: ${license ?? "no licence stated"}`)
console.log(`${shipped.length} packages ship, ${refused.length} with a licence that is not allowed`)
process.exitCode = refused.length === 0 && shipped.length > 0 ? 0 : 1
