/** What is told of the work that keeps Plex up to date, as its readers see it. */
import { Schema } from "effect"
import { described } from "../../../domain/values/Described.ts"

const { Boolean, Int, Number, optional, String, Struct } = Schema

const begunAt = described("When it was begun, in milliseconds since 1970.", Number)
const running = described("Whether it goes on.", Boolean)
const problem = optional(described("Why it ended before its end.", String))

const outcomes = {
  asked: described("Plex was asked to refresh them.", Int),
  shown: described("Plex shows the text already.", Int),
  locked: described("Their text is locked in Plex.", Int),
  lately: described("Plex was asked not long ago.", Int),
  gone: described("Plex does not have them any more.", Int),
  rejected: described("Plex said no.", Int)
}

const Refreshes = Struct({
  at: begunAt,
  running,
  titles: Int,
  outcomes: Struct({ ...outcomes, nothing: described("There is no text here.", Int) }),
  taken: described("Of those that Plex was asked to refresh: how many show the text by now.", Int),
  problem
}).annotations({ identifier: "RefreshRun" })

const Warming = Struct({
  at: begunAt,
  running,
  titles: optional(described("None until Plex has listed them.", Int)),
  done: Int,
  slow: described("Of those that are done: how many were not known already.", Int),
  text: described("Of those that are done: how many have a text.", Int),
  open: described("Of those that are done: how many a failing source left open.", Int),
  problem
}).annotations({ identifier: "WarmRun" })

const Pass = Struct({
  titles: described("Titles of the libraries that ask this provider.", Int),
  done: Int,
  lookedUp: Int,
  open: described("Left open by a failing source.", Int),
  refreshes: Struct(outcomes)
}).annotations({ identifier: "SyncPass" })

const RatingsRun = Struct({
  at: begunAt,
  running,
  gives: described("Whether marks are given, or taken back.", Boolean),
  outcomes: Struct({
    set: described("They have VPRO's mark now.", Int),
    shown: described("Plex shows that mark already.", Int),
    back: described("They have the rating again that they had before.", Int),
    theirs: described("Somebody else has rated them, or locked their rating.", Int),
    nothing: described("VPRO has no mark of them.", Int),
    gone: described("Plex does not have them any more.", Int)
  }),
  problem
}).annotations({ identifier: "RatingsRun" })

/** All that keeps Plex up to date. */
export const Keeping = Struct({
  /** Whether whoever asks may begin and end it. */
  mayChange: described("Whether who asks may change this.", Boolean),
  refresh: optional(Refreshes),
  warm: optional(Warming),
  sync: Struct({
    on: Boolean,
    byVariable: described("Whether `PLEX_SYNC` says so, and no choice on the page.", Boolean),
    running: optional(Pass),
    last: optional(Struct({ at: described("When it ended, in milliseconds since 1970.", Number), sums: Pass })),
    problem: optional(described("Why the last pass did not come to its end.", String))
  }),
  rating: Struct({
    on: described("Whether Plex is to show VPRO's mark as the rating of a title.", Boolean),
    byVariable: described("Whether `PLEX_RATING` says so, and no choice on the page.", Boolean),
    run: optional(RatingsRun)
  })
}).annotations({ identifier: "Keeping" })
export type Keeping = typeof Keeping.Type

export const Begun = Struct({
  begun: described("Whether it began; one that runs already goes on.", Boolean)
}).annotations({ identifier: "Begun" })

export const RefreshBegun = Struct({
  ...Begun.fields,
  titles: described("How many titles are meant.", Int)
}).annotations({ identifier: "RefreshBegun" })

export const Stopped = Struct({ stopped: described("Whether there was one to stop.", Boolean) }).annotations({
  identifier: "Stopped"
})
