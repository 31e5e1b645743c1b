/** Pictures of a film that was found, when they are switched on: without that nothing here asks anybody. */
import { Duration, Effect } from "effect"
import { remaining } from "../../ports/Deadline.ts"
import { impatient, Patience } from "../../ports/Patience.ts"
import { SourceError } from "../../ports/SourceError.ts"
import { features } from "../describe/Features.ts"
import type { CatalogueItem } from "../values/Catalogue.ts"
import { lacksPoster } from "../values/Pictures.ts"

/** Whether the public page of this one is worth reading for its pictures: the catalogue's own are seldom there any more. */
export const wantsPictures = (item: CatalogueItem): Effect.Effect<boolean> =>
  Effect.map(features, ({ images }) => images && item.source === "poms" && lacksPoster(item))

/** A text that was found is never lost by waiting for a picture or an id: some time stays to give it. */
const spare = 0.8

/** Asks a source for something that can be done without, within the time that can be spared. */
export const inSpareTime = <A, R>(source: SourceError["source"], ask: Effect.Effect<A, SourceError, R>) =>
  Effect.flatMap(remaining, (left) =>
    Number.isFinite(left)
      ? Effect.timeoutFail(ask, {
          duration: Duration.millis(left * spare),
          onTimeout: () =>
            new SourceError({ source, reason: "Unreachable", tried: "no more time for what can be done without" })
        })
      : ask
  ).pipe(Effect.provideService(Patience, impatient))
