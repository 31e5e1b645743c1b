/** Telling the titles of episodes and seasons from what sources write when they have none. */
import { mostTitle } from "../../../domain/text/Bounds.ts"
import { cleanText } from "./CleanText.ts"

/** The title of an episode; none for a text that says no more than the number: "Aflevering 3", "Episode #1.3", "第3話". */
export const episodeTitle = (name: string | undefined, number: number): string | undefined => {
  const title = cleanText((name ?? "").slice(0, mostTitle))
  if (title === "" || /^tb[adc]$/i.test(title)) return undefined
  const plain = title.normalize("NFKC")
  return placeholders.some((form) => Number(form.exec(plain)?.[1] ?? Number.NaN) === number) ? undefined : title
}

/** The title of a season; none for "Seizoen 1", and none for "Specials", which season 0 is called everywhere. */
export const seasonTitle = (name: string | undefined, number: number): string | undefined => {
  const title = episodeTitle(name, number)
  return number === 0 && title !== undefined && /^specials$/i.test(title) ? undefined : title
}

/** A word at most, and the number. A number before its word counts only as an ordinal: "7 Days" is a title. */
const placeholders = [
  /^(?:[\p{L}\p{M}.]+ ?)?#?(?:\d+\.)?(\d+)$/u,
  /^(\d+)\. ?[\p{L}\p{M}]+$/u,
  /^(\d+)(?:-?я)? ?сер[иі]я$/iu,
  /^[第제] ?(\d+) ?\p{L}{1,2}$/u
]
