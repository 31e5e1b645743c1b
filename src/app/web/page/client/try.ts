/** Section "Try it": one look-up with its story. */
import type { LookupResult } from "../../../../domain/lookup/Lookup.ts"
import { at, h } from "./dom.ts"
import { t } from "./language.ts"
import { result } from "./result.ts"
import { Refused, tryOut } from "./service.ts"

type State =
  | { readonly is: "empty" | "busy" }
  | { readonly is: "done"; readonly results: ReadonlyArray<LookupResult> }
  | { readonly is: "failed"; readonly why: string | undefined }

const now: { state: State; running: AbortController | undefined } = { state: { is: "empty" }, running: undefined }

/** What was looked up, which may have been read from a file name. */
const askedOf = ({ asked, ending }: LookupResult["trace"]) => {
  const title = asked.title === asked.imdb ? (ending.title ?? asked.title) : asked.title
  return asked.year === undefined ? title : `${title} (${asked.year})`
}

const told = (state: State): string => {
  switch (state.is) {
    case "empty":
      return t("try.empty")
    case "busy":
      return t("try.busy")
    case "failed":
      return `${t("try.failed")}: ${state.why ?? t("try.gone")}`
    case "done":
      return state.results.map(({ trace }) => `${askedOf(trace)}: ${t(`outcome.${trace.ending.outcome}`)}.`).join(" ")
  }
}

export const relabel = () => {
  const { state } = now
  at("try-told", HTMLElement).textContent = told(state)
  const place = at("try-result", HTMLElement)
  place.setAttribute("aria-busy", String(state.is === "busy"))
  if (state.is === "busy") place.replaceChildren(h("div", { class: "card placeholder", "aria-hidden": true }))
  else place.replaceChildren(...(state.is === "done" ? state.results.map((one) => result(one, lookUpThis)) : []))
}

const become = (state: State) => {
  now.state = state
  relabel()
}

const lookUp = async (form: HTMLFormElement) => {
  now.running?.abort()
  const running = new AbortController()
  now.running = running
  const query = new URLSearchParams()
  for (const [name, value] of new FormData(form))
    if (typeof value === "string" && value.trim() !== "") query.set(name, value.trim())
  become({ is: "busy" })
  try {
    const { results } = await tryOut(query, running.signal)
    become({ is: "done", results })
  } catch (error) {
    if (!running.signal.aborted) become({ is: "failed", why: error instanceof Refused ? error.message : undefined })
  }
}

/** One of several that could be meant. */
const lookUpThis = (title: string, year: number | undefined) => {
  const form = at("try-form", HTMLFormElement)
  for (const [name, value] of [
    ["title", title],
    ["year", String(year ?? "")],
    ["imdb", ""]
  ] as const) {
    const field = form.elements.namedItem(name)
    if (field instanceof HTMLInputElement) field.value = value
  }
  void lookUp(form)
  at("try-told", HTMLElement).focus()
}

export const start = () => {
  const form = at("try-form", HTMLFormElement)
  form.addEventListener("submit", (event) => {
    event.preventDefault()
    void lookUp(form)
  })
  relabel()
}
