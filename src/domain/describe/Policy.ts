/** How the use cases behave: times, switches of steps, form of keys. */
import { Context } from "effect"
import { defaultTimesToLive, type TimesToLive } from "../values/CacheEntry.ts"
import { defaultLookupOptions, type LookupOptions } from "../lookup/Options.ts"
import type { KeyStyle } from "../keys/RatingKey.ts"

export interface PolicySettings {
  readonly ttl: TimesToLive
  readonly lookup: LookupOptions
  readonly keys: KeyStyle
}

/** Has a default: programs that embed the domain need not provide it. */
export class Policy extends Context.Reference<Policy>()("vpro-cinema-plex/domain/Policy", {
  defaultValue: (): PolicySettings => ({
    ttl: defaultTimesToLive,
    lookup: defaultLookupOptions,
    keys: "compatible"
  })
}) {}
