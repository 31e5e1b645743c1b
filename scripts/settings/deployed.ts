/** The files that people start from: which variables each shows, and how. */
import { all, groups, ofCompose } from "../../src/app/settings/Groups.ts"
import { type About, aboutOf, between, common, sentence, wrapped } from "./text.ts"

const width = 118

const comment = (text: string) => wrapped(text, width - 2).map((line) => `# ${line}`)

const pageOf = (see: string) => (see.startsWith("https:") ? see : `docs/${see}`)

const explained = (about: About) =>
  comment([sentence(about), ...(about.see === undefined ? [] : [`See ${pageOf(about.see)}.`])].join(" "))

const valueOf = ({ example = "", fallback }: About) => (fallback === "" ? example : fallback)

/** The one variable that nearly everybody sets. */
const first = aboutOf("TMDB_API_KEY")

const inEnvironmentFile = (about: About): ReadonlyArray<string> => [
  ...explained(about),
  `${about === first ? "" : "# "}${about.name}=${valueOf(about)}`
]

const heading = (title: string) => `# --- ${title.toLowerCase()} `.padEnd(width, "-")

const ofHost = Object.entries(ofCompose).flatMap(([name, means]) => [
  ...comment(`${means.slice(0, 1).toUpperCase()}${means.slice(1)}.`),
  `# ${name}=${aboutOf("PORT").fallback}`
])

/** `env.example`: every variable, and what it does. */
export const environmentFile = (): string =>
  [
    ...comment(
      "Copy this file to `.env` beside docker-compose.yml (or beside package.json, without a container), and take away the `#` before what you want to change. Every variable may be left out; what stands here is the default, or an example. docs/configuration.md has the same as a table."
    ),
    "# Written by `npm run settings`.",
    ...groups.flatMap(({ title, variables }) => [
      "",
      heading(title),
      "",
      ...(variables.some(({ about }) => about.name === "PORT") ? ofHost : []),
      ...variables.flatMap(({ about }) => inEnvironmentFile(about))
    ]),
    ""
  ].join("\n")

/** In a container these are the image's own. */
const fixed = new Set(["HOST", "PORT", "CACHE_DIR", "POMS_CACHE_FILE"])
const inContainer = common.filter(({ name }) => !fixed.has(name))

const marked = (indent: string) => between(`${indent}# <settings>\n`, `${indent}# </settings>`)

/** The variables that a stack may be given where there is no file `.env`. */
export const compose = (text: string): string =>
  marked("      ")(text, inContainer.map(({ name }) => `      ${name}: "\${${name}:-}"\n`).join(""))

const secrets = all.flatMap(({ about }) => (about.secret ? [about.name] : []))

const listed = (names: ReadonlyArray<string>) => `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`

const secretsIn = (indent: string) => (text: string) =>
  marked(indent)(
    text,
    wrapped(`Belong there, as far as you have them: ${listed(secrets)}.`, width - indent.length - 2)
      .map((line) => `${indent}# ${line}\n`)
      .join("")
  )

/** What belongs in a Secret. */
export const kubernetes = secretsIn("          ")
/** What belongs in the file of the unit. */
export const unit = secretsIn("")

/** The lines of a file for systemd that most people need. */
export const systemd = (text: string): string =>
  between("<!-- settings -->", "<!-- /settings -->")(
    text,
    `\n\n\`\`\`ini\n${common
      .filter(({ name }) => name !== "CACHE_DIR")
      .flatMap((about) =>
        inEnvironmentFile(about).filter((line) => !line.startsWith("# ") || line.includes(`${about.name}=`))
      )
      .join("\n")}\n\`\`\`\n\n`
  )

/** What the form of Unraid calls them. */
const labels: Readonly<Record<string, string>> = {
  TMDB_API_KEY: "TMDB key",
  CONTACT: "Your address",
  ADMIN_TOKEN: "Admin token",
  HOSTS: "Host names",
  LOG_LEVEL: "Log level",
  VPRO_RETURN_IMAGES: "Pictures",
  VPRO_RETURN_RATING: "Score",
  VPRO_RETURN_TITLE: "Title",
  EXTRAS: "Trailers",
  WHEN_UNSETTLED: "While sources fail",
  WIKIDATA: "Wikidata"
}

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;")

/** The words that are allowed, the default first. */
const choices = ({ fallback, takes }: About): ReadonlyArray<string> => {
  const words = [...takes.matchAll(/`([\w-]+)`/g)].map(([, word = ""]) => word)
  return words.length === 0 ? [] : [fallback, ...words.filter((word) => word !== fallback)]
}

const described = (about: About) =>
  about.see?.startsWith("https:") === true ? `${sentence(about)} ${about.see}` : sentence(about)

const field = (about: About) => {
  const words = choices(about)
  const display = about === first ? "always" : "advanced"
  const attributes = `Name="${labels[about.name] ?? about.name}" Target="${about.name}" Default="${words.join("|")}" Mode="" Description="${escaped(described(about))}" Type="Variable" Display="${display}" Required="false" Mask="${about.secret}"`
  return words.length === 0 ? `  <Config ${attributes}/>\n` : `  <Config ${attributes}>${about.fallback}</Config>\n`
}

/** The form of Unraid: its variables stand behind the port and the folder. */
export const unraid = (text: string): string => {
  const rest = text.replace(/^ {2}<Config .*Type="Variable".*\n/gm, "")
  return rest.replace("</Container>", `${inContainer.map(field).join("")}</Container>`)
}
