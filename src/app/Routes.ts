/** All routes. */
import { Layer } from "effect"
import * as Operator from "./routes/Operator.ts"
import * as Plex from "./routes/Plex.ts"
import * as Ui from "./routes/Ui.ts"

export const layer = Layer.mergeAll(Plex.layer, Operator.layer, Ui.layer)
