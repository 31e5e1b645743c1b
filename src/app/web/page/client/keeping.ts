/** Page "Library": titles looked up ahead, refreshed in Plex, and both by themselves. */
import type { UiData } from "../Data.ts"
import { type Action, addAction } from "./actions.ts"
import { at, write } from "./dom.ts"
import { ago, count, lasting, t } from "./language.ts"
import { type Keeping, keeping, type One, rating, refresh, stop, sync, warm } from "./keepingService.ts"
import type { Wanted } from "./libraryService.ts"
import { listed } from "./libraryTitles.ts"
import { asOwner, refusal } from "./owning.ts"
import * as Pages from "./pages.ts"

/** Seconds until it is asked for again: while something goes on, and otherwise. */
const pauses = { running: 2, still: 30 }
const patience = 10_000

const now: { data: Keeping | undefined; timer: number; connected: boolean; done: () => void } = {
  data: undefined,
  timer: 0,
  connected: false,
  done: () => {}
}

const isRunning = ({ rating, refresh, sync, warm }: Keeping) =>
  refresh?.running === true || warm?.running === true || sync.running !== undefined || rating.run?.running === true

const bar = (id: string, running: boolean, done: number, total: number | undefined) => {
  const progress = at(id, HTMLProgressElement)
  progress.hidden = !running
  if (total === undefined || total === 0) return progress.removeAttribute("value")
  progress.max = total
  progress.value = done
}

/** What remains, by what those took that were not known already. */
const left = ({ at: begun, done, slow, titles }: NonNullable<Keeping["warm"]>): string => {
  if (titles === undefined || slow < 3) return ""
  const seconds = ((Date.now() - begun) / 1000 / done) * (titles - done)
  return seconds < 5 ? "" : t("keeping.left")(lasting(seconds))
}

const showWarm = ({ warm }: Keeping) => {
  const running = warm?.running === true
  at("keeping-warm", HTMLButtonElement).hidden = running
  at("keeping-warm-stop", HTMLButtonElement).hidden = !running
  bar("keeping-warm-bar", running, warm?.done ?? 0, warm?.titles)
  if (warm === undefined) return write("keeping-warm-told", "")
  const told = [
    warm.titles === undefined ? t("keeping.listing") : t("keeping.warmed")(warm.done, warm.titles, warm.text),
    warm.open > 0 ? t("keeping.open")(warm.open) : "",
    running ? left(warm) : "",
    warm.problem ?? ""
  ]
  return write("keeping-warm-told", told.filter((one) => one !== "").join(" "))
}

const showRefresh = ({ refresh }: Keeping) => {
  const running = refresh?.running === true
  at("keeping-refresh-stop", HTMLButtonElement).hidden = !running
  at("keeping-refresh", HTMLButtonElement).disabled = running
  const done = refresh === undefined ? 0 : Object.values(refresh.outcomes).reduce((sum, some) => sum + some, 0)
  bar("keeping-refresh-bar", running, done, refresh?.titles)
  if (refresh === undefined) return write("keeping-refresh-told", "")
  const others = (["shown", "locked", "nothing", "gone", "rejected"] as const).filter(
    (name) => refresh.outcomes[name] > 0
  )
  const told = [
    t("keeping.refreshed")(refresh.outcomes.asked, refresh.titles, refresh.taken),
    ...others.map((name) => `${t(`keeping.outcome.${name}`)}: ${count(refresh.outcomes[name])}.`),
    refresh.problem ?? ""
  ]
  return write("keeping-refresh-told", told.filter((one) => one !== "").join(" "))
}

const showSync = ({ sync }: Keeping) => {
  const box = at("keeping-sync", HTMLInputElement)
  box.checked = sync.on
  box.disabled = sync.byVariable
  const { last, problem, running } = sync
  const told = [
    sync.byVariable ? t("keeping.byVariable") : "",
    running === undefined ? "" : t("keeping.passing")(running.done, running.titles),
    last === undefined
      ? ""
      : t("keeping.passed")(ago(last.at, Date.now()), last.sums.lookedUp, last.sums.refreshes.asked),
    problem ?? ""
  ]
  write("keeping-sync-told", told.filter((one) => one !== "").join(" "))
}

const showRating = ({ rating: { byVariable, on, run } }: Keeping) => {
  const box = at("keeping-rating", HTMLInputElement)
  box.checked = on
  box.disabled = byVariable
  const { back = 0, set = 0, shown = 0, theirs = 0 } = run?.outcomes ?? {}
  const told = [
    byVariable ? t("keeping.ratingByVariable") : "",
    run === undefined ? "" : run.gives ? t("keeping.rated")(set, shown) : t("keeping.ratedBack")(back),
    theirs > 0 ? t("keeping.ratedTheirs")(theirs) : "",
    run?.running === true ? t("keeping.ratingGoesOn") : "",
    run?.problem ?? ""
  ]
  write("keeping-rating-told", told.filter((one) => one !== "").join(" "))
}

