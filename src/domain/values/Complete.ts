/**
 * `A` with every member named, also those that may be absent. What makes or translates an `A` has this as its type, so that a new
 * member of `A` does not compile until each such place says what becomes of it.
 */
export type Complete<A> = { readonly [K in keyof Required<A>]: A[K] }
