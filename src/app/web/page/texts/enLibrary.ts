/** The texts about the library, in English. */

export const library = {}
