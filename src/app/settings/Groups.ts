/** All variables under the headings that they have in documents, in the order of those. */
import { answers } from "./AnswerVariables.ts"
import { cache } from "./CacheVariables.ts"
import { plex } from "./PlexVariables.ts"
import * as Sources from "./SourceVariables.ts"
import type { Described } from "./Variable.ts"
import * as Variables from "./Variables.ts"

export interface Group {
  readonly title: string
  readonly variables: ReadonlyArray<Described>
}

const group = (title: string, variables: Readonly<Record<string, Described>>): Group => ({
  title,
  variables: Object.values(variables)
})

export const groups: ReadonlyArray<Group> = [
  group("Recommended", Variables.recommended),
  group("Where it listens", Variables.listening),
  group("Safety", Variables.safety),
  group("Logs", Variables.logs),
  group("What Plex is told", answers),
  group("Look-ups", Variables.lookups),
  group("Plex Media Server", plex),
  group("Cache", cache),
  group("Telemetry", Variables.telemetry),
  group("Rate limits", Sources.rates),
  group("Base addresses", Sources.bases),
  group("The command line", Variables.ofCommandLine)
]

/** Every variable, once. */
export const all: ReadonlyArray<Described> = groups.flatMap(({ variables }) => variables)

/** What the Compose files read themselves, and pass on with the rest of `.env`. */
export const ofCompose = {
  HOST_PORT: "port on the host, with Docker Compose; inside the container it is always 5100"
}
