/** At a title: another page of VPRO, or none, as the owner's choice. What came of a press is said beside it. */
import type { Trace } from "../../../../domain/lookup/Trace.ts"
import { button, type Child, h } from "./dom.ts"
import { t } from "./language.ts"
import { asOwner, refusal } from "./owning.ts"
import { choices, heldFor, keep, type Made, undo, type Undone } from "./repairService.ts"
import { posterOf } from "./result.ts"

/** The title that it is about. */
export interface Repaired {
  readonly ratingKey: string
  /** The choice that holds, as far as it is known here. */
  readonly override?: { readonly id: string; readonly page: number | null } | undefined
  readonly trace?: Trace | undefined
  /** Told when there is another choice. */
  readonly changed?: (override: Repaired["override"]) => void
}

/** What became of it in Plex, in a sentence. */
export const inPlex = ({ plex, problem = "" }: Pick<Undone, "plex" | "problem">): string =>
  plex === undefined ? "" : plex === "failed" ? t("repair.plex.failed")(problem) : t(`repair.plex.${plex}`)

const yearly = (title: string, year: number | null | undefined) =>
  year === undefined || year === null ? title : `${title} (${year})`

/** Those of the story, each once, without the one that was taken. */
const looked = (trace: Trace | undefined) => {
  const some = new Map<number, { readonly page: number; readonly title: string; readonly year?: number | undefined }>()
  for (const { candidates } of trace?.steps ?? [])
    for (const { id, title, year } of candidates)
      if (id !== trace?.ending.page && !some.has(id)) some.set(id, { page: id, title, year })
  return [...some.values()]
}

const poster = (url: string | null): Child => {
  const shown = url === null ? undefined : posterOf([{ type: "coverPoster", url, title: undefined }])
  return shown === undefined
    ? undefined
    : h("img", { class: "thumb", src: shown, alt: "", referrerpolicy: "no-referrer", loading: "lazy" })
}

/** Numbers of the fields for search, so that each has a label of its own. */
let fields = 0

/** What can be done about the page of a title. It asks for nothing until it is opened. */
export const repairOf = ({ changed = () => {}, override, ratingKey, trace }: Repaired): HTMLElement => {
  const told = h("p", { class: "told", role: "status" })
  const held = h("div", { class: "held" })
  const listed = h("ul", { class: "rows choices" })
  const field = `repair-${++fields}`
  const search = h("input", {
    id: field,
    type: "search",
    name: "query",
    maxlength: 200,
    autocomplete: "off",
    spellcheck: "false"
  })

  const summary = h("summary", {}, t("repair.title"))
  let busy = false

  const doing = async <A>(act: (token: string | undefined) => Promise<A>, said: (answer: A) => string) => {
    if (busy) return
    busy = true
    told.replaceChildren(t("repair.busy"))
    try {
      const done = await asOwner(act)
      told.replaceChildren(done === undefined ? "" : said(done.answer))
    } catch (error) {
      told.replaceChildren(...refusal(error))
    } finally {
      busy = false
    }
  }

  const take = (page: number | null) =>
    doing(
      (token) => keep({ ratingKey, page }, token),
      (made: Made) => {
        hold({ id: made.override.id, page: made.override.page ?? null }, made.override.pageTitle)
        return `${t("repair.kept")} ${inPlex(made)}`.trim()
      }
    )

  let current = override
  const hold = (now: Repaired["override"], title?: string) => {
    held.replaceChildren(
      ...(now === undefined
        ? []
        : [
            h("p", {}, now.page === null ? t("repair.isNone") : t("repair.is")(title ?? String(now.page))),
            button(t("repair.undo"), { "data-act": "repair-undo" }, () => {
              void doing(
                (token) => undo(now.id, token),
                (undone) => {
                  hold(undefined)
                  // The button that had the focus is gone.
                  summary.focus()
                  return undone.removed ? `${t("repair.undone")} ${inPlex(undone)}`.trim() : t("repair.gone")
                }
              )
            })
          ])
    )
    if (now?.id !== current?.id || now?.page !== current?.page) changed(now)
    current = now
  }

  const choice = (page: number, name: string, ...more: ReadonlyArray<Child>) =>
    h(
      "li",
      { class: "choice" },
      ...more,
      h(
        "div",
        {},
        h("p", {}, h("strong", {}, name)),
        button(
          t("repair.take"),
          { "data-act": "repair-take", "aria-label": t("repair.takeOf")(name) },
          () => void take(page)
        )
      )
    )

  const find = () =>
    doing(
      (token) => choices(ratingKey, search.value.trim(), token),
      ({ candidates, failed }) => {
        listed.replaceChildren(
          ...candidates.map(({ page, poster: picture, text, title, url, year }) => {
            const made = choice(page, yearly(title, year), poster(picture))
            const link =
              url?.startsWith("https://") === true && h("a", { href: url, rel: "noreferrer" }, t("repair.read"))
            made.querySelector("p")?.after(h("p", { class: "quiet small" }, text ?? "", " ", link))
            return made
          })
        )
        const sources = failed.length === 0 ? "" : t("repair.failed")(failed.join(", "))
        return `${t("repair.found")(candidates.length)} ${sources}`.trim()
      }
    )

  const form = h(
    "form",
    { class: "fields search" },
    h("label", { class: "wide", for: field }, h("span", {}, t("repair.search")), search),
    h("button", { type: "submit", "data-act": "repair-search" }, t("repair.go"))
  )
  form.addEventListener("submit", (event) => {
    event.preventDefault()
    void find()
  })

  const own = looked(trace)
  hold(override)
  const details = h(
    "details",
    { class: "repair" },
    summary,
    h("p", { class: "quiet" }, t("repair.means")),
    held,
    own.length > 0 && h("h5", {}, t("repair.story")),
    own.length > 0 &&
      h("ul", { class: "rows choices" }, ...own.map(({ page, title, year }) => choice(page, yearly(title, year)))),
    form,
    listed,
    h(
      "div",
      { class: "actions" },
      button(t("repair.none"), { class: "danger", "data-act": "repair-none" }, () => void take(null))
    ),
    told
  )
  details.addEventListener("toggle", () => {
    if (!details.open) return
    // It may have been decided elsewhere since.
    heldFor(ratingKey).then(
      (one) => hold(one === undefined ? undefined : { id: one.id, page: one.page ?? null }, one?.pageTitle),
      () => {}
    )
  })
  return details
}
