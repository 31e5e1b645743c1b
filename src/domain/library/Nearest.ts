/** The page that a look-up came closest to without taking it. Pure. */
import type { Trace, TraceCandidate } from "../lookup/Trace.ts"
import type { Verdict } from "../matching/Evidence.ts"

export interface NearestPage {
  readonly id: number
  readonly title: string
  readonly year: number | undefined
}

const worth: Readonly<Record<Verdict, number>> = { certain: 3, sure: 2, plausible: 1, refused: 0 }

/** How much speaks for it: the verdict first, then the comparisons for it without those against it. */
const nearness = ({ evidence, verdict }: TraceCandidate): number =>
  1000 * worth[verdict] +
  evidence.reduce((sum, { speaks }) => sum + (speaks === "for" ? 1 : speaks === "against" ? -1 : 0), 0)

/** The nearest candidate of all steps, the first of several; none where no step had any. */
export const nearestIn = ({ steps }: Trace): NearestPage | undefined => {
  let nearest: TraceCandidate | undefined
  for (const { candidates } of steps)
    for (const one of candidates) if (nearest === undefined || nearness(one) > nearness(nearest)) nearest = one
  return nearest === undefined ? undefined : { id: nearest.id, title: nearest.title, year: nearest.year }
}
