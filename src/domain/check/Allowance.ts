/** How many requests a run of checks may make, whatever the sources do. */
import { Effect, Ref } from "effect"

/** To all sources together; Plex is none of them. */
export const mostRequests = 12

/** Says of each request whether it may be made. */
export type Allowance = Effect.Effect<boolean>

/** So many requests, each of which has to be granted by `whole` too. */
export const allowance = (most: number, whole: Allowance = Effect.succeed(true)): Effect.Effect<Allowance> =>
  Effect.map(Ref.make(most), (left) =>
    Effect.flatMap(
      Ref.modify(left, (count): [boolean, number] => [count > 0, Math.max(0, count - 1)]),
      (granted) => (granted ? whole : Effect.succeed(false))
    )
  )
