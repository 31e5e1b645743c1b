/** The texts about connecting to Plex, in English. */

export const connect = {}
