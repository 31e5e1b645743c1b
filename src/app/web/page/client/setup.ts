/**
 * Section "Set up": the addresses for Plex, and whether Plex has called. It is in the overview, where it is folded once Plex
 * has called; while the settings are open it is there, unfolded.
 */
import type { UiData } from "../Data.ts"
import { copy } from "./clipboard.ts"
import { all, at } from "./dom.ts"
import { ago, t } from "./language.ts"
import * as Pages from "./pages.ts"

const kinds = ["film", "series"] as const

/** The browser knows best how this service is reached; what the page came with is the service's own guess. */
const showAddresses = () => {
  for (const code of all("[data-path]")) code.textContent = `${location.origin}${code.dataset["path"] ?? ""}`
  at("setup-localhost", HTMLElement).hidden = !/^(localhost|127\..*|\[::1\])$/.test(location.hostname)
}

const copying = (button: HTMLElement) => async () => {
  const name = button.dataset["copy"] ?? ""
  for (const one of all("#setup .told")) one.textContent = ""
  const told = at(`told-${name}`, HTMLElement)
  const worked = await copy(at(name, HTMLElement))
  told.textContent = t(worked ? "setup.copied" : "setup.copyFailed")
}

const now: { hasCalled: boolean | undefined } = { hasCalled: undefined }

const details = () => document.querySelector<HTMLDetailsElement>("#setup > details")

const unfold = (isOpen: boolean) => {
  const found = details()
  if (found !== null) found.open = isOpen
}

/** Moves it to the page that is opened; there is one of it, so that nothing on the page is said twice. */
const place = (page: "overview" | "settings") => {
  at(`${page}-setup`, HTMLElement).append(at("setup", HTMLElement))
  unfold(page === "settings" || now.hasCalled !== true)
}

export const start = () => {
  showAddresses()
  for (const page of ["overview", "settings"] as const) Pages.whenOpened(page, () => place(page))
  for (const button of all("[data-copy]")) button.addEventListener("click", copying(button))
}

export const show = ({ plex, now: time }: UiData) => {
  const hasCalled = kinds.some((kind) => plex[kind] !== undefined)
  // Only at first: what somebody is reading does not fold under their eyes when Plex calls.
  if (now.hasCalled === undefined && hasCalled && Pages.current() === "overview" && location.hash !== "#setup")
    unfold(false)
  now.hasCalled = hasCalled
  for (const kind of kinds) {
    const call = plex[kind]
    at(`plex-${kind}`, HTMLElement).textContent =
      call === undefined ? t("setup.notYet") : t("setup.called")(ago(call.at, time), t(`question.${call.question}`))
    at(`plex-${kind}`, HTMLElement).dataset["called"] = String(call !== undefined)
    at(`agent-${kind}`, HTMLElement).textContent = call?.agent ?? ""
  }
}

/** What was announced was so in another language. */
export const relabel = () => {
  for (const one of all("#setup .told")) one.textContent = ""
}
