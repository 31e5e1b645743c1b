/** The texts of the status page in English, by subject. Where a number or a name goes in, a text is a function. */
import { english } from "../../../../domain/check/Sentences.ts"
import { storyEnglish } from "../../../../domain/lookup/StoryWords.ts"
import { overview } from "./enOverview.ts"
import { page } from "./enPage.ts"
import { state } from "./enState.ts"
import { setup } from "./enSetup.ts"
import { trying } from "./enTry.ts"
import { sources } from "./enSources.ts"
import { cache } from "./enCache.ts"
import { lookups } from "./enLookups.ts"
import { charts } from "./enCharts.ts"
import { connect } from "./enConnect.ts"
import { keeping } from "./enKeeping.ts"
import { library } from "./enLibrary.ts"
import { repair } from "./enRepair.ts"
import { switches } from "./enSwitches.ts"

export const en = {
  ...english,
  ...storyEnglish,
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

export type Texts = typeof en
