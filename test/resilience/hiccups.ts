/** Sources that are gone for a while, as a library meets them that Plex refreshes. */
import { type Duration, Effect } from "effect"
import type { Ailment } from "./ailments.ts"
import type { Source, Sources } from "./sources.ts"
import type { Name } from "./world.ts"

/** As many as Plex asks for at a time. */
export const atATime = 8

/** Seconds within which every answer must have come: the time of a look-up, and one. */
export const inTime = 26

const vpro: ReadonlyArray<Name> = ["poms", "cinema", "vprogids"]

/** All that have texts. */
export const ofVpro = ({ of }: Sources): ReadonlyArray<Source> => vpro.map((name) => of[name])

export const refusing: Ailment = { name: "refuse connections", strike: (source) => source.down() }
export const failing: Ailment = {
  name: "answer 503",
  strike: async (source) => source.ails((_, outgoing) => void outgoing.writeHead(503).end())
}
export const breaking: Ailment = {
  name: "break connections",
  strike: async (source) => source.ails((incoming) => void incoming.socket.destroy())
}
export const pausing: Ailment = {
  name: "ask for a pause",
  strike: async (source) => source.ails((_, outgoing) => void outgoing.writeHead(429, { "retry-after": "4" }).end())
}
export const hanging: Ailment = { name: "do not answer", strike: async (source) => source.ails(() => {}) }

/** Strikes these sources now; they are well again after a while. The fiber ends then. */
export const gone = (struck: ReadonlyArray<Source>, { strike }: Ailment, howLong: Duration.DurationInput) =>
  Effect.zipRight(
    Effect.promise(() => Promise.all(struck.map(strike))),
    Effect.forkScoped(
      Effect.delay(
        Effect.promise(() => Promise.all(struck.map((source) => source.heal()))),
        howLong
      )
    )
  )
