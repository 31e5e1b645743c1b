/** What was found, as a card: poster, text, age rating, and how it came about. */
import type { Picture } from "../../../../domain/values/Catalogue.ts"
import type { Kijkwijzer } from "../../../../domain/values/Kijkwijzer.ts"
import { couldBeMeant } from "../../../../domain/lookup/CouldBeMeant.ts"
import type { LookupResult } from "../../../../domain/lookup/Lookup.ts"
import type { Trace } from "../../../../domain/lookup/Trace.ts"
import { pictureHosts } from "../Pictures.ts"
import { button, type Child, h } from "./dom.ts"
import { decimal, listing, t } from "./language.ts"
import { notFound, story } from "./story.ts"

/** What is known of a film or series, wherever it is known from. */
export interface Facts {
  readonly title: string
  readonly year?: number | undefined
  readonly directors: ReadonlyArray<string>
  readonly genres?: ReadonlyArray<string>
  readonly text?: string | undefined
  readonly url?: string | undefined
  readonly kijkwijzer?: Kijkwijzer | undefined
  readonly appreciation?: number | undefined
  readonly pictures: ReadonlyArray<Picture>
  /** Said instead of a text. */
  readonly note?: string | undefined
}

/** The address of a poster, over https and from a host that may show one here. */
export const posterOf = (pictures: ReadonlyArray<Picture>): string | undefined =>
  [...pictures.filter(({ type }) => type === "coverPoster"), ...pictures.filter(({ type }) => type === "background")]
    .map(({ url }) => url.replace(/^http:/, "https:"))
    .find((url) => URL.canParse(url) && url.startsWith("https:") && pictureHosts.includes(new URL(url).host))

const noPoster = () => h("div", { class: "poster none" }, t("result.noPoster"))

const poster = ({ title, pictures }: Facts): HTMLElement => {
  const url = posterOf(pictures)
  if (url === undefined) return noPoster()
  const image = h("img", {
    class: "poster",
    src: url,
    alt: t("result.poster")(title),
    referrerpolicy: "no-referrer",
    loading: "lazy"
  })
  image.addEventListener("error", () => image.replaceWith(noPoster()))
  return image
}

const isWeb = (url: string) => /^https?:\/\//.test(url)

/** A card of facts, with whatever else belongs on it. */
export const card = (facts: Facts, ...rest: ReadonlyArray<Child>): HTMLElement =>
  h(
    "div",
    { class: "result" },
    poster(facts),
    h(
      "div",
      { class: "told-of" },
      h("h3", {}, facts.title, facts.year !== undefined && h("span", { class: "year" }, ` ${facts.year}`)),
      h(
        "p",
        { class: "chips" },
        facts.kijkwijzer !== undefined && h("span", { class: "chip age" }, t("result.age")(facts.kijkwijzer)),
        facts.appreciation !== undefined && h("span", { class: "chip" }, t("result.mark")(decimal(facts.appreciation))),
        ...(facts.genres ?? []).map((genre) => h("span", { class: "chip" }, genre))
      ),
      facts.directors.length > 0 && h("p", { class: "quiet" }, t("result.by")(listing(facts.directors))),
      facts.text !== undefined && h("p", { class: "prose", lang: "nl" }, facts.text),
      facts.note !== undefined && h("p", { class: "note" }, facts.note),
      facts.url !== undefined &&
        isWeb(facts.url) &&
        h("p", {}, h("a", { href: facts.url, rel: "noreferrer", target: "_blank" }, t("result.page"))),
      ...rest
    )
  )

const factsOf = ({ outcome, trace }: LookupResult): Facts => {
  const nothing = { title: trace.asked.title, year: trace.asked.year, directors: [], pictures: [] }
  switch (outcome._tag) {
    case "Found":
      return { ...outcome.item, note: outcome.item.text === undefined ? t("result.noText") : undefined }
    case "Bare":
      return { ...outcome.work, note: t("result.bare") }
    case "NotFound":
      return { ...nothing, note: notFound(trace.references) }
    case "Incomplete":
      return {
        ...(outcome.item ?? outcome.work ?? nothing),
        note: t(outcome.timedOut ? "result.timedOut" : "result.incomplete")
      }
  }
}

/** That more than one could be meant, each as a button that looks it up. */
const choice = (trace: Trace, lookUp: (title: string, year: number | undefined) => void): Child => {
  const several = couldBeMeant(trace)
  if (several.length === 0) return undefined
  const buttons = several.map(({ title, year }) =>
    button(year === undefined ? title : `${title} (${year})`, { "data-act": "choose" }, () => lookUp(title, year))
  )
  return h("div", { class: "callout choose" }, h("p", {}, t("try.several")), h("div", { class: "actions" }, ...buttons))
}

/** A look-up: what it found, which others could be meant, and its story. */
export const result = (found: LookupResult, lookUp: (title: string, year: number | undefined) => void): HTMLElement =>
  h(
    "article",
    { class: "card" },
    choice(found.trace, lookUp),
    card(factsOf(found)),
    h("h4", {}, t("story.title")),
    story(found.trace)
  )
