/** The texts about what keeps Plex up to date, in English. */
import { some } from "../../../../domain/lookup/StoryWords.ts"

export const keeping = {
  "keeping.title": "Keep Plex up to date",
  "keeping.sync": "Do it by itself",
  "keeping.syncMeans":
    "Once an hour: new titles are looked up, and a title of which Plex does not show the text is refreshed in Plex, at most once a day. A text that VPRO writes later appears without you doing anything.",
  "keeping.byVariable": "Set by PLEX_SYNC.",
  "keeping.passing": (done: number, titles: number) => `Comparing now: ${done} of ${some(titles, "title", "titles")}.`,
  "keeping.passed": (when: string, lookedUp: number, asked: number) =>
    `Last done ${when}: ${lookedUp} looked up, ${asked} refreshed in Plex.`,
  "keeping.on": "From now on Plex is kept up to date by itself.",
  "keeping.off": "Plex is no longer kept up to date by itself.",
  "keeping.rating": "Show VPRO's mark in Plex",
  "keeping.ratingMeans":
    "The mark of VPRO becomes the rating of the title in Plex, one title a second, and stays at a refresh. A rating that you gave or locked yourself is left alone. Switched off, each title gets back the rating that it had.",
  "keeping.ratingByVariable": "Set by PLEX_RATING.",
  "keeping.rated": (set: number, shown: number) =>
    `${some(set, "title has", "titles have")} got VPRO's mark, ${shown} had it already.`,
  "keeping.ratedBack": (back: number) => `${some(back, "title has", "titles have")} the earlier rating again.`,
  "keeping.ratedTheirs": (theirs: number) =>
    `${some(theirs, "rating of your own was", "ratings of your own were")} left alone.`,
  "keeping.ratingGoesOn": "It goes on.",
  "keeping.ratingOn": "Begun: VPRO's marks go to Plex.",
  "keeping.ratingOff": "Begun: the ratings go back to what they were.",
  "keeping.warm": "Look everything up",
  "keeping.warmMeans":
    "Looks up every title of the libraries that use VPRO, so that a refresh in Plex is answered at once. What is known is left out, and people go first; stopping loses nothing.",
  "keeping.warmGo": "Look everything up",
  "keeping.stopWarm": "Stop looking up",
  "keeping.warmProgress": "How far the look-ups are",
  "keeping.listing": "Plex is listing its titles.",
  "keeping.warmed": (done: number, titles: number, text: number) =>
    `${done} of ${some(titles, "title", "titles")} done, ${text} with a text.`,
  "keeping.open": (count: number) => `${some(count, "title was", "titles were")} left open since a source failed.`,
  "keeping.left": (time: string) => `About ${time} left.`,
  "keeping.begun": "Begun.",
  "keeping.busy": "That is going on already.",
  "keeping.stopped": "Stopped.",
  "keeping.refresh": "Refresh these titles in Plex",
  "keeping.stopRefresh": "Stop refreshing",
  "keeping.refreshOne": "Refresh in Plex",
  "keeping.refreshProgress": "How far the refreshes are",
  "keeping.refreshing": (titles: number) =>
    `Begun with ${some(titles, "title", "titles")}: one a second, where Plex does not show the text.`,
  "keeping.notInPlex": "Plex lists no such title, as far as it was compared.",
  "keeping.refreshed": (asked: number, titles: number, taken: number) =>
    `Plex was asked to refresh ${asked} of ${some(titles, "title", "titles")}; ${taken} of those show the text by now.`,
  "keeping.outcome.shown": "Shown already",
  "keeping.outcome.locked": "Locked in Plex",
  "keeping.outcome.nothing": "Without a text here",
  "keeping.outcome.gone": "No longer in Plex",
  "keeping.outcome.rejected": "Plex said no",
  "keeping.owner": "Only the owner of the Plex server may do this.",
  "keeping.signIn": "Sign in with Plex"
}
