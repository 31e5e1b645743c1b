/** Names of editions behind a title. */

export interface Edited {
  readonly title: string
  readonly edition?: string | undefined
}

/** No film's title ends in these. */
const clear =
  "director['’]?s cut|extended(?: (?:edition|cut|version))?|unrated(?: (?:edition|cut|version))?|theatrical(?: (?:edition|cut|version|release))?|(?:\\d+(?:st|nd|rd|th) )?anniversary (?:edition|version)|(?:digitally )?remastered|criterion (?:collection|edition)"

/** Titles end in these, too, though hardly behind a dash or a colon. */
const likely = "(?:ultimate|collector['’]?s|limited|deluxe) (?:edition|version)"

/** Urban Legends: Final Cut, Beyond 2020 Special Edition, Bigger, Longer & Uncut: they are as often of the title. */
const doubtful = "(?:uncut|special) (?:edition|version)|ultimate cut"

/** What only those who name files write behind a title. */
const onFiles = "[ée]dition (?:collector|sp[ée]ciale|limit[ée]e)|version (?:longue|int[ée]grale|restaur[ée]e)"

const inBrackets = `(?:[^()[\\]]{1,40} )?(?:cut|edition|version|versie|editie|fassung|redux|restoration|restored|remaster)|${clear}|${likely}|${doubtful}|uncut`

const typedEnd = new RegExp(
  `^(.*?[^ :–-])(?: [([](${inBrackets})[)\\]]| ?(?: [–-]|:) ((?:the )?(?:${clear}|${likely}))| (${clear}))$`,
  "i"
)
const namedEnd = new RegExp(
  `^(.*?[^ :–-])(?: [([](${inBrackets})[)\\]]| ?(?: [–-]|:) ((?:the )?(?:${clear}|${likely}|${doubtful}|uncut|final cut))` +
    `| (${clear}|${likely}|${doubtful}|${onFiles}))$`,
  "i"
)

const split = (title: string, end: RegExp): Edited => {
  const found = end.exec(title)
  const left = found?.[1]?.trim() ?? ""
  if (/^$|(^|\s)(the|a|an|de|het|een|and|en|of|&)$/i.test(left)) return { title }
  return { title: left, edition: found?.[2] ?? found?.[3] ?? found?.[4] }
}

/** A title as it is typed or known, without an edition that cannot be part of it. */
export const editionOfTitle = (title: string): Edited => split(title, typedEnd)

/** The title in a name of a file or a folder, where more is an edition: nobody asks by that name alone. */
export const editionOfName = (title: string): Edited => split(title, namedEnd)
