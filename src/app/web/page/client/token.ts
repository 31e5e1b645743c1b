/** The admin token: asked for when it is needed, remembered until the tab is closed. */
import type { UiData } from "../Data.ts"
import { at } from "./dom.ts"
import { t } from "./language.ts"
import { Refused } from "./service.ts"
import { remembered } from "./storage.ts"

const stored = remembered("sessionStorage", "admin-token")
const now: { token: string | undefined; guarded: boolean } = { token: stored.read() ?? undefined, guarded: false }

const showForget = () => {
  at("token-forget", HTMLButtonElement).hidden = now.token === undefined
}

/** Asks for the token; none when the reader would rather not. */
const ask = (wrong: boolean): Promise<string | undefined> => {
  const dialog = at("token", HTMLDialogElement)
  const input = at("token-value", HTMLInputElement)
  at("token-wrong", HTMLElement).textContent = wrong ? t("token.wrong") : ""
  input.value = ""
  dialog.returnValue = ""
  dialog.showModal()
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "go" ? input.value : undefined), {
      once: true
    })
  })
}

const isUnknown = (error: unknown) => error instanceof Refused && error.status === 401

/** Does what may need the token, and asks for it until it is right; whether it was done. */
export const withToken = async (act: (token: string | undefined) => Promise<unknown>): Promise<boolean> => {
  for (let wrong = false; ; wrong = true) {
    if (wrong || (now.guarded && now.token === undefined)) {
      now.token = await ask(wrong && now.token !== undefined)
      if (now.token === undefined) return false
    }
    try {
      await act(now.token)
      if (now.token !== undefined) stored.write(now.token)
      showForget()
      return true
    } catch (error) {
      if (!isUnknown(error)) throw error
      stored.forget()
    }
  }
}

/** Whether the service asks for a token at all. */
export const show = ({ guarded }: UiData) => {
  now.guarded = guarded
  showForget()
}

export const start = (told: (text: string) => void) => {
  showForget()
  at("token-forget", HTMLButtonElement).addEventListener("click", () => {
    now.token = undefined
    stored.forget()
    showForget()
    told(t("token.forgotten"))
  })
}
