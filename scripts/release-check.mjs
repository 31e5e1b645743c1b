/**
 * Whether every file that states the version states that of package.json. With a tag, also whether the tag is that version
 * and the changelog gives it a date.
 *
 *   node scripts/release-check.mjs [v5.1.0]
 */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs"
import { join } from "node:path"
import { wanted } from "./release/versions.mjs"

const read = (file) => readFileSync(file, "utf8")
const { version } = JSON.parse(read("package.json"))
const lock = JSON.parse(read("package-lock.json"))

const changelog = [...read("CHANGELOG.md").matchAll(/^## \[(.+?)\] - (.+)$/gm)].map(([, name, date]) => ({
  name,
  date
}))
const entry = changelog.find(({ name }) => name === version)

const underDeploy = existsSync("deploy")
  ? readdirSync("deploy", { recursive: true })
      .map((name) => join("deploy", name))
      .filter((path) => statSync(path).isFile())
  : []
/** Full versions only: `vpro-cinema-plex:5` is meant to follow. */
const stated = /vpro-cinema-plex:(\d+\.\d+\.\d+[\w.-]*)|newTag: "?(\d+\.\d+\.\d+[\w.-]*)/g

const statements = [
  ["package-lock.json", lock.version],
  ["package-lock.json, packages", lock.packages?.[""]?.version],
  ["CHANGELOG.md, first heading", changelog[0]?.name],
  ["Dockerfile, label", /org\.opencontainers\.image\.version="(.*?)"/.exec(read("Dockerfile"))?.[1]],
  ...["docker-compose.yml", ...underDeploy].flatMap((file) =>
    [...read(file).matchAll(stated)].map(([, image, tag]) => [file, image ?? tag])
  )
]

const faults = statements
  .filter(([, found]) => found !== version)
  .map(([place, found]) => `${place}: ${found ?? "no version"}, but package.json says ${version}`)

const tag = process.argv[2]
if (tag !== undefined) {
  if (wanted(tag).version !== version) faults.push(`the tag is ${tag}, but package.json says ${version}`)
  if (entry !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(entry.date))
    faults.push(`CHANGELOG.md: ${version} is "${entry.date}"; a release has a date, such as 2026-01-31`)
}

for (const fault of faults) console.error(fault)
if (faults.length === 0) console.log(`${version}: ${statements.length} statements agree`)
process.exitCode = faults.length === 0 ? 0 : 1
