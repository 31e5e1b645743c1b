/** Ids, editions and other tags that people and programs put into names. */
import { type ImdbId, imdbIdOf, type TmdbId, tmdbIdOf, type TvdbId, tvdbIdOf } from "../values/Media.ts"
import { withoutEnd } from "../text/Flat.ts"

export interface NameIds {
  readonly imdb?: ImdbId | undefined
  readonly tmdb?: TmdbId | undefined
  readonly tvdb?: TvdbId | undefined
}

/** The ids in these names; the first name that has one of its kind counts. */
export const idsOf = (names: ReadonlyArray<string>): NameIds => ({
  imdb: first(names, (name) => imdbIdOf(/(?<![\p{L}\p{N}])tt\d{7,10}(?![\p{L}\p{N}])/iu.exec(name)?.[0])),
  tmdb: first(names, (name) =>
    tmdbIdOf(/(?<![a-z])(?:the)?(?:tmdb|moviedb)(?:id)?[-=:_ ]{1,3}(\d{1,9})(?!\d)/i.exec(name)?.[1])
  ),
  tvdb: first(names, (name) => tvdbIdOf(/(?<![a-z])(?:the)?tvdb(?:id)?[-=:_ ]{1,3}(\d{1,9})(?!\d)/i.exec(name)?.[1]))
})

const first = <A>(names: ReadonlyArray<string>, read: (name: string) => A | undefined): A | undefined => {
  for (const name of names) {
    const found = read(name)
    if (found !== undefined) return found
  }
  return undefined
}

/** The edition that somebody marked with `{edition-…}`. */
export const editionTag = (name: string): string | undefined =>
  /\{edition[-=: ]([^{}]{1,100})\}/i.exec(name)?.[1]?.trim()

/** Others who give numbers to films and shows: [anidb-69]. */
const otherIds =
  /[[(](?:anidb|anilist|myanimelist|mal|kitsu|trakt|tvmaze|tvrage|simkl|kinopoisk|kp|douban|bgm|csfd|filmweb|allocine|moviemeter|letterboxd)(?:id)?\d?[-=:]\d{1,9}[\])]/gi

/** Takes off what is between braces, and ids between other brackets. */
export const withoutTags = (name: string): string =>
  name
    .replace(/\{[^{}]*\}/g, " ")
    .replace(/[[(]?(?<![\p{L}\p{N}])(?:imdb(?:id)?[-=:_ ]*)?tt\d{7,10}(?![\p{L}\p{N}])[\])]?/giu, " ")
    .replace(/[[(](?:the)?(?:tmdb|moviedb|tvdb)(?:id)?[-=:_ ]{1,3}\d{1,9}[\])]/gi, " ")
    .replace(otherIds, " ")
    .replace(/[\s]+/g, " ")
    .trim()

/** Without a bracket at the end that was opened and holds nothing: a tag was cut off there. */
export const withoutDanglingBracket = (title: string): string => {
  const left = withoutEnd(title, " ([").trimEnd()
  return /[\p{L}\p{N}]/u.test(left) ? left : title
}
