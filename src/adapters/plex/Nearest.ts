/** Where a server answers, of all addresses that it may have. */
import { Duration, Effect, Option } from "effect"
import type { OwnedServer } from "../../ports/PlexAccountPort.ts"
import { make as makeCall, type PlexOptions } from "./PlexCall.ts"
import { Identity } from "./PlexJson.ts"

/** An address in another home does not answer at all. */
const patience = Duration.seconds(5)

type Asking = Omit<PlexOptions, "baseUrl" | "token" | "timeout" | "patience">

/** Who answers at an address: it says so without being shown a token. None when nobody does, or no Plex server. */
export const identityAt = Effect.fn("Nearest.identityAt")(function* (baseUrl: string, options: Asking) {
  const { read } = yield* makeCall({ ...options, baseUrl, timeout: patience })
  const identity = yield* Effect.option(read(Identity, { method: "GET", path: "/identity" }))
  return Option.map(identity, ({ MediaContainer }) => MediaContainer.machineIdentifier)
})

/**
 * The nearest address at which this server answers, and not another one: it says who it is without being shown a token. All are asked at
 * the same time.
 */
export const nearest = Effect.fn("Nearest.nearest")(function* (
  { addresses, id }: Pick<OwnedServer, "addresses" | "id">,
  options: Asking
) {
  const answers = (baseUrl: string) =>
    Effect.map(identityAt(baseUrl, options), (found) => (Option.contains(found, id) ? [baseUrl] : []))
  const found = yield* Effect.forEach(addresses, answers, { concurrency: "unbounded" })
  return Option.fromNullable(found.flat()[0])
})
