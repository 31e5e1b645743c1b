/** What a program needs beside its ports when it runs alone, and shows nobody what the use cases came to. */
import { Layer } from "effect"
import { flightsAlone } from "./LookupFlights.ts"
import { unsettledInMemory } from "./Unsettled.ts"
import { unwatched } from "./Witness.ts"

export const alone = Layer.mergeAll(flightsAlone, unsettledInMemory, unwatched)
