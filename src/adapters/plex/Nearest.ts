/** Where a server answers, of all addresses that it may have. */
import { Duration, Effect, Option } from "effect"
import type { OwnedServer } from "../../ports/PlexAccountPort.ts"
import { make as makeCall, type PlexOptions } from "./PlexCall.ts"
import { Identity } from "./PlexJson.ts"

/** An address in another home does not answer at all. */
const patience = Duration.seconds(5)

/**
 * The nearest address at which this server answers, and not another one: it says who it is without being shown a token. All are asked at
 * the same time.
 */
export const nearest = Effect.fn("Nearest.nearest")(function* (
  { addresses, id }: Pick<OwnedServer, "addresses" | "id">,
  options: Omit<PlexOptions, "baseUrl" | "token" | "timeout" | "patience">
) {
  const answers = Effect.fnUntraced(function* (baseUrl: string) {
    const { read } = yield* makeCall({ ...options, baseUrl, timeout: patience })
    const identity = yield* Effect.option(read(Identity, { method: "GET", path: "/identity" }))
    return Option.match(identity, {
      onNone: () => [],
      onSome: ({ MediaContainer }) => (MediaContainer.machineIdentifier === id ? [baseUrl] : [])
    })
  })
  const found = yield* Effect.forEach(addresses, answers, { concurrency: "unbounded" })
  return Option.fromNullable(found.flat()[0])
})
