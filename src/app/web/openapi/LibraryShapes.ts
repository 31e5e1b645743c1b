/** What is told of the libraries of Plex, as its readers see it. */
import { Schema } from "effect"
import { HistoryPoint } from "../../../domain/library/LibraryHistory.ts"
import { LibrarySums } from "../../../domain/library/LibrarySums.ts"
import { LibraryTitle } from "../../../domain/library/LibraryTitle.ts"
import { described } from "../../../domain/values/Described.ts"
import { MediaKind } from "../../../domain/values/Media.ts"

const { Array: List, Boolean, Int, Literal, Number, optional, String, Struct } = Schema

const Run = Struct({
  state: described(
    "`unconnected`: no Plex server is connected. `idle`: nothing is compared now. `running`: titles are compared. `failed`: the last comparison did not come to its end.",
    Literal("unconnected", "idle", "running", "failed")
  ),
  since: optional(described("Since when it runs, or when it failed, in milliseconds since 1970.", Number)),
  done: optional(described("Titles that are compared.", Int)),
  expected: optional(described("Titles that there were the last time.", Int)),
  reason: optional(
    described(
      "Why it failed.",
      Literal("Unreachable", "Busy", "Refused", "NotPlex", "Missing", "Rejected", "TooManyTitles", "Unreadable")
    )
  ),
  message: optional(described("The same in a sentence.", String))
}).annotations({ identifier: "LibraryRun" })

/** What the page shows of all libraries. */
export const LibraryOverview = Struct({
  server: optional(described("The name of the Plex server that is connected.", String)),
  run: Run,
  at: optional(described("When these figures were compared, in milliseconds since 1970.", Number)),
  whole: described("Whether all titles are in them.", Boolean),
  libraries: List(
    Struct({
      key: described("Plex's number of it.", String),
      title: String,
      kind: MediaKind,
      use: described(
        "The place of this provider in the agent of the library. `untold`: Plex does not tell.",
        Literal("first", "behind", "none", "untold")
      ),
      sums: LibrarySums,
      history: described("Day by day, the oldest first.", List(HistoryPoint))
    })
  ),
  together: LibrarySums
}).annotations({ identifier: "LibraryOverview" })
export type LibraryOverview = typeof LibraryOverview.Type

/** A page that the look-up of a title looked at and did not take. */
export const Nearest = Struct({
  id: described("The number of the page at VPRO.", Int),
  title: String,
  year: optional(Int)
}).annotations({ identifier: "NearestPage" })
export type Nearest = typeof Nearest.Type

/** Some titles of the libraries. */
export const LibraryTitles = Struct({
  total: described("How many titles there are with this filter.", Int),
  next: optional(described("Give it as `after` for those that follow; absent at the end.", Int)),
  titles: List(
    Struct({
      ...LibraryTitle.fields,
      story: optional(described("Its last look-up, while that is remembered: `/traces/{story}`.", String)),
      nearest: optional(Nearest)
    })
  )
}).annotations({ identifier: "LibraryTitles" })
export type LibraryTitles = typeof LibraryTitles.Type

export const CompareBegun = Struct({
  begun: described("Whether it began; not when it was going on already, or no server is connected.", Boolean)
}).annotations({ identifier: "CompareBegun" })
