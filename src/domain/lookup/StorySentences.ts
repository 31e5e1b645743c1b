/** A story as sentences, in whichever language has the words: what was asked, who answered, and why this page. Pure. */
import type { Evidence } from "../matching/Evidence.ts"
import type { LookupMethod } from "../values/CacheEntry.ts"
import { isNobodyAsked, parted } from "../values/References.ts"
import type { StoryWords } from "./StoryWords.ts"
import type { Trace, TraceStep } from "./Trace.ts"

/** A language: its words, and how it writes names and times. */
export interface Tongue {
  readonly words: StoryWords
  /** "A, B and C". */
  readonly listing: (names: ReadonlyArray<string>) => string
  /** What a reference of works is called; an id such as `tmdb:603` begins with it. */
  readonly referenceName: (idOrPrefix: string) => string
}

/** What stands before evidence. */
export const signs = { for: "+", against: "−", neither: "·" } as const

/** What an id such as `tmdb:603` begins with. */
export const prefixOf = (id: string): string => id.replace(/:.*$/s, "")

/** What was compared, and how that came out. */
export const evidenceSentence = (
  { words }: Pick<Tongue, "words">,
  { name, speaks, asked = "", found = "", relation, apart }: Evidence
): string => {
  // A kind is told by the service in English.
  const kindOf = (kind: string) => (kind === "film" || kind === "series" ? words[kind] : kind)
  switch (name) {
    case "id":
      return words["evidence.id"](asked, found)
    case "kind":
      return words["evidence.kind"](kindOf(asked), kindOf(found))
    case "title":
      return words[`relation.${relation ?? "different"}`](found)
    case "year":
      return apart === undefined ? words["evidence.noYear"] : words["evidence.year"](apart, asked, found)
    case "director":
      return speaks === "for"
        ? words["evidence.sameDirector"](found)
        : speaks === "against"
          ? words["evidence.otherDirector"](asked, found)
          : words["evidence.noDirector"]
    case "country":
      return speaks === "for" ? words["evidence.sameCountry"](found) : words["evidence.otherCountry"](asked, found)
  }
}

/** What a step came to. */
export const answerSentence = (
  { listing, referenceName, words }: Tongue,
  { step, outcome, work, candidates, detail }: TraceStep
): string => {
  if (outcome === "failed") return `${words["story.failed"]}.`
  if (work !== undefined) {
    const { directors, id, title, year } = work
    return words["story.work"](referenceName(id), title, year?.toString() ?? "", listing(directors))
  }
  if (step === "tmdb" && detail !== undefined) return words["story.noWork"]
  return outcome === "nothing" ? words["story.nothing"] : words["story.answered"](candidates.length)
}

/** Quotation marks of a query ask for the words together: nobody need read two pairs of them. */
export const queryOf = ({ query }: Pick<TraceStep, "query">) => {
  const whole = /^"([^"]+)"$/.exec(query)?.[1]
  return { query: whole ?? query, asWhole: whole !== undefined }
}

/** Which references of works were left out and why, and who was asked instead; `undefined` when none was left out. */
export const leftOutSentence = (
  { listing, referenceName, words }: Tongue,
  references: Trace["references"]
): string | undefined => {
  const { asked, leftOut } = parted(references ?? [])
  if (leftOut.length === 0) return undefined
  const names = leftOut.map(({ reference, state }) => `${referenceName(reference)} (${words[`leftOut.${state}`]})`)
  return words["story.leftOut"](listing(names), listing(asked.map(referenceName)))
}

/** All of them: one that is added does not compile before it stands here, and in the words. */
const methods: Readonly<Record<LookupMethod, true>> = {
  poms: true,
  tmdb_alt: true,
  imdb: true,
  cinema: true,
  web: true,
  plausible: true,
  vpro_id: true
}

const isMethod = (method: string): method is LookupMethod => Object.hasOwn(methods, method)

/** Nobody knows it, as far as anybody was asked. */
export const notFoundSentence = ({ words }: Pick<Tongue, "words">, references: Trace["references"]): string =>
  words[isNobodyAsked(references) ? "result.nobodyAsked" : "result.notFound"]

/** How it ended. */
export const endingSentence = (tongue: Pick<Tongue, "words">, { ending, references }: Trace): string => {
  const { words } = tongue
  const { outcome, page, title = "", method = "", timedOut } = ending
  switch (outcome) {
    case "found":
      return `${words["story.taken"](title, String(page))}${isMethod(method) ? ` ${words[`method.${method}`]}` : ""}`
    case "bare":
      return words["result.bare"]
    case "not_found":
      return notFoundSentence(tongue, references)
    case "incomplete":
      return words[timedOut === true ? "result.timedOut" : "result.incomplete"]
    case "listed":
      return words["story.listed"]
  }
}