const draw = () => {
  const { connected, data } = now
  at("library-keeping", HTMLElement).hidden = !connected || data === undefined
  if (data === undefined) return
  showWarm(data)
  showRefresh(data)
  showSync(data)
  showRating(data)
}

const ask = async () => {
  clearTimeout(now.timer)
  const before = now.data
  try {
    now.data = await keeping(AbortSignal.timeout(patience))
  } catch {
    // That the service is away, the page says elsewhere.
  }
  draw()
  const { data } = now
  // What has been refreshed or looked up stands otherwise now.
  if (before !== undefined && isRunning(before) && data !== undefined && !isRunning(data)) now.done()
  clearTimeout(now.timer)
  if (document.hidden || Pages.current() !== "library") return
  const pause = data !== undefined && isRunning(data) ? pauses.running : pauses.still
  now.timer = window.setTimeout(() => void ask(), pause * 1000)
}

/** Does something, and says beside the button what came of it. */
const doing = async (place: HTMLElement, act: () => Promise<string | undefined>) => {
  try {
    place.replaceChildren((await act()) ?? "")
  } catch (error) {
    // A switch that was pressed in vain stands as it did.
    draw()
    place.replaceChildren(...refusal(error))
  }
  await ask()
}

const began = (one: One, from: Wanted) => async () => {
  const done = await asOwner((token) => refresh(from, one, token))
  if (done === undefined) return undefined
  const { begun, titles } = done.answer
  if (titles === 0) return t("keeping.notInPlex")
  return begun ? t("keeping.refreshing")(titles) : t("keeping.busy")
}

/** Has Plex refresh one title of the list, or all of it as it is filtered now. */
export const refreshed = (place: HTMLElement, key?: string) =>
  doing(place, began(key === undefined ? {} : { key }, listed()))

/** The same for the title of a look-up, whatever is listed. */
const ofLookup: Action = {
  name: "refresh",
  label: () => t("keeping.refreshOne"),
  isFor: ({ ratingKey }) => now.connected && ratingKey !== undefined,
  busy: () => t("loading"),
  act: async ({ ratingKey = "" }) => {
    try {
      const said = await began({ ratingKey }, { filter: "all", library: "", search: "" })()
      return said === undefined ? undefined : [said]
    } catch (error) {
      return refusal(error)
    }
  }
}

export const start = (done: () => void) => {
  now.done = done
  addAction(ofLookup)
  const said = at("keeping-said", HTMLElement)
  const refreshSaid = at("keeping-refresh-said", HTMLElement)
  const press = (id: string, act: () => Promise<void>) =>
    at(id, HTMLButtonElement).addEventListener("click", () => void act())
  const stopping = (what: "refresh" | "warm", place: HTMLElement) =>
    doing(place, async () => {
      const done = await asOwner((token) => stop(what, token))
      return done === undefined ? undefined : t("keeping.stopped")
    })
  press("keeping-warm", () =>
    doing(said, async () => {
      const done = await asOwner(warm)
      return done === undefined ? undefined : t(done.answer.begun ? "keeping.begun" : "keeping.busy")
    })
  )
  press("keeping-warm-stop", () => stopping("warm", said))
  press("keeping-refresh", () => refreshed(refreshSaid))
  press("keeping-refresh-stop", () => stopping("refresh", refreshSaid))
  const box = at("keeping-sync", HTMLInputElement)
  box.addEventListener("change", () => {
    const on = box.checked
    void doing(said, async () => {
      const done = await asOwner((token) => sync(on, token))
      return done === undefined ? undefined : t(on ? "keeping.on" : "keeping.off")
    })
  })
  const ratingBox = at("keeping-rating", HTMLInputElement)
  ratingBox.addEventListener("change", () => {
    const on = ratingBox.checked
    void doing(at("keeping-rating-said", HTMLElement), async () => {
      const done = await asOwner((token) => rating(on, token))
      return done === undefined ? undefined : t(on ? "keeping.ratingOn" : "keeping.ratingOff")
    })
  })
  Pages.whenOpened("library", () => void ask())
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && Pages.current() === "library") void ask()
  })
}

/** Without a Plex server there is nothing to keep up to date. */
export const show = ({ connected }: UiData) => {
  now.connected = connected
  draw()
}

/** What was announced was so in another language. */
export const relabel = () => {
  for (const id of ["keeping-said", "keeping-refresh-said", "keeping-rating-said"]) write(id, "")
  draw()
}
