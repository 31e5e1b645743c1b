/** Chance that can be repeated: numbers from a seed, and options from the environment. */

/** A whole number from the environment, else the default. */
export const option = (name: string, fallback: number): number => {
  const given = process.env[name] ?? ""
  return /^\d+$/.test(given) ? Number(given) : fallback
}

export interface Chance {
  readonly seed: number
  /** From 0 up to but not including 1. */
  readonly next: () => number
  /** A whole number from `least` to `most`. */
  readonly whole: (least: number, most: number) => number
  readonly pick: <A>(from: readonly [A, ...ReadonlyArray<A>]) => A
}

/** Mulberry32: small, fast and the same everywhere. */
export const chance = (seed: number): Chance => {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const whole = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  return { seed, next, whole, pick: (from) => from[whole(0, from.length - 1)] ?? from[0] }
}

/** The seed of this run, said aloud so that the run can be repeated with `RESILIENCE_SEED`. */
export const announced = (name: string): Chance => {
  const seed = option("RESILIENCE_SEED", 20_260_101)
  console.log(`${name}: RESILIENCE_SEED=${seed}`)
  return chance(seed)
}
