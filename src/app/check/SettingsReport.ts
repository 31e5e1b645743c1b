/** The variables as they were read: where each comes from, and what is wrong with it. */
import type { Check } from "../../domain/check/Check.ts"
import { words } from "../../domain/check/Words.ts"
import { failing, well } from "../../domain/check/Asking.ts"
import type { SettingsShape } from "../Settings.ts"

export interface SettingReport {
  readonly name: string
  /** The value as it may be shown: no secret. */
  readonly shown: string
  /** Where it was set, such as the environment or a file. */
  readonly origin: string
  /** What is wrong with it, in one sentence. */
  readonly fault?: string | undefined
}

/** What the settings tell of themselves: for now only of those that hold what cannot be used. */
export const settingsReport = ({ unusable }: SettingsShape): ReadonlyArray<SettingReport> =>
  unusable.map(({ message, variable }) => ({ name: variable, shown: "", origin: "environment", fault: message }))

/** A check for each variable with a fault, or one for all of them. */
export const settingsChecks = (report: ReadonlyArray<SettingReport>): ReadonlyArray<Check> => {
  const faults = report.flatMap(({ fault, name }) => (fault === undefined ? [] : [{ fault, name }]))
  if (faults.length === 0)
    return [
      {
        id: "settings",
        subject: "settings",
        asked: words("check.asked.settings"),
        ...well(words("check.came.settings"))
      }
    ]
  return faults.map(({ fault, name }) => ({
    id: `settings.${name}`,
    subject: "settings",
    asked: words("check.asked.setting", { name }),
    ...failing(words("check.came.fault", { fault }), words("check.means.settingUnused"), words("check.do.setting"))
  }))
}

/** The settings cannot be used at all, for these reasons. */
export const settingsRefused = (fault: string): Check => ({
  id: "settings",
  subject: "settings",
  asked: words("check.asked.settings"),
  ...failing(words("check.came.fault", { fault }), words("check.means.noStart"), words("check.do.setting"))
})
