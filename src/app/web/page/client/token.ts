/** The admin token: asked for when it is needed, remembered until the tab is closed. */
import type { UiData } from "../Data.ts"
import { at } from "./dom.ts"
import { t } from "./language.ts"
import { Refused } from "./service.ts"
import { remembered } from "./storage.ts"

const stored = remembered("sessionStorage", "admin-token")
const now: { token: string | undefined; guarded: boolean; asked: number } = {
  token: stored.read() ?? undefined,
  guarded: false,
  asked: 0
}

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
  const mine = ++now.asked
  return new Promise((resolve) => {
    // That it was closed is told a little later, when it may be open again for the next question.
    const closed = () => {
      const isLast = mine === now.asked
      if (isLast && dialog.open) return
      dialog.removeEventListener("close", closed)
      resolve(isLast && dialog.returnValue === "go" ? input.value : undefined)
    }
    dialog.addEventListener("close", closed)
  })
}

const isUnknown = (error: unknown) => error instanceof Refused && error.status === 401

/** Does what may need the token, and asks for it until it is right; what came of it, or nothing when the reader would rather not. */
export const withToken = async <A>(
  act: (token: string | undefined) => Promise<A>
): Promise<{ readonly answer: A } | undefined> => {
  for (let wrong = false; ; wrong = true) {
    if (wrong || (now.guarded && now.token === undefined)) {
      now.token = await ask(wrong && now.token !== undefined)
      if (now.token === undefined) return undefined
    }
    try {
      const answer = await act(now.token)
      if (now.token !== undefined) stored.write(now.token)
      showForget()
      return { answer }
    } catch (error) {
      if (!isUnknown(error)) throw error
      stored.forget()
    }
  }
}

/** Whether there is an admin token. */
export const isGuarded = () => now.guarded

/** Whether the service asks for a token at all. */
export const show = ({ guarded }: UiData) => {
  now.guarded = guarded
  showForget()
}

export const start = () => {
  showForget()
  at("token-forget", HTMLButtonElement).addEventListener("click", () => {
    now.token = undefined
    stored.forget()
    showForget()
    at("token-told", HTMLElement).textContent = t("token.forgotten")
  })
}
