/** What of an answer goes to Plex. */
import { flag, oneOf, onOff } from "../Values.ts"
import { older } from "./Older.ts"

const since = "5.0.0"
const common = true

export const answers = {
  returnSummary: older("VPRO_RETURN_SUMMARY", (name) =>
    flag(name, { means: "send Plex the Dutch description", since: "Python" }, true)
  ),
  returnContentRating: older("VPRO_RETURN_CONTENT_RATING", (name) =>
    flag(name, { means: "send Plex the Kijkwijzer age rating, as `nl/12`", since: "Python" }, true)
  ),
  returnImages: older("VPRO_RETURN_IMAGES", (name) =>
    flag(
      name,
      {
        means:
          "send Plex the pictures of cinema.nl, else TMDB's; they take precedence over those of your other providers",
        since: "Python",
        common
      },
      false
    )
  ),
  returnRating: older("VPRO_RETURN_RATING", (name) =>
    flag(
      name,
      {
        means: `send Plex VPRO's score from 1 to 10; the library's "Ratings Source" decides whether it is shown`,
        since: "Python",
        common
      },
      false
    )
  ),
  returnTitle: flag(
    "VPRO_RETURN_TITLE",
    { means: "send Plex VPRO's title; `false` keeps the title that Plex asked for", since, common },
    true
  ),
  extras: oneOf(
    "EXTRAS",
    {
      means:
        "`empty` tells Plex that there are no trailers (it then deletes those it has), `unavailable` keeps them, with an error in Plex's log at each refresh",
      since,
      common,
      see: "how-to/plex-agents.md#trailers"
    },
    "empty",
    ["empty", "unavailable"]
  ),
  whenUnsettled: oneOf(
    "WHEN_UNSETTLED",
    {
      means:
        "while a failing source leaves open whether there is a text: `answer` without one, or say `unavailable` (503), so that Plex keeps what it has",
      since,
      common,
      see: "how-to/plex-agents.md#while-sources-are-down"
    },
    "answer",
    ["answer", "unavailable"]
  ),
  seriesTextFallback: onOff(
    "SERIES_TEXT_FALLBACK",
    { means: "`on` gives seasons and episodes a text in another language when there is none in Dutch", since },
    false
  )
}
