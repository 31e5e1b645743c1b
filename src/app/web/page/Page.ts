/** The status page as HTML: a template for each of its pages within a frame, the texts of a language, and the addresses to paste into Plex. */
import type { Headers } from "@effect/platform"
import { escaped } from "./docs/Markup.ts"
import frame from "./page.html?text"
import connect from "./parts/connect.html?text"
import library from "./parts/library.html?text"
import lookups from "./parts/lookups.html?text"
import overview from "./parts/overview.html?text"
import settings from "./parts/settings.html?text"
import sources from "./parts/sources.html?text"
import { en } from "./texts/en.ts"
import { nl } from "./texts/nl.ts"

export type Language = "nl" | "en"
const texts: Readonly<Record<Language, Readonly<Record<string, unknown>>>> = { nl, en }

/** The pages in the order of the menu. Without a script they stand below one another. */
const template = frame
  .replace("{{pages}}", () => [overview, library, lookups, sources, settings].join(""))
  .replace("{{connect}}", () => connect)

/** The first of both languages that the reader prefers; English when neither is wanted. */
export const languageOf = (accept = ""): Language => {
  const wanted = accept
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part
        .trim()
        .toLowerCase()
        .split(";")
        .map((piece) => piece.trim())
      const quality = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2)
      return { tag: tag.split("-")[0], quality: quality === undefined ? 1 : Number(quality) }
    })
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality)
  return wanted.find(({ tag }) => tag === "nl" || tag === "en")?.tag === "nl" ? "nl" : "en"
}

/** A name or address with perhaps a port: nothing that could be anything else. */
const isHost = (text: string) => /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i.test(text)

const first = (value: string | undefined) => value?.split(",")[0]?.trim() ?? ""

/** The address by which the reader reached this service, as far as headers tell; a proxy in front says the original one. */
export const originOf = (headers: Headers.Headers, port: number): string => {
  const proto = first(headers["x-forwarded-proto"]).toLowerCase()
  const host = [first(headers["x-forwarded-host"]), headers["host"] ?? ""].find(isHost) ?? `localhost:${port}`
  return `${proto === "https" ? "https" : "http"}://${host}`
}

const textOf = (language: Language, key: string): string => {
  const text = texts[language][key]
  return typeof text === "string" ? escaped(text) : `(${key})`
}

/** The template in a language: texts where it names them, in elements (`data-t`) and in labels (`data-t-label`). */
const translated = (language: Language) =>
  template
    .replaceAll(
      /(\sdata-t="([\w.-]{1,80})"[^>]{0,200}>)(?=<\/)/g,
      (_, tag: string, key: string) => tag + textOf(language, key)
    )
    .replaceAll(/\sdata-t-label="([\w.-]+)"/g, (all, key: string) => `${all} aria-label="${textOf(language, key)}"`)

const pages = { nl: translated("nl"), en: translated("en") }

/** The page in a language, with the address of the service and of its own files. */
export const page = (language: Language, origin: string, files: Readonly<Record<string, string>>): string => {
  const values: Readonly<Record<string, string>> = { language, origin, ...files }
  return pages[language].replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => escaped(values[name] ?? ""))
}
