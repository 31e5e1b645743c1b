/**
 * What can be done with a look-up, as buttons that tell beside them what came of it. A module that has something more to offer, such
 * as a refresh in Plex, adds it with `addAction`.
 */
import { copy } from "./clipboard.ts"
import { button, h } from "./dom.ts"
import { t } from "./language.ts"
import { Refused, lookUpAnew, remove, story as storyOf } from "./service.ts"
import { withToken } from "./token.ts"
import { why } from "./why.ts"

/** The look-up that something is done with. */
export interface Subject {
  readonly id: string
  /** None when pages were listed to choose from: nothing is kept of that. */
  readonly ratingKey?: string | undefined
  readonly title: string
}

export interface Action {
  /** Its name among the controls of the page. */
  readonly name: string
  readonly label: () => string
  readonly look?: "primary" | "danger"
  readonly isFor: (one: Subject) => boolean
  /** What is said while it is done. */
  readonly busy: (one: Subject) => string
  /** Does it, and answers what is to be said of it; `undefined` when the reader thought better of it. */
  readonly act: (one: Subject) => Promise<ReadonlyArray<Node | string> | undefined>
}

/** The address of a look-up within the page. */
export const hashOf = (id: string) => `#lookups/${encodeURIComponent(id)}`

const isKept = ({ ratingKey }: Subject) => ratingKey !== undefined

const outcomeOf = async (id: string) => {
  const { trace } = await storyOf(id)
  return trace.ending.outcome === "found" && trace.ending.text === false
    ? t("outcome.noText")
    : t(`outcome.${trace.ending.outcome}`)
}

const again: Action = {
  name: "again",
  label: () => t("recent.again"),
  look: "primary",
  isFor: isKept,
  busy: ({ title }) => t("cache.retrying")(title),
  act: async ({ ratingKey = "", title }) => {
    const done = await withToken((token) => lookUpAnew(ratingKey, token))
    if (done === undefined) return undefined
    const { story } = done.answer
    if (story === undefined) return [t("recent.elsewhere")(title)]
    return [
      t("cache.retried")(title, await outcomeOf(story)),
      " ",
      h("a", { href: hashOf(story) }, t("recent.readStory"))
    ]
  }
}

const away: Action = {
  name: "away",
  label: () => t("recent.away"),
  look: "danger",
  isFor: isKept,
  busy: () => t("loading"),
  act: async ({ ratingKey = "", title }) => {
    const done = await withToken((token) => remove(ratingKey, token))
    return done === undefined ? undefined : [t(done.answer.removed > 0 ? "cache.deleted" : "recent.notKept")(title)]
  }
}

const now: { actions: ReadonlyArray<Action> } = { actions: [again, away] }

/** Offers something more at every look-up that it is for. */
export const addAction = (action: Action) => {
  now.actions = [...now.actions, action]
}

const buttonOf = (action: Action, one: Subject, told: HTMLElement) =>
  button(action.label(), { class: action.look, "data-act": action.name }, (own) => {
    if (own.getAttribute("aria-disabled") === "true") return
    own.setAttribute("aria-disabled", "true")
    told.replaceChildren(action.busy(one))
    void action
      .act(one)
      .catch((error: unknown) => [
        error instanceof Refused && error.status === 404 ? t("recent.forgotten") : `${t("cache.failed")}: ${why(error)}`
      ])
      .then((said = []) => {
        told.replaceChildren(...said)
        own.removeAttribute("aria-disabled")
      })
  })

/** The buttons for a look-up, and its address with a button that copies it. */
export const actionsOf = (one: Subject): HTMLElement => {
  const told = h("p", { class: "told", role: "status" })
  const address = h("a", { href: hashOf(one.id) }, `${location.origin}${location.pathname}${hashOf(one.id)}`)
  const copied = button(t("recent.copyLink"), { "data-act": "copy" }, () => {
    void copy(address).then((worked) => {
      told.textContent = t(worked ? "setup.copied" : "recent.copyFailed")
    })
  })
  return h(
    "div",
    { class: "acts" },
    h(
      "div",
      { class: "actions" },
      ...now.actions.filter(({ isFor }) => isFor(one)).map((action) => buttonOf(action, one, told)),
      copied
    ),
    told,
    h("p", { class: "quiet small" }, `${t("recent.address")}: `, address)
  )
}
