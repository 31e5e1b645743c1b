/** The version of this build, from the one place that states it. */
import manifest from "../../package.json" with { type: "json" }

export const version: string = manifest.version

/** Who asks, honestly, with an address for complaints. */
export const userAgent = `${manifest.name}/${version} (+${manifest.homepage})`
