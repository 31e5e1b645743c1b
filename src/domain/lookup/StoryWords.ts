/** The sentences of a story in English, for the status page and the command line; a translation has the same names. Pure. */

/** A number with its noun. */
export const some = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`

/** Where a number or a name goes in, a sentence is a function. */
export const storyEnglish = {
  film: "film",
  series: "series",
  "result.bare": "VPRO has no page about this title. A reference of works knows it, so Plex can still add it.",
  "result.notFound": "Nobody knows this title.",
  "result.nobodyAsked": "VPRO does not know this title, and no reference of works was asked.",
  "result.incomplete":
    "This could not be settled, because a source did not answer. When Plex asks for it, it is tried again later.",
  "result.timedOut": "This could not be settled in time. When Plex asks for it, it is tried again later.",
  "story.ms": (ms: string) => `${ms} ms`,
  "story.seconds": (seconds: string) => `${seconds} s`,
  "story.vpro-id": "The chosen page was fetched from the catalogue",
  "story.poms": "POMS, the catalogue of Dutch public broadcasting, was searched for",
  "story.tmdb": "A reference of works was asked which title is meant by",
  "story.poms-other-titles": "POMS was searched for another title, or for the director",
  "story.poms-fuzzy": "POMS was searched with forgiving spelling for",
  "story.cinema": "cinema.nl was searched for",
  "story.cinema-page": "The page was read at cinema.nl with number",
  "story.web": "A search engine was asked for",
  "story.answered": (count: number) =>
    count === 0 ? "It answered." : `It gave ${some(count, "candidate", "candidates")}.`,
  "story.weighed": "Each page is shown as it was judged in the end, with all that was known by then.",
  "story.whole": "(as a whole)",
  "story.nothing": "Nothing was found there.",
  "story.failed": "It did not answer",
  "story.work": (reference: string, title: string, year: string, directors: string) =>
    `${reference} says that it is “${title}”${year === "" ? "" : ` (${year})`}${directors === "" ? "" : `, by ${directors}`}.`,
  "story.noWork": "It cannot tell.",
  "story.leftOut": (names: string, asked: string) =>
    asked === ""
      ? `Left out: ${names}. No reference of works was asked.`
      : `Left out: ${names}. Asked instead: ${asked}.`,
  "leftOut.no-key": "no key",
  "leftOut.refused": "refuses the key",
  "leftOut.off": "switched off",
  "story.noSteps": "Nobody was asked.",
  "story.taken": (title: string, page: string) => `“${title}” was taken: page ${page} of VPRO.`,
  "story.listed": "These could be chosen from in Plex.",
  "failure.Unreachable": "It could not be reached.",
  "failure.Refused": "It refused the key or the way of asking.",
  "failure.Blocked": "It showed a block page instead of an answer.",
  "failure.Malformed": "Its answer could not be read.",
  "failure.Overloaded": "It was not asked: the rate limit left no room in time.",
  "failure.Suspended": "It was not asked: it failed too often of late and is left alone for a while.",
  "method.poms": "It has the title and the year that were asked for.",
  "method.tmdb_alt": "It is the title that the reference of works names.",
  "method.imdb": "The page links to the same IMDb id.",
  "method.cinema": "It was found by the search of cinema.nl.",
  "method.web": "It was found by a search engine.",
  "method.plausible": "It is the best candidate, and no other could be meant.",
  "method.vpro_id": "It was chosen by hand.",
  "verdict.certain": "certain",
  "verdict.sure": "sure",
  "verdict.plausible": "possible",
  "verdict.refused": "refused",
  "speaks.for": "speaks for it",
  "speaks.against": "speaks against it",
  "speaks.neither": "says nothing",
  "evidence.id": (asked: string, found: string) =>
    asked === found ? `The same id: ${asked}` : `Id ${found}, asked for ${asked}`,
  "evidence.kind": (asked: string, found: string) => `A ${found}, asked for a ${asked}`,
  "evidence.year": (apart: number, asked: string, found: string) =>
    apart === 0 ? `The same year: ${found}` : `${some(apart, "year", "years")} apart: ${found}, asked for ${asked}`,
  "evidence.noYear": "No year to compare",
  "evidence.sameDirector": (found: string) => `The same director: ${found}`,
  "evidence.otherDirector": (asked: string, found: string) => `Directed by ${found}, not by ${asked}`,
  "evidence.noDirector": "No directors to compare",
  "evidence.sameCountry": (found: string) => `The same country: ${found}`,
  "evidence.otherCountry": (asked: string, found: string) => `Made in ${found}, not in ${asked}`,
  "relation.same": (found: string) => `Exactly the same title: “${found}”`,
  "relation.equivalent": (found: string) => `“${found}” is the same title, written differently`,
  "relation.subtitle": (found: string) => `“${found}” differs only in the subtitle`,
  "relation.near": (found: string) => `“${found}” is the same title but for a typing error`,
  "relation.similar": (found: string) => `“${found}” resembles it: some words are the same`,
  "relation.different": (found: string) => `“${found}” is another title`
}

export type StoryWords = typeof storyEnglish
