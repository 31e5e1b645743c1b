/** Text as HTML. */

export const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

export const code = (text: string) => `<code>${escaped(text)}</code>`

/** What stands between backticks is code. */
export const prose = (text: string) => escaped(text).replace(/`([^`]*)`/g, "<code>$1</code>")

export interface Entry {
  /** What it is called, as HTML. */
  readonly name: string
  /** What can be said of it in a word or two, as HTML. */
  readonly about?: string | undefined
  /** What it means, as HTML. */
  readonly meaning: string
  readonly id?: string | undefined
}

/** Names with what they mean. */
export const list = (entries: ReadonlyArray<Entry>) =>
  `<dl>${entries
    .map(
      ({ about = "", id, meaning, name }) =>
        `<div${id === undefined ? "" : ` id="${escaped(id)}"`}><dt>${name}${about === "" ? "" : ` <span class="about">${about}</span>`}</dt><dd>${meaning}</dd></div>`
    )
    .join("")}</dl>`
