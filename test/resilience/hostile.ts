/** Texts that cost a careless reader its time or its stack. Deterministic: sizes and signs come from fast-check's seed. */
import { FastCheck as fc } from "effect"

/** What is repeated: white space, brackets, marks, halves of characters, what rules about titles and texts look for. */
const pieces = [
  " ",
  "\t",
  "a",
  "é",
  "\u0301",
  "\ud800",
  "\udc00",
  "\u0000",
  "\u200b",
  "\u202e",
  "-",
  ".",
  "(",
  "[",
  "{tmdb-",
  "1",
  "iv ",
  "&",
  "&amp;",
  "<",
  "<p",
  '"',
  "'",
  "\\",
  "/",
  "the ",
  ", the",
  "foutcode ",
  "2x",
  "s01e",
  "★",
  "👨‍👩‍👧",
  "字",
  "ﷺ"
]

const longest = 30_000

/** A piece up to thousands of times, with perhaps something before or behind it. */
export const hostileText: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom("", "dijk", "the", "foutcode"),
    fc.constantFrom(...pieces),
    fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 60 }) }, fc.integer({ min: 60, max: longest })),
    fc.constantFrom("", "x", ")", "dam 2011", "!")
  )
  .map(([before, piece, times, behind]) => before + piece.repeat(times).slice(0, longest) + behind)

/** Arrays or objects in each other, to a depth that only a machine would write. */
export const nested: fc.Arbitrary<string> = fc
  .tuple(fc.boolean(), fc.constantFrom(10, 60, 70, 500, 4000, 8000))
  .map(([arrays, depth]) =>
    arrays ? "[".repeat(depth) + "]".repeat(depth) : `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`
  )
