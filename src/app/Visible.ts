/**
 * Texts of others in a log, on a terminal, in a table: what could end a line, steer a terminal or turn the order of reading round
 * is shown, not done.
 */

/** Control characters, separators of lines, marks that turn the direction of a text, and halves of a sign of two parts. */
// oxlint-disable-next-line no-control-regex -- these are what is looked for
const unseen = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ud800-\udfff]/gu

// oxlint-disable-next-line no-control-regex -- as above; a line break stays one
const unseenInLines = /(?!\r?\n)[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ud800-\udfff]/gu

const escaped = (sign: string): string => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`

/** A text as one line. */
export const visible = (text: string): string => text.replace(unseen, escaped)

/** A text of several lines. JSON stays the same JSON, since none of these signs stands outside its strings. */
export const visibleLines = (text: string): string => text.replace(unseenInLines, escaped)
