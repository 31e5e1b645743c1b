/** Pictures of the status page, with films that do not exist, into docs/images: `npm run screenshots`. */
import { mkdirSync } from "node:fs"
import { resolve } from "node:path"
import { assets } from "./assets.mjs"
import { load } from "./typescript.mjs"

const folder = resolve(process.argv[2] ?? "docs/images")
mkdirSync(folder, { recursive: true })
const { take } = await load("test/browser/pictures.ts", [assets])
await take(folder)
