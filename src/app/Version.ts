/** The version of this build, from the one place that states it. */
import manifest from "../../package.json" with { type: "json" }

export const version: string = manifest.version

/** What this program is called. */
export const name: string = manifest.name

/** Names this service to the sources, with an address for complaints. */
export const userAgent = `${name}/${version} (+${manifest.homepage})`
