/** All routes. */
import { Layer } from "effect"
import * as Operations from "./openapi/Operations.ts"
import * as Cache from "./routes/CacheRoutes.ts"
import * as Connect from "./routes/ConnectRoutes.ts"
import * as SetUp from "./routes/SetUpRoutes.ts"
import * as Docs from "./routes/DocsRoutes.ts"
import * as Health from "./routes/HealthRoutes.ts"
import * as Library from "./routes/LibraryRoutes.ts"
import * as Keeping from "./routes/KeepingRoutes.ts"
import * as Overrides from "./routes/OverrideRoutes.ts"
import * as Lookups from "./routes/LookupRoutes.ts"
import * as Reports from "./routes/ReportRoutes.ts"
import * as Plex from "./routes/PlexRoutes.ts"
import * as Switches from "./routes/SwitchRoutes.ts"
import * as SelfTest from "./routes/SelfTestRoutes.ts"
import * as Ui from "./routes/PageRoutes.ts"

export const layer = Layer.mergeAll(
  Plex.layer,
  Health.layer,
  Lookups.layer,
  Reports.layer,
  Cache.layer,
  Library.layer,
  Keeping.layer,
  Overrides.layer,
  Switches.layer,
  SelfTest.layer,
  Connect.layer,
  SetUp.layer,
  Ui.layer,
  Docs.layer
).pipe(Layer.provide(Operations.layer))
