/** Page "Settings": the settings that can be chosen here where no variable sets them. */
import type { Switches } from "../../openapi/SwitchShapes.ts"
import { testTmdb } from "./connectCalls.ts"
import { at, write } from "./dom.ts"
import { t } from "./language.ts"
import { asOwner, refusal } from "./owning.ts"
import * as Pages from "./pages.ts"
import { post, read, Refused } from "./service.ts"

type Name = Switches["switches"][number]["name"]

/** The controls that are a choice by themselves, and the settings behind them. */
const boxes = {
  images: "VPRO_RETURN_IMAGES",
  title: "VPRO_RETURN_TITLE",
  rating: "VPRO_RETURN_RATING"
} as const satisfies Readonly<Record<string, Name>>
const controls = { ...boxes, extras: "EXTRAS", key: "TMDB_API_KEY" } as const satisfies Readonly<Record<string, Name>>

type Box = keyof typeof boxes
type Control = keyof typeof controls
const isBox = (control: string): control is Box => control in boxes
const isControl = (control: string): control is Control => control in controls

const now: { data: Switches | undefined; isKeeping: boolean } = { data: undefined, isKeeping: false }

const patience = 10_000

const change = (name: Name, value: string | null, token: string | undefined) =>
  post<Switches>("/switches/change", token, { name, value })

const held = (control: Control) => now.data?.switches.find(({ name }) => name === controls[control])

const draw = () => {
  // Until it is known what holds, nothing can be chosen; the section keeps its place, so that nothing below it moves.
  if (now.data === undefined) return
  for (const control of Object.keys(controls).filter(isControl)) {
    const one = held(control)
    const isSet = one?.from === "variable"
    const value = one?.value ?? ""
    write(`switch-${control}-from`, isSet ? t("switches.byVariable")(controls[control]) : "")
    if (isBox(control)) {
      const box = at(`switch-${control}`, HTMLInputElement)
      box.checked = value === "true"
      box.disabled = isSet
    } else if (control === "extras") {
      const select = at("switch-extras", HTMLSelectElement)
      select.value = value
      select.disabled = isSet
    } else {
      write("switch-key-state", t(value === "" ? "switches.keyAbsent" : "switches.keyThere"))
      at("switch-key-form", HTMLElement).hidden = isSet
      at("switch-key-test", HTMLButtonElement).hidden = value === ""
      at("switch-key-none", HTMLButtonElement).hidden = one?.from !== "page"
    }
  }
}

const ask = async () => {
  try {
    now.data = await read<Switches>("/switches", { signal: AbortSignal.timeout(patience) })
  } catch {
    // That the service is away, the page says elsewhere.
  }
  draw()
}

/** Does something, and says beside the control what came of it; whether it was done. */
const doing = async (control: Control, act: (token: string | undefined) => Promise<string>): Promise<boolean> => {
  const said = at(`switch-${control}-said`, HTMLElement)
  said.replaceChildren()
  try {
    const done = await asOwner(act)
    draw()
    if (done !== undefined) said.replaceChildren(done.answer)
    return done !== undefined
  } catch (error) {
    // What was chosen in vain stands as it did.
    draw()
    const isBadKey = control === "key" && error instanceof Refused && error.status === 400
    said.replaceChildren(...(isBadKey ? [t("switches.keyBad")] : refusal(error)))
    return false
  }
}

const choosing = (control: Control, value: string) =>
  doing(control, async (token) => {
    now.data = await change(controls[control], value, token)
    return t("switches.kept")
  })

const tested = async (token: string | undefined) => t(`connect.tmdb.${(await testTmdb(token)).state}`)

/** Keeps a key, then has TMDB asked with it; that it could not be asked is no word about the keeping. */
const keepKey = (key: string) =>
  doing("key", async (token) => {
    now.data = await change("TMDB_API_KEY", key, token)
    const said = await tested(token).catch(() => t("connect.tmdb.failed"))
    return `${t("switches.kept")} ${said}`
  })

export const start = () => {
  for (const control of Object.keys(boxes).filter(isBox)) {
    const box = at(`switch-${control}`, HTMLInputElement)
    box.addEventListener("change", () => void choosing(control, String(box.checked)))
  }
  const extras = at("switch-extras", HTMLSelectElement)
  extras.addEventListener("change", () => void choosing("extras", extras.value))
  const key = at("switch-key", HTMLInputElement)
  at("switch-key-form", HTMLFormElement).addEventListener("submit", (event) => {
    event.preventDefault()
    const given = key.value.trim()
    if (given === "" || now.isKeeping) return
    now.isKeeping = true
    void keepKey(given)
      .then((isDone) => {
        // What was typed meanwhile is another one.
        if (isDone && key.value.trim() === given) key.value = ""
      })
      .finally(() => {
        now.isKeeping = false
      })
  })
  at("switch-key-test", HTMLButtonElement).addEventListener("click", () => void doing("key", tested))
  at("switch-key-none", HTMLButtonElement).addEventListener("click", () => {
    void doing("key", async (token) => {
      now.data = await change("TMDB_API_KEY", null, token)
      // The button that had the focus is gone.
      key.focus()
      return t("switches.keyGone")
    })
  })
  Pages.whenOpened("settings", () => void ask())
}

/** What was announced was so in another language. */
export const relabel = () => {
  for (const control of Object.keys(controls)) write(`switch-${control}-said`, "")
  draw()
}
