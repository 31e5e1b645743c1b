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
/** Levels of arrays and objects within each other in a text in JSON. */
export const deepestJson = 64

/** Characters of the path of a file, which no system lets be longer. */
export const mostPath = 4096
/** Films or series of a library of Plex: beyond it this is no library any more. */
export const mostLibrary = 100_000
