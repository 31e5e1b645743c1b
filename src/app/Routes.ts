/** All routes. */
import { Layer } from "effect"
import * as Operations from "./Operations.ts"
import * as Cache from "./routes/Cache.ts"
import * as Docs from "./routes/Docs.ts"
import * as Health from "./routes/Health.ts"
import * as Lookups from "./routes/Lookups.ts"
import * as Plex from "./routes/Plex.ts"
import * as Ui from "./routes/Ui.ts"

export const layer = Layer.mergeAll(Plex.layer, Health.layer, Lookups.layer, Cache.layer, Ui.layer, Docs.layer).pipe(
  Layer.provide(Operations.layer)
)
