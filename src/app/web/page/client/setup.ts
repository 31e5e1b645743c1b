/** Section "Set up": the addresses for Plex, and whether Plex has called. */
import type { UiData } from "../Data.ts"
import { copy } from "./clipboard.ts"
import { all, at } from "./dom.ts"
import { ago, t } from "./language.ts"

const kinds = ["film", "series"] as const

/** The browser knows best how this service is reached; what the page came with is the service's own guess. */
const showAddresses = () => {
  for (const code of all("[data-path]")) code.textContent = `${location.origin}${code.dataset["path"] ?? ""}`
  at("setup-localhost", HTMLElement).hidden = !/^(localhost|127\..*|\[::1\])$/.test(location.hostname)
}

const copying = (button: HTMLElement) => async () => {
  const told = at("copy-told", HTMLElement)
  told.textContent = ""
  const worked = await copy(at(button.dataset["copy"] ?? "", HTMLElement))
  told.textContent = t(worked ? "setup.copied" : "setup.copyFailed")
}

export const start = () => {
  showAddresses()
  for (const button of all("[data-copy]")) button.addEventListener("click", copying(button))
}

export const show = ({ plex, now }: UiData) => {
  for (const kind of kinds) {
    const call = plex[kind]
    at(`plex-${kind}`, HTMLElement).textContent =
      call === undefined ? t("setup.notYet") : t("setup.called")(ago(call.at, now), t(`question.${call.question}`))
    at(`plex-${kind}`, HTMLElement).dataset["called"] = String(call !== undefined)
    at(`agent-${kind}`, HTMLElement).textContent = call?.agent ?? ""
  }
}

/** What was announced was so in another language. */
export const relabel = () => {
  at("copy-told", HTMLElement).textContent = ""
}
