/** How the settings are, as checks. */
import { Effect } from "effect"
import { failing, well } from "../../domain/check/Asking.ts"
import type { Check } from "../../domain/check/Check.ts"
import { words } from "../../domain/check/Words.ts"
import type { Complaint } from "../Settings.ts"
import { report } from "../settings/Report.ts"
import { chosenNow } from "../SwitchesFile.ts"

/** A check for each variable with which something is wrong, or one for all of them; `given` tells of those that are set, without secrets. */
export const settingsChecks = (complaints: ReadonlyArray<Complaint>, given = ""): ReadonlyArray<Check> => {
  const asked = { id: "settings", subject: "settings" as const, asked: words("check.asked.settings") }
  const came = given === "" ? words("check.came.settings") : words("check.came.given", { given })
  if (complaints.length === 0) return [{ ...asked, ...well(came) }]
  return complaints.map(({ message, variable }) => ({
    id: `settings.${variable}`,
    subject: "settings",
    asked: words("check.asked.setting", { name: variable }),
    ...failing(
      words("check.came.fault", { fault: message }),
      words("check.means.settingUnused"),
      words("check.do.setting")
    )
  }))
}

/** The same for all variables as they are now, with where each that is set comes from; also when the service would not start with them. */
export const settingsNow = Effect.map(Effect.flatMap(chosenNow, report), ({ problems, variables }) => {
  const set = variables.filter(({ origin }) => origin !== "default")
  const given = set.map(({ about, origin, value }) => `${about.name}=${about.secret ? "(set)" : value} (${origin})`)
  return settingsChecks(problems, given.join(", "))
})

/** The settings cannot be used at all, for these reasons. */
export const settingsRefused = (fault: string): Check => ({
  id: "settings",
  subject: "settings",
  asked: words("check.asked.settings"),
  ...failing(words("check.came.fault", { fault }), words("check.means.noStart"), words("check.do.setting"))
})
