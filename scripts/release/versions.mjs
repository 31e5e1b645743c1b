/** Versions, and the git tags that carry them. */
import { execFileSync } from "node:child_process"

/** What git prints. */
export const git = (...args) => execFileSync("git", args, { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 })

const form = /^v((\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?)$/

/** The parts of a tag such as v5.1.0 or v5.1.0-rc.1; undefined for any other tag. */
export const parse = (tag) => {
  const [, version, major, minor, patch, pre] = form.exec(tag) ?? []
  return version === undefined ? undefined : { tag, version, numbers: [major, minor, patch].map(Number), pre }
}

const isNumber = (text) => /^\d+$/.test(text)

/** Identifiers of a pre-release by Semantic Versioning: numbers before words, numbers by value, the shorter first. */
const comparePre = (a, b) => {
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const [x, y] = [a[at], b[at]]
    if (x === y) continue
    if (x === undefined || y === undefined) return x === undefined ? -1 : 1
    if (isNumber(x) && isNumber(y)) return Number(x) - Number(y)
    if (isNumber(x) !== isNumber(y)) return isNumber(x) ? -1 : 1
    return x < y ? -1 : 1
  }
  return 0
}

/** The order of versions: negative when `a` comes before `b`. */
export const compare = (a, b) => {
  for (const [at, number] of a.numbers.entries()) if (number !== b.numbers[at]) return number - b.numbers[at]
  if (a.pre === undefined || b.pre === undefined) return Number(a.pre === undefined) - Number(b.pre === undefined)
  return comparePre(a.pre.split("."), b.pre.split("."))
}

/** The versions that are tagged, the highest first; only those in the history of `commit` when one is given. */
export const released = (commit) =>
  git("tag", "--list", "v*", ...(commit === undefined ? [] : ["--merged", commit]))
    .split("\n")
    .map(parse)
    .filter((version) => version !== undefined)
    .sort((a, b) => compare(b, a))

/** The version in a tag given on the command line; ends the program when it is none. */
export const wanted = (tag) => {
  const version = parse(tag ?? "")
  if (version !== undefined) return version
  console.error(`a tag such as v5.1.0 is wanted, not "${tag ?? ""}"`)
  return process.exit(2)
}
