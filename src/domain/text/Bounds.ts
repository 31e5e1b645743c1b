/**
 * How much of the text of others is taken in. What is longer, deeper or more than this is cut where a part is still of use, and
 * "unreadable" where it is not: a typed failure, never a defect. Every reader takes its numbers from here.
 */

/** Characters (UTF-16 units) of a title, of a person's name, of anything that is one line of a page. */
export const mostTitle = 500
/** Characters of a description: the longest that VPRO has written is under a third of it. */
export const mostDescription = 20_000
/** Entries of a list: titles of a work, directors, countries, genres, pictures. */
export const mostListed = 200
/** Entries that are looked at for those that are kept: a crew holds many for every director. */
export const mostLookedAt = 2_000
/** Episodes of a series, and of one answer about it: the longest that still fits into a body has some 7,000. */
export const mostEpisodes = 10_000
/** Characters of what is told about one episode or season. */
export const mostSummary = 2_000
/** Characters of an address. */
export const mostAddress = 2_000
/** The highest number of an episode, and of a season (a year, for daily shows): what a key can hold. */
export const highestEpisode = 999_999
export const highestSeason = 9_999
/** Minutes of an episode: a week. */
export const mostMinutes = 7 * 24 * 60

/** Levels of arrays and objects within each other in a text in JSON. */
export const deepestJson = 64
/** Values in a text in JSON. The fullest answer of a source that was met, one of 1.5 MB, holds 27,000. */
export const mostJsonValues = 150_000
/** Values in the JSON of a kept answer, which has some hundred of its own, and characters: four times the longest possible. */
export const mostEntryValues = 20_000
export const mostEntry = 1024 * 1024
/** Characters of what a source told and is remembered, and of the key that it is remembered by: most such texts are under 4 kB. */
export const mostRemembered = 64 * 1024
export const mostMemoryKey = 1_000

/** Characters of a page. The longest that was met, of results with all its scripts, has 386,000. */
export const mostPage = 1_500_000
/** Elements, attributes, pieces of text and signs of a tag in a page: 7,100 was the most. */
export const mostPageParts = 16_000
/** Elements of a page within each other: 26 was the most. */
export const deepestPage = 200
/** Characters of a script that is searched for a pair of credentials. */
export const mostScript = 2_500_000

/** Characters of the path of a file, which no system lets be longer. */
export const mostPath = 4096
/** Films or series of a library of Plex: beyond it this is no library any more. */
export const mostLibrary = 100_000
