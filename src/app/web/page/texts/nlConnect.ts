/** The texts about connecting to Plex, in Dutch. */
import type { connect as english } from "./enConnect.ts"

export const connect: typeof english = {}
