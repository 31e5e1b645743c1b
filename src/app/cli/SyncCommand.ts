/** `sync on|off|now|status`: whether Plex is kept up to date by itself, and a pass at once. */
import { Clock, Effect, Schedule } from "effect"
import { type PassSums, Syncing, type SyncState } from "../library/Syncing.ts"
import { visible } from "../Visible.ts"
import { commandOf, oneWord } from "./Arguments.ts"
import { failed } from "./CommandFailure.ts"
import { Output } from "./Output.ts"
import { preparedForCache } from "./Prepared.ts"
import * as ProgressLine from "./ProgressLine.ts"

const state = Effect.flatMap(Syncing, ({ state }) => state)

/** Says how far a pass is, as long as it runs. */
const watched = <A, E, R>(pass: Effect.Effect<A, E, R>) =>
  Effect.gen(function* () {
    const start = yield* Clock.currentTimeMillis
    const look = Effect.flatMap(state, ({ running }) =>
      running === undefined
        ? Effect.void
        : ProgressLine.show(
            { done: running.done, total: running.titles, slow: running.done, note: "compared with Plex" },
            start
          )
    )
    return yield* Effect.raceFirst(
      pass,
      Effect.zipRight(Effect.schedule(look, Schedule.spaced("1 second")), Effect.never)
    ).pipe(Effect.ensuring(ProgressLine.clear))
  })

const inWords = ({ lookedUp, open, refreshes, titles }: PassSums) =>
  `${titles} titles compared: ${lookedUp} looked up, ${refreshes.asked} refreshed in Plex, ${open} left open by a failing source`

/** What a pass of this process came to. */
const passed = Effect.fnUntraced(function* ({ last, problem }: SyncState) {
  if (problem !== undefined) return yield* failed(visible(problem))
  if (last === undefined) return yield* failed("no Plex server is connected: see `connect`")
  return yield* (yield* Output).print(inWords(last.sums))
})

const spoken = ({ byVariable, on }: SyncState) =>
  `Plex is ${on ? "kept" : "not kept"} up to date by itself${byVariable ? ", as PLEX_SYNC says" : ""}.`

const words = ["on", "off", "now", "status"] as const

export const command = commandOf(
  "sync",
  "Have Plex kept up to date by itself, or not: a running service looks new titles up once an hour, and refreshes in Plex what shows another text, at most once a day. `on` begins with a pass, and `now` is one.",
  { wanted: oneWord("WHAT", words) },
  ({ wanted }) =>
    Effect.gen(function* () {
      const { choose, pass, settled } = yield* Syncing
      if (wanted === "on" || wanted === "off")
        yield* Effect.catchTag(choose(wanted === "on"), "SyncError", ({ message }) => failed(message))
      if (wanted === "now" && !(yield* state).on)
        return yield* failed("Plex is not kept up to date: `sync on` switches that on")
      if (wanted === "on" || wanted === "now") {
        yield* watched(wanted === "on" ? settled : pass)
        yield* passed(yield* state)
      }
      return yield* (yield* Output).print(spoken(yield* state))
    }).pipe(preparedForCache)
)
