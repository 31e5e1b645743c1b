/** Names and titles from other scripts and languages, as Dutch, English and German write them in Latin letters. */

/** Sounds that Dutch and English write differently for the same Russian, Greek or Chinese word; of folded text. */
export const transliterated = (folded: string): string =>
  folded
    .replace(/sj|sh|sch|sz|š/g, "s")
    .replace(/tsj|tch|ch|cz|tj/g, "c")
    .replace(/zh|dzj/g, "z")
    .replace(/kh/g, "g")
    .replace(/oe|ou/g, "u")
    .replace(/[jy]/g, "i")
    .replace(/ij|ii|ie/g, "i")
    .replace(/ks/g, "x")
    .replace(/ph/g, "f")
    .replace(/w/g, "v")
    .replace(/(.)\1+/g, "$1")

/** Letters that are written as two where a keyboard lacks them: ä as ae, ø as oe, å as aa, ß as ss, ō as ou or oo. */
const written = /[äöüåæøßœōū]/u

/** Whether a title has such a letter; in a title without one, "oe" is what it is. */
export const hasLetterOfTwo = (title: string): boolean => written.test(title.normalize("NFC").toLowerCase())

/** Folded text in which the letter and its two letters are the same. */
export const asOneLetter = (folded: string): string =>
  folded
    .replace(/a[ae]/g, "a")
    .replace(/o[eou]/g, "o")
    .replace(/u[eu]/g, "u")
    .replace(/ss/g, "s")
