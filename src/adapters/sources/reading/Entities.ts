/** The character references of HTML, named and numeric. */
import { decodeHTMLStrict } from "entities"

/**
 * Decodes every reference once. References to `&` itself are taken together with what they hide, so that
 * `&amp;amp;nbsp;` needs no more rounds than `&nbsp;`. What is no reference of HTML stays as it is.
 */
export const decodeEntities = (text: string): string =>
  text.includes("&") ? text.replace(hiddenAmpersand, "&").replace(reference, meaningOf) : text

const hiddenAmpersand = /&(?:(?:amp|#0*38|#x0*26);)+/gi

/** A numeric reference may lack its semicolon, as in browsers; a name may not: "R&B" is no reference. */
const reference = /&(?:#\d+;?|#[xX][0-9a-fA-F]+;?|[A-Za-z][A-Za-z0-9]{1,31};)/g

/**
 * Old editors wrote the bytes of windows-1252 as references, which are read so; the five that it leaves free would be invisible,
 * and become U+FFFD.
 */
const meaningOf = (whole: string): string =>
  decodeHTMLStrict(whole.endsWith(";") ? whole : `${whole};`).replace(/^[\u0080-\u009F]$/, "\uFFFD")
