/** Texts of others that are longer than anybody reads. */
import { mostDescription, mostSummary } from "./Bounds.ts"
import { cutAt } from "./Flat.ts"

/** A text of at most `most` characters: it ends with the last sentence that fits, or else with the last word. */
export const cutText = (text: string, most: number): string => {
  if (text.length <= most) return text
  const whole = text.slice(0, most + 1)
  // Nearer to the front a cut would cost more than half a sentence does.
  const near = Math.max(0, most - longestSentence)
  const sentence = Math.max(...[". ", "! ", "? "].map((end) => whole.lastIndexOf(end)))
  if (sentence >= near) return whole.slice(0, sentence + 1)
  const word = whole.lastIndexOf(" ")
  return cutAt(whole, word >= near ? word : most).trimEnd()
}

const longestSentence = 1000

/** A description that is not too long to be shown. */
export const cutDescription = (text: string): string => cutText(text, mostDescription)

/** What is told of a season or an episode, likewise. */
export const cutSummary = (text: string): string => cutText(text, mostSummary)
