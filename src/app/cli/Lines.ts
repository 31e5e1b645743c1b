/** Text on the lines of a terminal. Pure. */

/** Columns of a terminal that nobody has made wider. */
export const usualWidth = 80
/** Narrower than this, lines are not made: a column of help would have no room for a word. */
const leastWidth = 40

/** The columns to write for: what the terminal says, else what `COLUMNS` says, else the usual. */
export const widthOf = (terminal: number | undefined, said: number | undefined): number =>
  Math.max(leastWidth, [terminal, said].find((columns) => columns !== undefined && columns > 0) ?? usualWidth)

/** Words in lines of no more than `most` signs, as far as they allow: a longer word has a line of its own. */
export const filled = (words: ReadonlyArray<string>, most: number): ReadonlyArray<string> => {
  const lines: Array<string> = []
  let line = ""
  for (const word of words) {
    if (line !== "" && line.length + 1 + word.length > most) {
      lines.push(line)
      line = word
    } else line = line === "" ? word : `${line} ${word}`
  }
  return [...lines, line]
}

/** A text in lines of no more than `most` signs. */
export const wrapped = (text: string, most: number): ReadonlyArray<string> => filled(text.split(" "), most)

/** The same with something before the first line; the others begin below what follows it. */
export const hung = (before: string, text: string, width: number): ReadonlyArray<string> =>
  wrapped(text, width - before.length).map((line, at) => `${at === 0 ? before : " ".repeat(before.length)}${line}`)

/** A text that is no longer than this, with a sign where something is left out. */
export const cut = (text: string, most: number): string => (text.length <= most ? text : `${text.slice(0, most - 1)}…`)
