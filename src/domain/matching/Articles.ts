/** Articles at the edge of a title: people leave them out, put them behind, and translate them. */
import { fold } from "../titles/Comparison.ts"

const certain = new Set(
  "de het een the a an le la les l un une der das dem ein eine el los las lo il gli uno una uma en ett".split(" ")
)

/** Articles in one language, words in another: "I, Tonya", "Die Hard", "As Good as It Gets", "O Brother". */
const doubtful = new Set("i o os as um die den".split(" "))

/** What stands in front: no article, one for certain, or a word that is one in some language. */
export type Article = "none" | "certain" | "doubtful"

/** The first word, and what follows it at once: "A-Team" and "O.C." have no article, "L'Avventura" and "'t Schaep" have. */
const first = /^[^\p{L}\p{N}]*(\p{L}{1,4})(['’](?=\p{L})|\s)/u

const named = (word: string): Article => (certain.has(word) ? "certain" : doubtful.has(word) ? "doubtful" : "none")

/** Whether the title begins with an article. "La La Land" and "The The" do not: nobody leaves half of them out. */
export const articleOf = (title: string): Article => {
  const found = first.exec(title)
  if (found === null) return "none"
  const word = fold(found[1] ?? "")
  const next = fold(/^[^\p{L}\p{N}]*([\p{L}\p{N}]+)/u.exec(title.slice(found[0].length))?.[1] ?? "")
  return next === "" || next === word ? "none" : named(word)
}

/** Those that are put behind without a comma; the others are words there more often. */
const behindBare = /\s(?:the|de|het|le|les|der|das)$/i

/** "Lord of the Rings, The: The Two Towers": an article behind the first part. */
const within = /^([^,:([]+), ?(\p{L}{1,3})(?= ?[:([]| [-–—] )/u

/** "Matrix, The", "Matrix (The)" and "Rocky Horror Picture Show The" with the article where it belongs. */
export const articleInFront = (title: string): string => {
  const whole = title.trim()
  const parted = within.exec(whole)
  if (parted !== null && named(fold(parted[2] ?? "")) === "certain")
    return `${parted[2]} ${parted[1]}${whole.slice(parted[0].length)}`
  const behind = /(?:,\s*|\()(\p{L}{1,3}['’]?)\)?$/u.exec(whole)
  const article = behind?.[1]
  if (behind !== null && behind.index > 0 && article !== undefined) {
    const kind = named(fold(article).replace(/['’]/g, ""))
    // "Dune (I)" is the first part, not "I Dune".
    const isArticle = kind === "certain" || (kind === "doubtful" && behind[0].startsWith(","))
    return isArticle ? `${article} ${whole.slice(0, behind.index)}` : title
  }
  const bare = behindBare.exec(whole)
  if (bare === null || articleOf(whole) !== "none" || !/\S\s+\S/.test(whole.slice(0, bare.index))) return title
  return `${bare[0].trim()} ${whole.slice(0, bare.index)}`
}

/** Dutch articles as they are spoken, written out: "'t Schaep" is "Het Schaep", "'n Beetje" is "Een beetje". */
export const spokenOut = (title: string): string =>
  title.replace(/(^|\s)['’ʼ‘`´]t(?=\s)/giu, "$1het").replace(/^\s*['’ʼ‘`´]n(?=\s)/iu, "een")
