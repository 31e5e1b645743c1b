/** The language of the page, and how numbers and times are written in it. */
import { en, type Texts } from "../texts/en.ts"
import { nl } from "../texts/nl.ts"
import { all, pressed } from "./dom.ts"
import { remembered } from "./storage.ts"

const languages = { nl, en }
export type Language = keyof typeof languages
const isLanguage = (text: string | null | undefined): text is Language => text === "nl" || text === "en"

const choice = remembered("localStorage", "language")

/** The language now: what was chosen here before, else what the page came in. */
const now = {
  language: ((): Language => {
    const chosen = choice.read()
    const sent = document.documentElement.lang
    return isLanguage(chosen) ? chosen : isLanguage(sent) ? sent : "en"
  })()
}

/** All texts in the language of the page. */
export const texts = (): Texts => languages[now.language]

/** A text in the language of the page; a function where something goes in. */
export const t = <K extends keyof Texts>(key: K): Texts[K] => texts()[key]

const isKey = (key: string): key is keyof Texts => key in en
const plain = (key: string | undefined): string => {
  const text = key !== undefined && isKey(key) ? t(key) : undefined
  return typeof text === "string" ? text : ""
}

/** Writes every text that the page itself names. */
const write = () => {
  document.documentElement.lang = now.language
  for (const element of all("[data-t]")) element.textContent = plain(element.dataset["t"])
  for (const element of all("[data-t-label]")) element.setAttribute("aria-label", plain(element.dataset["tLabel"]))
}

/** Lets the reader choose; `changed` writes what the script has written. */
export const switchable = (changed: () => void) => {
  const buttons = all("[data-language]")
  const show = () => pressed(buttons, (one) => one.dataset["language"] === now.language)
  for (const one of buttons)
    one.addEventListener("click", () => {
      const wanted = one.dataset["language"]
      if (!isLanguage(wanted)) return
      now.language = wanted
      choice.write(wanted)
      write()
      show()
      changed()
    })
  if (document.documentElement.lang !== now.language) write()
  show()
}

const number = (value: number, options: Intl.NumberFormatOptions = {}) =>
  new Intl.NumberFormat(now.language, options).format(value)

export const count = (value: number) => number(value)

/** A time that something took. */
export const took = (ms: number) =>
  ms < 1000
    ? t("story.ms")(number(Math.round(ms)))
    : t("story.seconds")(number(ms / 1000, { maximumFractionDigits: 1 }))

const units = [
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1]
] as const

const inUnits = (seconds: number) => {
  const [unit, length] = units.find(([, length]) => Math.abs(seconds) >= length) ?? (["second", 1] as const)
  return { unit, value: Math.round(seconds / length) }
}

/** How long a thing lasts: "30 days". */
export const lasting = (seconds: number) => {
  const { unit, value } = inUnits(seconds)
  return number(value, { style: "unit", unit, unitDisplay: "long" })
}

/** How far a moment is from another: "3 minutes ago", "in 5 seconds". */
export const relative = (at: number, from: number) => {
  const seconds = Math.round((at - from) / 1000)
  if (seconds <= 0 && seconds > -10) return t("now")
  const { unit, value } = inUnits(seconds)
  return new Intl.RelativeTimeFormat(now.language, { numeric: "auto" }).format(value, unit)
}

/** How long ago that was. What seems to be still to come has just been: clocks are not read at the same time. */
export const ago = (at: number, from: number) => relative(Math.min(at, from), from)

/** The time of day. */
export const clock = (at: number) =>
  new Intl.DateTimeFormat(now.language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at)

/** Names in a sentence: "A, B and C". */
export const listing = (names: ReadonlyArray<string>) => new Intl.ListFormat(now.language).format(names)

/** A size in bytes. */
export const size = (bytes: number) => {
  const [unit, length] =
    bytes >= 1_048_576
      ? (["megabyte", 1_048_576] as const)
      : bytes >= 1024
        ? (["kilobyte", 1024] as const)
        : (["byte", 1] as const)
  return number(bytes / length, { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: 1 })
}

/** One digit behind the comma at most. */
export const decimal = (value: number) => number(value, { maximumFractionDigits: 1 })
