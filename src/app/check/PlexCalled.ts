/** Whether Plex has ever called the service that keeps its answers here, for a command that runs beside it. */
import { DateTime, Effect } from "effect"
import { type Finding, notChecked, warning, well } from "../../domain/check/Asking.ts"
import type { Check } from "../../domain/check/Check.ts"
import { words } from "../../domain/check/Words.ts"
import type { PlexCall, PlexCalls } from "../observe/KeptTrace.ts"
import type { SettingsShape } from "../Settings.ts"
import * as StoryFiles from "../StoryFiles.ts"

/** To the second, as UTC: whoever reads it may sit elsewhere. */
const moment = (call: PlexCall | undefined): string =>
  call === undefined ? "" : `${DateTime.formatIso(DateTime.unsafeMake(call.at)).slice(0, 19).replace("T", " ")} UTC`

const finding = ({ film, series }: PlexCalls): Finding =>
  film === undefined && series === undefined
    ? warning(words("check.came.neverCalled"), words("check.means.neverAsked"), words("check.do.call"))
    : well(words("check.came.called", { film: moment(film), series: moment(series) }))

/** By what the service wrote down of it, some seconds after the call. */
export const plexCalled = ({ cache, cacheDirectory, stories }: SettingsShape): Effect.Effect<Check> => {
  const asked = { id: "plex.called", subject: "plex" as const, asked: words("check.asked.everCalled") }
  if (!stories || cache.kind === "memory")
    return Effect.succeed({ ...asked, ...notChecked(words("check.came.callsNotKept")) })
  return Effect.map(StoryFiles.callsIn(cacheDirectory), (calls) => ({ ...asked, ...finding(calls) }))
}
