/**
 * The tags of the image of a release, one a line: the version, and each shorter name that it is the highest version of.
 * A correction of an older line thus never takes over what `latest` names, and a pre-release has its own name only.
 *
 *   node scripts/release-tags.mjs v5.1.0
 */
import { compare, released, wanted } from "./release/versions.mjs"

const own = wanted(process.argv[2])
const [major, minor] = own.numbers
const others = released().filter(({ pre }) => pre === undefined)

const highest = (isRival) => others.every((other) => !isRival(other) || compare(other, own) <= 0)
const names = [
  [`${major}.${minor}`, ({ numbers }) => numbers[0] === major && numbers[1] === minor],
  [`${major}`, ({ numbers }) => numbers[0] === major],
  ["latest", () => true]
]

console.log(own.version)
if (own.pre === undefined) for (const [name, isRival] of names) if (highest(isRival)) console.log(name)
