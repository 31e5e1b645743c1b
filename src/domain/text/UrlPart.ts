/** Texts of others within addresses. */
import { wellFormed } from "./Flat.ts"

/** A text as one part of a path or a query. Every text has one: a half of a character, which no address can hold, is left out. */
// oxlint-disable-next-line no-restricted-globals -- this is its one place
export const urlPart = (text: string): string => encodeURIComponent(wellFormed(text))
