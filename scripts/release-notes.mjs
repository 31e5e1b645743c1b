/**
 * The notes of a release in Markdown: what the changelog says of it, then its conventional commits since the release before.
 * A tag that does not exist yet stands for HEAD, which shows the notes before the release.
 *
 *   node scripts/release-notes.mjs v5.1.0
 */
import { existsSync, readFileSync } from "node:fs"
import { compare, git, released, wanted } from "./release/versions.mjs"

const groups = [
  ["feat", "Features"],
  ["fix", "Fixes"],
  ["perf", "Performance"],
  ["docs", "Documentation"]
]

const own = wanted(process.argv[2])
const homepage = existsSync("package.json") ? JSON.parse(readFileSync("package.json", "utf8")).homepage : undefined
const isTagged = git("tag", "--list", own.tag) !== ""
const head = isTagged ? own.tag : "HEAD"

/** A release is compared with the release before, a pre-release also with an earlier pre-release. */
const before = released(head).find((one) => compare(one, own) < 0 && (one.pre === undefined || own.pre !== undefined))

const [unit, end] = ["\u001f", "\u001e"]
const commits = git(
  "log",
  "--reverse",
  "--no-merges",
  `--format=%H${unit}%s${unit}%b${end}`,
  before === undefined ? head : `${before.tag}..${head}`
)
  .split(end)
  .map((record) => record.trim())
  .filter((record) => record !== "")
  .map((record) => {
    const [hash, title, body = ""] = record.split(unit)
    const [, type, scope, mark, subject] = /^([a-z]+)(?:\(([^)]+)\))?(!)?: (.+)$/.exec(title) ?? []
    const breaking = /^BREAKING[ -]CHANGE: ([\s\S]+?)(?=\n\n|\n[\w-]+: |(?![\s\S]))/m
      .exec(body)?.[1]
      ?.replace(/\s+/g, " ")
    const reverts = /^This reverts commit ([0-9a-f]{7,40})/m.exec(body)?.[1]
    return { hash, type, scope, subject, breaking: breaking ?? (mark === undefined ? undefined : subject), reverts }
  })

/** What was done and undone between two releases is no news. */
const hashes = new Set(commits.map(({ hash }) => hash))
const undone = new Set(commits.flatMap(({ hash, reverts }) => (hashes.has(reverts) ? [hash, reverts] : [])))
const news = commits.filter(({ hash }) => !undone.has(hash))

/** Outside of code, `<` would begin a tag and `@name` would call somebody. */
const safe = (text) =>
  text
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith("`") ? part : part.replaceAll("<", "&lt;").replace(/@(?=\w)/g, "@\u200b")))
    .join("")

const line = ({ hash, scope }, text) =>
  `- ${scope === undefined ? "" : `**${safe(scope)}:** `}${safe(text)} (${hash.slice(0, 7)})`

const section = (title, lines) => (lines.length === 0 ? [] : [`### ${title}`, "", ...lines, ""])
const isGrouped = ({ type, breaking }) => breaking !== undefined || groups.some(([name]) => name === type)

const sections = [
  ...section(
    "Breaking changes",
    news.filter(({ breaking }) => breaking !== undefined).map((commit) => line(commit, commit.breaking))
  ),
  ...groups.flatMap(([name, title]) =>
    section(
      title,
      news
        .filter(({ type, breaking }) => type === name && breaking === undefined)
        .map((commit) => line(commit, commit.subject))
    )
  )
]

const story = existsSync("CHANGELOG.md")
  ? readFileSync("CHANGELOG.md", "utf8")
      .split(/^## /m)
      .find((part) => part.startsWith(`[${own.version}]`))
      ?.replace(/^.*\n/, "")
      .trim()
  : undefined
const others = news.filter((commit) => !isGrouped(commit)).length

const notes = [
  ...(story === undefined || story === "" ? [] : [story, ""]),
  before === undefined ? "## Commits" : `## Commits since ${before.tag}`,
  "",
  ...(sections.length === 0 ? ["Nothing that a user would notice.", ""] : sections),
  ...(others === 0 ? [] : [`${others} more: tests, tools and the like.`, ""]),
  ...(before === undefined || homepage === undefined
    ? []
    : [`[All of it](${homepage}/compare/${before.tag}...${own.tag})`, ""])
]
process.stdout.write(notes.join("\n"))
