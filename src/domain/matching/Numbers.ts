/** Numbers in titles: Roman, Arabic, or spelled out in the languages that titles come in. */

const romans = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split(" ")

const english =
  "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split(
    " "
  )

const dutch = "- twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien".split(" ")

/** Of other languages: their numbers are words and names in the others ("Dos", "Otto", "Tre", "Sei"). */
const foreign: ReadonlyArray<ReadonlyArray<string>> = [
  "eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf".split(" "),
  "- deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze".split(" "),
  "- dos tres cuatro cinco seis siete ocho nueve diez".split(" "),
  "- due tre quattro cinque sei sette otto nove dieci".split(" ")
]

const valuesOf = (lists: ReadonlyArray<ReadonlyArray<string>>): ReadonlyMap<string, string> =>
  new Map(
    lists
      .flatMap((names) => names.map((name, index) => [name, String(index + 1)] as const))
      .filter(([name]) => name !== "-")
  )

/** A lone "i" is left to the caller: it is a word more often than a number. */
const usual: ReadonlyMap<string, string> = new Map([
  ...valuesOf([english, dutch]),
  ...romans.slice(1).map((roman, index) => [roman, String(index + 2)] as const)
])
const anywhere: ReadonlyMap<string, string> = new Map([...valuesOf(foreign), ...usual])

/**
 * The number that a folded word stands for, in digits without leading zeros: of digits, Roman numerals and the words of English and
 * Dutch; where sequels are counted (`counting`), of other languages too. "x" and "v" count: what matters is that both sides
 * of a comparison are read alike.
 */
export const asDigits = (word: string, counting = true): string | undefined =>
  /^\p{Nd}+$/u.test(word) ? word.replace(/^0+(?=.)/, "") : (counting ? anywhere : usual).get(word)

/** The same for a title of one word: "Six" is 6, but "X", "Elf" and "Otto" are what they are. */
export const asOnlyNumber = (word: string): string | undefined =>
  english.includes(word) ? usual.get(word) : /^\p{Nd}+$/u.test(word) ? asDigits(word) : undefined

const ordinals = valuesOf([
  "first second third fourth fifth sixth seventh eighth ninth tenth".split(" "),
  "eerste tweede derde vierde vijfde zesde zevende achtste negende tiende".split(" ")
])

/** The same for the place in an order, such as `4e` for "vierde", "4de" and "fourth". */
export const asOrdinal = (word: string): string | undefined => {
  const value = ordinals.get(word) ?? /^(\d{1,3})(?:e|de|ste|st|nd|rd|th)$/.exec(word)?.[1]
  return value === undefined ? undefined : `${value}e`
}

/** Whether a folded word is a Roman numeral from two up. */
export const isRoman = (word: string): boolean => romans.indexOf(word) > 0

/**
 * The same title with its last number written in the other ways, for search boxes that compare letters: "Richard 3" is
 * "Richard III", "Ocean's 13" is "Ocean's Thirteen". At most two.
 */
export const numberVariants = (title: string): ReadonlyArray<string> => {
  const found = [...title.matchAll(/[\p{L}\p{N}]+/gu)]
    .slice(1)
    .findLast((word) => /^\d+$/.test(asDigits(word[0].toLowerCase()) ?? ""))
  if (found === undefined) return []
  const value = Number(asDigits(found[0].toLowerCase()))
  const writings = [String(value), romans[value - 1]?.toUpperCase(), english[value - 1]]
  return writings
    .filter((writing) => writing !== undefined && writing.toLowerCase() !== found[0].toLowerCase())
    .slice(0, 2)
    .map((writing) => `${title.slice(0, found.index)}${writing}${title.slice(found.index + found[0].length)}`)
}
