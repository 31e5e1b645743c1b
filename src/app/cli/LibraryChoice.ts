/** Which libraries of Plex are meant. */
import { Effect } from "effect"
import { type PlexSection, PlexServerPort } from "../../ports/PlexServerPort.ts"
import { misused } from "./CommandFailure.ts"

/** All libraries of films and series. */
export const libraries = Effect.flatMap(PlexServerPort, ({ sections }) => sections)

const isNamed = (section: PlexSection, name: string) =>
  section.key === name || section.title.toLowerCase() === name.toLowerCase()

/** Those with these names or numbers; a name that none has is a mistake. */
export const librariesNamed = Effect.fn("LibraryChoice.librariesNamed")(function* (names: ReadonlyArray<string>) {
  const all = yield* libraries
  const unknown = names.find((name) => !all.some((section) => isNamed(section, name)))
  if (unknown !== undefined)
    return yield* misused(
      `there is no library of films or series "${unknown}"; there are ${all.map(({ title }) => `"${title}"`).join(", ")}`
    )
  return all.filter((section) => names.some((name) => isNamed(section, name)))
})
