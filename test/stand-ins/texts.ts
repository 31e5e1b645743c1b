/** Texts that nobody types, and some player or tool sends all the same. */
import { FastCheck as fc } from "effect"

const within = (first: number, last: number) =>
  fc.integer({ min: first, max: last }).map((point) => String.fromCharCode(...halves(point)))

/** A code point as it is kept: those beyond the first plane in two halves, a half on its own as it is. */
const halves = (point: number): ReadonlyArray<number> =>
  point > 0xffff ? [0xd800 + ((point - 0x10000) >> 10), 0xdc00 + ((point - 0x10000) & 0x3ff)] : [point]

/** Plain and accented letters, marks, scripts within and beyond the first plane, halves of characters, signs that nobody sees. */
const scripts = [
  within(0x20, 0x7e),
  within(0xa0, 0x24f),
  within(0x300, 0x36f),
  within(0x400, 0x4ff),
  within(0x600, 0x6ff),
  within(0x4e00, 0x4fff),
  within(0xd800, 0xdfff),
  within(0x10400, 0x1044f),
  within(0x1f300, 0x1f5ff),
  within(0x20000, 0x20fff),
  within(0xfe00, 0xfe0f),
  within(0x200b, 0x200f),
  within(0x0, 0x1f),
  within(0xe000, 0xe0ff),
  within(0xfff0, 0xffff)
]

/** As long as texts are cut here and there, give or take one: that a cut falls within a character takes an odd beginning. */
const lengths = fc.oneof(
  fc.integer({ min: 1, max: 20 }),
  fc.constantFrom(49, 50, 60, 61, 100, 119, 120, 121, 250, 300, 499, 500, 501, 900)
)

/** A text of one script, or of all of them. */
export const strangeText: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom("", "x", "ab "),
    lengths,
    fc.oneof(...scripts.map((one) => fc.constant(one)), fc.constant(fc.oneof(...scripts)))
  )
  .chain(([start, length, character]) =>
    fc.array(character, { minLength: length, maxLength: length }).map((all) => start + all.join(""))
  )
