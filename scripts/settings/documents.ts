/** The tables of the documents: a short one in the README, and all there is to say in `docs/configuration.md`. */
import { groups, ofCompose } from "../../src/app/settings/Groups.ts"
import { type About, between, common, table } from "./text.ts"

const code = (text: string) => `\`${text}\``
const fallbackOf = ({ fallback }: About) => (fallback === "" ? "none" : code(fallback))

/** What it does, and where more is told; `docs` is the way to the folder of documents. */
const meaning = ({ means, see }: About, docs: string) =>
  see === undefined ? means : `${means} ([more](${see.startsWith("https:") ? see : docs + see}))`

const inReadme = between("<!-- configuration -->", "<!-- /configuration -->")

const short = () =>
  table([
    ["variable", "default", "meaning"],
    ...common.map((about) => [code(about.name), fallbackOf(about), meaning(about, "docs/")])
  ])

export const readme = (text: string): string =>
  inReadme(
    text,
    `\n\n${short()}\n\nThese are the ones that people need most: [all of them](docs/configuration.md).\n\n`
  )

const row = (about: About) => [
  code(about.name),
  fallbackOf(about),
  about.example === undefined ? about.takes : `${about.takes}: ${code(about.example)}`,
  `${meaning(about, "")}${about.was === undefined ? "" : `; before: ${code(about.was)}`}`,
  about.secret ? "yes" : "",
  about.since
]

const long = () =>
  groups
    .map(
      ({ title, variables }) =>
        `## ${title}\n\n${table([
          ["variable", "default", "value", "meaning", "secret", "since"],
          ...variables.map(({ about }) => row(about))
        ])}\n`
    )
    .join("\n")

const compose = () =>
  table([["variable", "meaning"], ...Object.entries(ofCompose).map(([name, means]) => [code(name), means])])

const inConfiguration = between("<!-- variables -->", "<!-- /variables -->")

export const configuration = (text: string): string =>
  inConfiguration(text, `\n\n${long()}\n## Docker Compose\n\n${compose()}\n\n`)
