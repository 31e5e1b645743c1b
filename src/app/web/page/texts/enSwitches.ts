/** The texts about the settings that can be chosen on the page, in English. */
export const switches = {
  "switches.title": "What Plex gets",
  "switches.intro":
    "What you choose here holds from the next answer on. Plex asks anew when it refreshes a title. A variable that is set goes before it.",
  "switches.images": "Pictures",
  "switches.imagesMeans":
    "The pictures of cinema.nl, else TMDB's. They take precedence over those of your other providers.",
  "switches.ownTitle": "VPRO's title",
  "switches.ownTitleMeans":
    "Without it Plex keeps the title that it asked for. Of titles that are in Plex already, the capitals and signs may change then.",
  "switches.rating": "VPRO's mark",
  "switches.ratingMeans": "As a rating from 1 to 10. The library's Ratings Source decides whether Plex shows it.",
  "switches.extras": "Trailers",
  "switches.extras.empty": "Say that there are none: Plex deletes those it has",
  "switches.extras.unavailable": "Keep those of Plex: an error in Plex's log at each refresh",
  "switches.key": "Key of TMDB",
  "switches.keyMeans":
    "TMDB finds works by their other titles. A key is free at themoviedb.org. What was not found before is looked up again in its turn.",
  "switches.keySave": "Keep the key",
  "switches.keyTest": "Test the key",
  "switches.keyNone": "Go without",
  "switches.keyThere": "There is a key.",
  "switches.keyAbsent": "There is no key: TMDB is not asked.",
  "switches.keyBad": "That is no key of TMDB: it has 32 characters, or is a token that begins with eyJ.",
  "switches.keyGone": "The key is removed.",
  "switches.byVariable": (name: string) => `Set by ${name}.`,
  "switches.kept": "Kept."
}
