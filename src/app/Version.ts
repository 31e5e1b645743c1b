/** The version of this build, from the one place that states it. */
import manifest from "../../package.json" with { type: "json" }

export const version: string = manifest.version

/** What this program is called. */
export const name: string = manifest.name

/** Where it is published: `owner/name`. */
export const repository = new URL(manifest.homepage).pathname.slice(1)

/** Names this service to others, with an address for complaints. */
export const userAgent = `${name}/${version} (+${manifest.homepage})`

/** The same with the address of whoever runs it: who all share one contact may have to share one rate limit. */
export const userAgentOf = (contact: string): string =>
  contact === "" ? userAgent : `${name}/${version} (+${manifest.homepage}; ${contact})`

/** A page of the documentation. */
export const documentation = (path: string): string => `${manifest.homepage}/blob/main/docs/${path}`
