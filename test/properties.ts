/** The seed of everything that is generated in a test. A property that fails tells it; `PROPERTY_SEED` repeats it. */
import * as FastCheck from "effect/FastCheck"

const chosen = process.env["PROPERTY_SEED"] ?? "1888"
if (!/^-?\d+$/.test(chosen)) throw new Error(`PROPERTY_SEED is no whole number: ${chosen}`)

/** For samples, which do not tell it themselves. */
export const seed = Number(chosen)

FastCheck.configureGlobal({ seed })
