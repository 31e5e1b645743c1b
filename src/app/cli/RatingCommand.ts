/** `rating on|off|status`: VPRO's mark as the rating that the connected Plex shows, and back. */
import { Effect } from "effect"
import { ratingOutcomes, type RatingOutcome } from "../../domain/library/Rating.ts"
import { Ratings, type RatingsRun } from "../library/Ratings.ts"
import { visible } from "../Visible.ts"
import { commandOf, oneWord } from "./Arguments.ts"
import { failed } from "./CommandFailure.ts"
import { Output } from "./Output.ts"
import { preparedForCache } from "./Prepared.ts"

const inWords: Readonly<Record<RatingOutcome, string>> = {
  set: "have got VPRO's mark",
  shown: "had it already",
  back: "have their earlier rating again",
  theirs: "left alone, since somebody has rated them or locked their rating",
  nothing: "without a mark of VPRO",
  gone: "not in Plex any more"
}

const lines = ({ outcomes }: RatingsRun) =>
  ratingOutcomes.flatMap((outcome) =>
    outcomes[outcome] === 0
      ? []
      : [`${outcomes[outcome] === 1 ? "1 title" : `${outcomes[outcome]} titles`}: ${inWords[outcome]}`]
  )

export const command = commandOf(
  "rating",
  "Have the connected Plex show VPRO's mark as the rating of each title, one a second, or give each back the rating that it had. What somebody has rated or locked is left alone. A running service goes on with what is new.",
  { wanted: oneWord("WHAT", ["on", "off", "status"]) },
  ({ wanted }) =>
    Effect.gen(function* () {
      const { print, status } = yield* Output
      const { choose, settled, state } = yield* Ratings
      if (wanted !== "status") {
        yield* Effect.catchTag(choose(wanted === "on"), "RatingsError", ({ message }) => failed(message))
        yield* status(wanted === "on" ? "VPRO's marks go to Plex, one a second" : "the ratings go back, one a second")
        yield* Effect.ensuring(settled, status(""))
      }
      const { byVariable, on, run } = yield* state
      if (run !== undefined) yield* Effect.forEach(lines(run), (line) => print(line), { discard: true })
      if (run?.problem !== undefined) return yield* failed(visible(run.problem))
      return yield* print(
        `Plex ${on ? "shows" : "does not show"} VPRO's marks${byVariable ? ", as PLEX_RATING says" : ""}.`
      )
    }).pipe(preparedForCache)
)
