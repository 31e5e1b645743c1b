/** Two names of one work in one title: "Nelyubov AKA Loveless", "1900 (Novecento)", "De noorderlingen / The Northerners". */
import { oneLine, withoutEnd, withoutStart } from "../text/Flat.ts"
import { comparisonForm } from "./Comparison.ts"

/**
 * How two names were put together:
 * - `both`: each is a full name of the work
 * - `perhaps`: the second may as well be the subtitle of the first
 */
export type Joint = "both" | "perhaps"

export interface Name {
  readonly title: string
  readonly joint: Joint
}

/** "aka" between spaces, a slash with a space on both sides, "or:" with its colon or comma. */
const joints =
  / [([]?(?:a\.?k\.?a\.?|alias|oftewel|ook bekend als|also known as)[:,]? | [/|] |,? (?:or|of|ou|oder)[:,] /iu

const dash = / [-–—] /u

/** A name in brackets at the end, and what stands before it. */
const bracketed = (title: string): readonly [string, string] | undefined => {
  if (!/[)\]]$/.test(title)) return undefined
  const opened = Math.max(title.lastIndexOf("("), title.lastIndexOf("["))
  const before = title.slice(0, Math.max(opened, 0))
  return before === "" || /[()[\]]/.test(before) ? undefined : [before, title.slice(opened + 1, -1)]
}

/** What belongs to whoever it is named after: "Marvel's The Avengers", "Bram Stoker's Dracula". */
const owner = /^(?:\p{Lu}[\p{L}.]*\s+){0,3}\p{Lu}[\p{L}]*['’]s?\s+(?=\p{Lu})/u

/** Words in brackets that say which version it is, not how it is called. */
const remark =
  /\b(?:cut|edition|version|versie|remaster(?:ed)?|uncut|unrated|extended|director|part|deel|vol|volume|season|series|film|movie|tv|short|documentary|docu|colou?r|imax|3d|hd|uhd|4k|restored|silent|ov|nl|dubbed|subbed|live)\b/iu

const articles = /^(?:the|a|an|de|het|een|'t|le|la|les|l'|un|une|der|die|das|el|los|las|il|lo|gli|i|o|os|as)$/iu

/** Long enough to be a name, and not an article behind, a year, or a word about the version. */
const isName = (text: string): boolean =>
  comparisonForm(text).length >= 2 && !articles.test(text) && !/^\d+$/.test(text) && !remark.test(text)

const trimmed = (text: string): string => withoutStart(withoutEnd(text, " ,;:)]"), " ,;:([")

const parts = (title: string): ReadonlyArray<Name> => {
  const joined = title.split(joints).map(trimmed)
  if (joined.length > 1) return joined.map((name) => ({ title: name, joint: "both" }))
  const pair = bracketed(title)
  if (pair !== undefined && isName(pair[1])) return pair.map((name) => ({ title: trimmed(name), joint: "both" }))
  const dashed = title.split(dash).map(trimmed)
  if (dashed.length === 2) return dashed.map((name) => ({ title: name, joint: "perhaps" }))
  const owned = owner.exec(title)
  return owned === null ? [] : [{ title: title.slice(owned[0].length), joint: "perhaps" }]
}

/** At most this many names are told of a title. */
const most = 4

/** The names that a title is made of; none when it is one name. Of the same work, so that a person or page may use either. */
export const namesOf = (title: string): ReadonlyArray<Name> =>
  parts(oneLine(title))
    .filter((name) => isName(name.title) && comparisonForm(name.title) !== comparisonForm(title))
    .slice(0, most)
