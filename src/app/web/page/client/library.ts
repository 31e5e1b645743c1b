/** Page "Library": how the titles of Plex stand. It is asked for only while somebody looks at it. */
import { at, write } from "./dom.ts"
import { ago, count, t } from "./language.ts"
import * as Keeping from "./keeping.ts"
import * as Figures from "./libraryFigures.ts"
import { compare as compareAll, overview, type Overview } from "./libraryService.ts"
import * as Titles from "./libraryTitles.ts"
import * as Overrides from "./overrides.ts"
import * as Pages from "./pages.ts"
import { Refused } from "./service.ts"
import * as Token from "./token.ts"

const name = "library"
/** Seconds until it is asked for again: while titles are compared, and otherwise. */
const pauses = { running: 2, still: 30 }
const patience = 10_000

const now: { data: Overview | undefined; gone: boolean; timer: number } = { data: undefined, gone: false, timer: 0 }

const stateOf = ({ at: when, run, server = "" }: Overview): string => {
  const compared = when === undefined ? "" : t("library.at")(server, ago(when, Date.now()))
  switch (run.state) {
    case "unconnected":
      return t("library.unconnected")
    case "running":
      return run.done === undefined || run.done === 0
        ? t("library.first")
        : t("library.running")(count(run.done), run.expected === undefined ? "" : count(run.expected))
    case "failed":
      return [t(`library.failed.${run.reason ?? "Unreachable"}`), compared].filter((one) => one !== "").join(" ")
    case "idle":
      return compared
  }
}

const progress = ({ run }: Overview) => {
  const bar = at("library-progress", HTMLProgressElement)
  bar.hidden = run.state !== "running"
  if (run.expected !== undefined && run.expected > 0 && run.done !== undefined) {
    bar.max = Math.max(run.expected, run.done)
    bar.value = run.done
  } else bar.removeAttribute("value")
}

const wantsConnecting = ({ run: { reason, state } }: Overview) =>
  state === "unconnected" || (state === "failed" && (reason === "Refused" || reason === "Unreadable"))

const show = (isNew: boolean) => {
  const { data, gone } = now
  if (gone) return write("library-told", t("library.gone"))
  if (data === undefined) return write("library-told", t("loading"))
  write("library-told", stateOf(data))
  progress(data)
  at("library-connect", HTMLElement).hidden = !wantsConnecting(data)
  const compare = at("library-compare", HTMLButtonElement)
  compare.hidden = data.run.state === "unconnected"
  compare.disabled = data.run.state === "running"
  Figures.show(data)
  Titles.show(data, isNew)
}

/** What changes when titles were compared. */
const stampOf = (data: Overview | undefined) => `${data?.at} ${data?.whole} ${data?.together.titles}`

const ask = async () => {
  clearTimeout(now.timer)
  let isNew = false
  try {
    const data = await overview(AbortSignal.timeout(patience))
    isNew = stampOf(data) !== stampOf(now.data)
    now.data = data
    now.gone = false
  } catch {
    now.gone = true
  }
  show(isNew)
  clearTimeout(now.timer)
  if (document.hidden || Pages.current() !== name) return
  const pause = now.data?.run.state === "running" ? pauses.running : pauses.still
  now.timer = window.setTimeout(() => void ask(), pause * 1000)
}

const compare = async () => {
  try {
    let begun = false
    const isDone = await Token.withToken(async (token) => {
      begun = (await compareAll(token)).begun
    })
    if (isDone) write("library-done", t(begun ? "library.begun" : "library.going"))
  } catch (error) {
    const why = error instanceof Refused ? (error.status === 403 ? t("token.home") : error.message) : t("library.gone")
    write("library-done", `${t("library.refused")}: ${why}`)
  }
  await ask()
}

export const start = () => {
  Titles.start(Keeping.refreshed)
  Keeping.start(() => void ask())
  Overrides.start()
  at("library-compare", HTMLButtonElement).addEventListener("click", () => void compare())
  Pages.offer(name, true)
  Pages.whenOpened(name, () => void ask())
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && Pages.current() === name) void ask()
  })
}

export const relabel = () => {
  write("library-done", "")
  Keeping.relabel()
  Overrides.relabel()
  show(false)
  if (now.data !== undefined) Titles.relabel()
}
