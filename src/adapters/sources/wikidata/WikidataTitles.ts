/** What a work is called: on Wikidata by language, where other references have countries. */
import { mostListed } from "../../../domain/text/Bounds.ts"
import { withoutEnd } from "../../../domain/text/Flat.ts"
import type { Complete } from "../../../domain/values/Complete.ts"
import type { Work, WorkTitle } from "../../../domain/values/Work.ts"
import { languageOf } from "./WikidataCodes.ts"
import type { Claims, Entity, Term } from "./WikidataJson.ts"

/** All names of a work, in the order in which they are worth asking for. */
export type Titles = Pick<Complete<Work>, "title" | "originalTitle" | "originalLanguage" | "titles">

/** Languages of the countries whose titles VPRO's editors use; the rest of the order is that of `inOrderOfCountries`. */
const countries: Readonly<Record<string, string>> = { fr: "FR", nl: "NL", de: "DE" }

/** First the languages of those countries, then the name for all languages (`mul`), then English. */
const languages = [...Object.keys(countries), "mul", "en"]

const rank = ({ language }: Term): number => {
  const index = languages.indexOf(language)
  return index < 0 ? languages.length : index
}

const titled = ({ language, value }: Term): WorkTitle => ({
  title: value,
  ...(language === "mul" ? {} : { language }),
  ...(countries[language] === undefined ? {} : { country: countries[language] })
})

/** Aliases may be working titles and abbreviations: they confirm, and are asked for last, so that they have no country. */
const asAlias = ({ language, value }: Term): WorkTitle => ({
  title: value,
  ...(language === "mul" ? {} : { language })
})

/** Names of an item; none when it has no name at all. */
export const titlesOf = ({ aliases, claims, labels, sitelinks }: Entity): Titles | undefined => {
  const names = labels.toSorted((a, b) => rank(a) - rank(b))
  const inLanguage = (language: string | undefined) => names.find((name) => name.language === language)?.value.trim()
  const spoken = languagesOf(claims)
  const own = ownTitle(claims, spoken)
  const [any] = names.toReversed()
  const originalTitle =
    own?.value ||
    spoken.map(inLanguage).find((title) => title !== undefined) ||
    inLanguage("mul") ||
    inLanguage("en") ||
    any?.value.trim()
  if (originalTitle === undefined || originalTitle === "") return undefined
  const articles = sitelinks
    .map(({ site, title }) => ({ language: withoutWiki(site), value: withoutBracket(title) }))
    .toSorted((a, b) => rank(a) - rank(b))
  const originalLanguage = own?.language ?? spoken[0]
  const unique = new Map<string, WorkTitle>()
  for (const { title, ...rest } of [
    { title: originalTitle, language: originalLanguage },
    // A label and the title of an article are both in use: by language, the label first.
    ...[...names, ...articles].toSorted((a, b) => rank(a) - rank(b)).map(titled),
    ...aliases.toSorted((a, b) => rank(a) - rank(b)).map(asAlias)
  ]) {
    const text = title.trim()
    if (text !== "" && !unique.has(text)) unique.set(text, { title: text, ...rest })
  }
  return {
    title: inLanguage("en") || inLanguage("mul") || originalTitle,
    originalTitle,
    originalLanguage,
    titles: [...unique.values()].slice(0, mostListed)
  }
}

const languagesOf = ({ P364 }: Claims): ReadonlyArray<string> =>
  P364.flatMap(({ mainsnak }) => languageOf(mainsnak.datavalue.value.id) ?? [])

/** The title as a statement: of several the preferred one, else the one in the language of the work, else the first. */
const ownTitle = ({ P1476, P1705 }: Claims, spoken: ReadonlyArray<string>): Term | undefined => {
  const all = [...P1476, ...P1705]
  const found =
    all.find(({ rank }) => rank === "preferred") ??
    all.find(({ mainsnak }) => spoken.includes(mainsnak.datavalue.value.language)) ??
    all[0]
  if (found === undefined) return undefined
  const { language, text } = found.mainsnak.datavalue.value
  return { language, value: text.trim() }
}

/** `nlwiki` is the Dutch encyclopedia. */
const withoutWiki = (site: string): string => (site.endsWith("wiki") ? site.slice(0, -"wiki".length) : site)

/** What tells an article from others of the same name: a year, or what it is about. "(The Unexpected Virtue of Ignorance)" is not. */
const distinction = /\b(?:1[89]|20)\d\d\b|film|movie|series?\b|serie|série|television|televisie|télé|fernseh/iu

/** The title of an article without what is in brackets at its end to tell it from others: `(film)`, `(film, 1987)`. */
const withoutBracket = (title: string): string => {
  const at = title.lastIndexOf(" (")
  if (at <= 0 || !title.endsWith(")")) return title
  return distinction.test(title.slice(at)) ? withoutEnd(title.slice(0, at), " ") : title
}
