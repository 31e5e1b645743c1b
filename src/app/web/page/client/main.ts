/** The status page: reads the state of the service every few seconds and shows it. */
import type { UiData } from "../Data.ts"
import * as Cache from "./cache.ts"
import * as Checks from "./checks.ts"
import * as Connect from "./connect.ts"
import { at } from "./dom.ts"
import * as History from "./history.ts"
import * as Keeping from "./keeping.ts"
import * as Library from "./library.ts"
import { ago, switchable, t } from "./language.ts"
import * as Lookup from "./lookup.ts"
import * as Overview from "./overview.ts"
import * as Pages from "./pages.ts"
import * as Recent from "./recent.ts"
import { Refused, uiData } from "./service.ts"
import * as Setup from "./setup.ts"
import * as Sources from "./sources.ts"
import * as Status from "./status.ts"
import * as Switches from "./switches.ts"
import * as Try from "./try.ts"

const every = 5
/** Seconds between attempts while the service does not answer, the last one for good. */
const pauses = [2, 4, 8, 15, 30]
const patience = 10_000

/** How the service says that it does not know the name by which it was reached. */
const misdirected = 421

interface Now {
  data: UiData | undefined
  failures: number
  /** Whether the last failure was that the name is not known. */
  strange: boolean
  timer: number
}

const now: Now = { data: undefined, failures: 0, strange: false, timer: 0 }

const pause = () => pauses[Math.min(now.failures, pauses.length) - 1] ?? every

const show = () => {
  const { data } = now
  if (data !== undefined) {
    Checks.show(data)
    Setup.show(data)
    Connect.show(data)
    Sources.show(data)
    Cache.show(data)
    History.show(data)
    Keeping.show(data)
    Recent.show(data)
    Overview.show(data)
    at("foot-version", HTMLElement).textContent = t("foot.version")(data.version, ago(data.startedAt, data.now))
  }
  if (now.strange) Status.strange(location.hostname)
  else if (now.failures > 0) Status.gone(pause())
  else if (data !== undefined) Status.show(data)
}

const ask = async () => {
  clearTimeout(now.timer)
  try {
    now.data = await uiData(AbortSignal.timeout(patience))
    now.failures = 0
    now.strange = false
  } catch (error) {
    now.failures += 1
    now.strange = error instanceof Refused && error.status === misdirected
  }
  show()
  clearTimeout(now.timer)
  // A page that nobody looks at need not ask.
  if (!document.hidden) now.timer = window.setTimeout(() => void ask(), pause() * 1000)
}

for (const section of [Setup, Connect, Switches, Try, Cache, History, Recent, Library, Lookup]) section.start()
Checks.start(() => void ask())
switchable(() => {
  show()
  for (const section of [Checks, Setup, Connect, Switches, Try, Cache, Recent, Library, Lookup, Pages])
    section.relabel()
})
Pages.start()
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) void ask()
})
at("state-retry", HTMLButtonElement).addEventListener("click", () => void ask())
void ask()
