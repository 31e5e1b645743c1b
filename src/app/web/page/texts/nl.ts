/** The texts of the status page in Dutch, by subject. */
import { overview } from "./nlOverview.ts"
import { page } from "./nlPage.ts"
import { state } from "./nlState.ts"
import { setup } from "./nlSetup.ts"
import { trying } from "./nlTry.ts"
import { sources } from "./nlSources.ts"
import { cache } from "./nlCache.ts"
import { lookups } from "./nlLookups.ts"
import { charts } from "./nlCharts.ts"
import { connect } from "./nlConnect.ts"
import { keeping } from "./nlKeeping.ts"
import { library } from "./nlLibrary.ts"
import { repair } from "./nlRepair.ts"
import { switches } from "./nlSwitches.ts"
import { checksInDutch } from "./nlChecks.ts"
import { story } from "./nlStory.ts"
import type { Texts } from "./en.ts"

export const nl: Texts = {
  ...checksInDutch,
  ...story,
  ...page,
  ...overview,
  ...state,
  ...setup,
  ...trying,
  ...sources,
  ...cache,
  ...lookups,
  ...charts,
  ...connect,
  ...library,
  ...keeping,
  ...repair,
  ...switches
}
