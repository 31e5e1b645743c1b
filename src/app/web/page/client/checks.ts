/** What is wrong, each with what to do about it, and the button that has the service examine itself. */
import type { UiData } from "../Data.ts"
import { at, h } from "./dom.ts"
import { ago, t } from "./language.ts"
import { Refused, selfTest } from "./service.ts"
import { withToken } from "./token.ts"

type Problem = UiData["problems"][number]

/** What has a part of the page of its own that says more. */
const isToldElsewhere = ({ id }: Problem, { references }: UiData) =>
  id.startsWith("settings.") ||
  (id === "tmdb.key" && references.some(({ reference, state }) => reference === "tmdb" && state === "refused"))

/** What it is about and what is wrong, in a sentence or two. */
export const causeOf = ({ cause, subject }: Problem) =>
  `${t(`check.subject.${subject}`)(cause.with)}: ${t(cause.id)(cause.with)}`

/** Its first problem, leaving hints aside. */
export const worst = ({ problems }: UiData) => problems.find(({ level }) => level === "problem")

const line = (problem: Problem, now: number) => {
  const { advice, level, link, since } = problem
  return h(
    "li",
    { "data-level": level },
    h("strong", {}, causeOf(problem)),
    advice === undefined ? "" : ` ${t(advice.id)(advice.with)}`,
    ` ${t("checks.since")(ago(since, now))} `,
    h("a", { href: link, rel: "noreferrer" }, t("checks.more"))
  )
}

export const show = (data: UiData) => {
  const told = data.problems.filter((problem) => !isToldElsewhere(problem, data))
  at("problems", HTMLElement).hidden = told.length === 0
  at("problems-list", HTMLUListElement).replaceChildren(...told.map((problem) => line(problem, data.now)))
  at("check-now", HTMLButtonElement).hidden = false
}

/** When everything was examined last, in a sentence. */
export const examined = ({ now, selfTest }: UiData) =>
  selfTest === undefined ? "" : t("checks.examined")(ago(selfTest.at, now))

const why = (error: unknown) =>
  error instanceof Refused && error.status === 403 ? t("token.home") : t("checks.failed")

/** `done` is called when there is something new to show. */
export const start = (done: () => void) => {
  const button = at("check-now", HTMLButtonElement)
  const told = at("check-told", HTMLElement)
  const examine = async () => {
    button.setAttribute("aria-disabled", "true")
    told.textContent = t("checks.busy")
    try {
      told.textContent = (await withToken(selfTest)) ? t("checks.done") : ""
      done()
    } catch (error) {
      told.textContent = why(error)
    }
    button.removeAttribute("aria-disabled")
  }
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-disabled") !== "true") void examine()
  })
}

/** What was announced was so in another language. */
export const relabel = () => {
  at("check-told", HTMLElement).textContent = ""
}
