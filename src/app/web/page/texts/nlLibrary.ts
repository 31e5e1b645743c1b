/** The texts about the library, in Dutch. */
import type { library as english } from "./enLibrary.ts"

export const library: typeof english = {}
