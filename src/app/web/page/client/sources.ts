/** Section "Sources": how each of them is, and what to do when one is not well. */
import type { UiData } from "../Data.ts"
import { sparkline } from "./chart.ts"
import { at, type Child, h, keyed } from "./dom.ts"
import { ago, count, decimal, t } from "./language.ts"

type Source = UiData["sources"][number]
type State = "closed" | "half-open" | "open" | "unused" | "off" | "refused"

const isEngine = ({ source }: Source) => source === "duckduckgo" || source === "startpage"

/** Whether a reference of works takes part; `undefined` for a source that is none. */
export const referenceState = (reference: string, { references }: UiData) =>
  references.find((one) => one.reference === reference)?.state

const refuses = ({ source, lastStatus }: Source, data: UiData) =>
  referenceState(source, data) === "refused" ||
  (source === "poms" && data.credentials !== "ok" && (lastStatus === 401 || lastStatus === 403))

const isOff = (source: Source, data: UiData): boolean => {
  const state = referenceState(source.source, data)
  return state === "no-key" || state === "off" || (isEngine(source) && !data.webSearch)
}

const stateOf = (source: Source, data: UiData): State => {
  if (isOff(source, data)) return "off"
  if (source.breaker !== "closed") return source.breaker
  if (refuses(source, data)) return "refused"
  return source.requests === 0 ? "unused" : "closed"
}

/** Whether the last thing that happened was a failure. */
export const isFailing = ({ lastFailure, lastSuccess }: Source) =>
  lastFailure !== undefined && (lastSuccess === undefined || lastFailure >= lastSuccess)

/** What went wrong and what to do about it; none when all is well. */
const trouble = (source: Source): readonly [what: string, advice: string] | undefined => {
  const reason = source.lastReason
  if (reason === undefined) return undefined
  const what = reason === "Status" ? t("reason.Status")(String(source.lastErrorStatus ?? "")) : t(`reason.${reason}`)
  return [what, reason === "Status" && source.lastErrorStatus === 429 ? t("advice.busy") : t(`advice.${reason}`)]
}

const hint = (source: Source, state: State, data: UiData): string | undefined => {
  if (state === "off")
    return source.source === "tmdb"
      ? t(referenceState("wikidata", data) === "off" ? "advice.nobody" : "advice.noKey")
      : t(source.source === "wikidata" ? "advice.wikidata" : "advice.webSearch")
  if (state === "refused" && source.source === "tmdb") return t("advice.tmdbKey")
  if (source.source === "poms" && data.credentials !== "ok")
    return data.credentials === "refused" ? t("advice.keySought") : t("advice.keyGone")
  return undefined
}

const figure = (name: string, value: string) => h("div", {}, h("dt", {}, name), h("dd", {}, value))

const middle = (times: ReadonlyArray<number>) =>
  times.toSorted((a, b) => a - b)[Math.floor((times.length - 1) / 2)] ?? 0

const latency = ({ recent }: Source): ReadonlyArray<Child> => {
  if (recent.length === 0) return []
  const words = t("sources.latencyText")(recent.length, count(Math.round(middle(recent))), count(Math.max(...recent)))
  return [
    h("div", { class: "latency" }, h("span", { class: "quiet" }, t("sources.latency")), sparkline(recent)),
    h("p", { class: "quiet small" }, words)
  ]
}

const content = (source: Source, data: UiData): ReadonlyArray<Child> => {
  const state = stateOf(source, data)
  const failed = trouble(source)
  const advice = hint(source, state, data)
  return [
    h(
      "div",
      { class: "head" },
      h("h3", {}, t(`source.${source.source}`)),
      h("span", { class: "chip", "data-state": state }, t(`breaker.${state}`))
    ),
    h("p", { class: "quiet" }, t(`about.${source.source}`)),
    advice !== undefined && h("p", { class: "advice" }, advice),
    ...(state === "off"
      ? []
      : [
          h(
            "dl",
            { class: "figures" },
            figure(t("sources.requests"), count(source.requests)),
            figure(t("sources.failures"), count(source.failures)),
            figure(t("sources.waiting"), count(source.waiting)),
            figure(
              t("sources.rate"),
              source.ratePerSecond === 0 ? t("sources.noLimit") : t("sources.perSecond")(decimal(source.ratePerSecond))
            ),
            figure(
              t("sources.lastSuccess"),
              source.lastSuccess === undefined ? t("never") : ago(source.lastSuccess, data.now)
            )
          ),
          ...latency(source)
        ]),
    failed !== undefined &&
      source.lastFailure !== undefined &&
      h(
        "div",
        { class: "trouble", "data-now": String(isFailing(source)) },
        h("p", {}, h("strong", {}, `${t("sources.failed")(ago(source.lastFailure, data.now))}: `), failed[0]),
        isFailing(source) && h("p", {}, failed[1])
      )
  ]
}

export const show = (data: UiData) => {
  const list = at("sources-list", HTMLUListElement)
  keyed(
    list,
    data.sources,
    ({ source }) => source,
    () => h("li", { class: "card source" })
  )
  for (const [index, source] of data.sources.entries()) {
    const place = list.children[index]
    const isSwitchedOff = stateOf(source, data) === "off"
    place?.setAttribute("data-off", String(isSwitchedOff))
    place?.replaceChildren(...content(source, data).filter((child) => child !== undefined && child !== false))
  }
}
