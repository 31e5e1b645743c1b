/** Page "Library": the owner's choices, each to be undone, all to be downloaded and taken over elsewhere. */
import { at, button, h, write } from "./dom.ts"
import { ago, t } from "./language.ts"
import { asOwner, refusal } from "./owning.ts"
import * as Pages from "./pages.ts"
import { inPlex } from "./repair.ts"
import { all, bring, type Override, undo } from "./repairService.ts"
import { Refused } from "./service.ts"

const now: { overrides: ReadonlyArray<Override>; isKnown: boolean } = { overrides: [], isKnown: false }

const said = (...words: ReadonlyArray<Node | string>) => at("overrides-told", HTMLElement).replaceChildren(...words)

/** What was chosen, with the way there. */
const pageOf = ({ page, pageTitle, url }: Override) => {
  if (page === undefined) return t("repair.noPage")
  const named = t("repair.page")(pageTitle ?? String(page))
  return url === undefined ? named : h("a", { href: url, rel: "noreferrer" }, named)
}

const row = (one: Override) =>
  h(
    "li",
    { class: "card choice" },
    h(
      "div",
      {},
      h("strong", {}, one.year === undefined ? one.title : `${one.title} (${one.year})`),
      " ",
      pageOf(one),
      " ",
      h("span", { class: "quiet small" }, ago(one.at, Date.now()))
    ),
    button(
      t("repair.undo"),
      { "data-act": "override-undo", "aria-label": `${t("repair.undo")}: ${one.title}` },
      () => void taken(one)
    )
  )

const draw = () => {
  at("library-overrides", HTMLElement).hidden = !now.isKnown
  at("overrides-list", HTMLUListElement).replaceChildren(...now.overrides.map(row))
  write("overrides-none", now.overrides.length === 0 ? t("repair.noneYet") : "")
  at("overrides-export", HTMLElement).hidden = now.overrides.length === 0
}

/** Reads them again. */
export const ask = async () => {
  try {
    now.overrides = (await all()).overrides
    now.isKnown = true
  } catch {
    // That the service is away, the page says elsewhere.
  }
  draw()
}

const taken = async (one: Override) => {
  try {
    const done = await asOwner((token) => undo(one.id, token))
    if (done === undefined) return
    said(done.answer.removed ? `${t("repair.undone")} ${inPlex(done.answer)}`.trim() : t("repair.gone"))
    await ask()
    // The button that had the focus is gone.
    at("overrides-summary", HTMLElement).focus()
  } catch (error) {
    said(...refusal(error))
  }
}

const isObject = (given: unknown): given is object => typeof given === "object" && given !== null

/** So many that they fit into one request. */
const portion = 100

const contentOf = (text: string): ReadonlyArray<unknown> | undefined => {
  try {
    const given: unknown = JSON.parse(text)
    return isObject(given) && "overrides" in given && Array.isArray(given.overrides) ? given.overrides : undefined
  } catch {
    return undefined
  }
}

const brought = async (file: File) => {
  const content = contentOf(await file.text())
  if (content === undefined) return said(t("repair.notAFile"))
  const sum = { imported: 0, same: 0 }
  try {
    const done = await asOwner(async (token) => {
      for (let at = sum.imported + sum.same; at === 0 || at < content.length; at += portion) {
        const { imported, same } = await bring({ overrides: content.slice(at, at + portion) }, token)
        sum.imported += imported
        sum.same += same
      }
    })
    if (done === undefined) return
    said(t("repair.imported")(sum.imported, sum.same))
  } catch (error) {
    const why = error instanceof Refused && error.status === 400 ? [t("repair.notAFile")] : refusal(error)
    // What came before it is kept.
    said(
      ...(sum.imported + sum.same > 0 ? [`${t("repair.imported")(sum.imported, sum.same)} ${t("repair.rest")} `] : why)
    )
  }
  await ask()
}

export const start = () => {
  const input = at("overrides-import", HTMLInputElement)
  input.addEventListener("change", () => {
    const [file] = input.files ?? []
    input.value = ""
    if (file !== undefined) void brought(file)
  })
  Pages.whenOpened("library", () => void ask())
}

export const relabel = () => {
  said()
  draw()
}
