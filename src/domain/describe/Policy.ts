/** How the use cases behave: times, and switches of steps. */
import { Context } from "effect"
import { defaultTimesToLive, type TimesToLive } from "../values/CacheEntry.ts"
import { defaultLookupOptions, type LookupOptions } from "../lookup/Options.ts"

export interface PolicySettings {
  readonly ttl: TimesToLive
  readonly lookup: LookupOptions
}

/** Has a default: programs that embed the domain need not provide it. */
export class Policy extends Context.Reference<Policy>()("vpro-cinema-plex/domain/Policy", {
  defaultValue: (): PolicySettings => ({
    ttl: defaultTimesToLive,
    lookup: defaultLookupOptions
  })
}) {}
