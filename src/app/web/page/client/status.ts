/** How the service is, in a sentence at the top of the page. */
import type { UiData } from "../Data.ts"
import * as Checks from "./checks.ts"
import { at, h } from "./dom.ts"
import { ago, listing, relative, t } from "./language.ts"
import { referenceState } from "./sources.ts"

const say = (state: "ok" | "unchecked" | "trouble" | "gone", main: string, more: string) => {
  at("state", HTMLElement).dataset["state"] = state
  at("state-retry", HTMLButtonElement).hidden = state !== "gone"
  // Said again only when it changes: screen readers read every change aloud.
  for (const [id, text] of [
    ["state-main", main],
    ["state-more", more]
  ] as const) {
    const place = at(id, HTMLElement)
    if (place.textContent !== text) place.textContent = text
  }
}

/** The settings that cannot be used: a line for each. */
const showUnusable = ({ unusable }: UiData) => {
  at("unusable", HTMLElement).hidden = unusable.length === 0
  const list = at("unusable-list", HTMLUListElement)
  list.replaceChildren(...unusable.map((name) => h("li", {}, h("code", {}, name), `: ${t(`unusable.${name}`)}`)))
}

/** The settings that nobody reads: a line for each, with the name that was probably meant. */
const showUnknown = ({ unknown }: UiData) => {
  at("unknown", HTMLElement).hidden = unknown.length === 0
  const lineOf = ({ meant, variable }: UiData["unknown"][number]) =>
    meant === undefined
      ? h("li", {}, h("code", {}, variable))
      : h("li", {}, h("code", {}, variable), `: ${t("unknown.meant")} `, h("code", {}, meant), "?")
  at("unknown-list", HTMLUListElement).replaceChildren(...unknown.map(lineOf))
}

/** That TMDB refuses the key, who does its work meanwhile, and what to do. */
const showRefused = (data: UiData) => {
  const place = at("refused", HTMLElement)
  place.hidden = referenceState("tmdb", data) !== "refused"
  if (place.hidden) return
  const meanwhile = t(referenceState("wikidata", data) === "asked" ? "refused.wikidata" : "refused.nobody")
  at("refused-meanwhile", HTMLElement).textContent = meanwhile
}

export const show = (data: UiData) => {
  showUnusable(data)
  showUnknown(data)
  showRefused(data)
  const last = Math.max(data.plex.film?.at ?? 0, data.plex.series?.at ?? 0)
  const called = last === 0 ? t("state.noPlex") : t("state.plex")(ago(last, data.now))
  const plex = `${called} ${Checks.examined(data)}`.trim()
  const troubled = data.sources.filter(({ breaker }) => breaker !== "closed").map(({ source }) => t(`source.${source}`))
  if (!data.cache.writable) return say("trouble", t("state.cache"), plex)
  if (data.cache.degraded !== undefined) return say("trouble", t("state.degraded")(data.cache.degraded), plex)
  if (troubled.length > 0) return say("trouble", t("state.trouble")(listing(troubled)), plex)
  if (data.credentials !== "ok") return say("trouble", t("state.credentials"), plex)
  if (referenceState("tmdb", data) === "refused") return say("trouble", t("state.tmdbKey"), plex)
  if (!data.log.writable) return say("trouble", t("state.log"), plex)
  const worst = Checks.worst(data)
  if (worst !== undefined) return say("trouble", Checks.causeOf(worst), plex)
  if (data.selfTest === undefined) return say("unchecked", t("state.unchecked"), plex)
  return say("ok", t("state.ok"), plex)
}

/** The service answers, but tells this page nothing: it was reached by a name that is not known to be one of the home. */
export const strange = (name: string) => say("gone", t("state.strange")(name), t("state.strangeWhy"))

/** The service does not answer. */
export const gone = (next: number) =>
  say("gone", t("state.gone"), `${t("state.goneNext")(relative(next * 1000, 0))} ${t("state.goneWhy")}`)
