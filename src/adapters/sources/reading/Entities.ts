/** The character references of HTML 4, named and numeric. */

/**
 * Decodes every reference once. References to `&` itself are taken together with what they hide, so that
 * `&amp;amp;nbsp;` needs no more rounds than `&nbsp;`. What is no reference of HTML 4 stays as it is.
 */
export const decodeEntities = (text: string): string =>
  text.includes("&")
    ? text
        .replace(hiddenAmpersand, "&")
        .replace(reference, (whole, decimal: string | undefined, hex: string | undefined, name: string | undefined) => {
          if (decimal !== undefined) return fromNumber(Number.parseInt(decimal, 10))
          if (hex !== undefined) return fromNumber(Number.parseInt(hex, 16))
          return name === undefined ? whole : (named.get(name) ?? whole)
        })
    : text

const hiddenAmpersand = /&(?:(?:amp|#0*38|#x0*26);)+/gi

/** A numeric reference may lack its semicolon, as in browsers; a name may not: "R&B" is no reference. */
const reference = /&(?:#(\d+);?|#[xX]([0-9a-fA-F]+);?|([A-Za-z][A-Za-z0-9]{1,7});)/g

const fromNumber = (code: number): string => {
  if (code >= 0x80 && code <= 0x9f) return windows1252.charAt(code - 0x80)
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return "\uFFFD"
  return String.fromCodePoint(code)
}

/** Old editors wrote the bytes of windows-1252 as references; the five that it leaves free become U+FFFD. */
const windows1252 =
  "\u20AC\uFFFD\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\uFFFD\u017D\uFFFD" +
  "\uFFFD\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\uFFFD\u017E\u0178"

/** U+00A0 to U+00FF, in order. */
const latin1 =
  "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro " +
  "para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil " +
  "Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave " +
  "Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml " +
  "igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute " +
  "thorn yuml"

/** Runs of consecutive characters: the hexadecimal number of the first, then the names; `-` skips one. */
const others = [
  "22 quot - - - amp apos",
  "3c lt - gt",
  "152 OElig oelig",
  "160 Scaron scaron",
  "178 Yuml",
  "192 fnof",
  "2c6 circ",
  "2dc tilde",
  "391 Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho - Sigma Tau Upsilon Phi",
  "3a7 Chi Psi Omega",
  "3b1 alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigmaf sigma tau",
  "3c5 upsilon phi chi psi omega",
  "3d1 thetasym upsih - - - piv",
  "2002 ensp emsp",
  "2009 thinsp - - zwnj zwj lrm rlm",
  "2013 ndash mdash",
  "2018 lsquo rsquo sbquo - ldquo rdquo bdquo - dagger Dagger bull",
  "2026 hellip",
  "2030 permil - prime Prime",
  "2039 lsaquo rsaquo",
  "203e oline",
  "2044 frasl",
  "20ac euro",
  "2111 image",
  "2118 weierp",
  "211c real",
  "2122 trade",
  "2135 alefsym",
  "2190 larr uarr rarr darr harr",
  "21b5 crarr",
  "21d0 lArr uArr rArr dArr hArr",
  "2200 forall - part exist - empty - nabla isin notin - ni - - - prod - sum minus - - - - lowast",
  "221a radic - - prop infin - ang - - - - - - and or cap cup int",
  "2234 there4",
  "223c sim",
  "2245 cong - - asymp",
  "2260 ne equiv - - le ge",
  "2282 sub sup nsub - sube supe",
  "2295 oplus - otimes",
  "22a5 perp",
  "22c5 sdot",
  "2308 lceil rceil lfloor rfloor",
  "2329 lang rang",
  "25ca loz",
  "2660 spades - - clubs - hearts diams",
  "22 QUOT",
  "26 AMP",
  "3c LT",
  "3e GT"
]

const named: ReadonlyMap<string, string> = new Map(
  [`a0 ${latin1}`, ...others].flatMap((run) => {
    const [first = "", ...names] = run.split(" ")
    const start = Number.parseInt(first, 16)
    return names.map((name, index): [string, string] => [name, String.fromCodePoint(start + index)])
  })
)
