/**
 * `assert.deepStrictEqual` and its like take an `Option.some` for `Option.none`, and a `Left` for a `Right`: both are iterated,
 * and look the same then. What has another tag is not equal.
 */
import { chai } from "vitest"

const tagOf = (value: unknown): unknown =>
  typeof value === "object" && value !== null && "_tag" in value ? value._tag : undefined

const comparator = (left: unknown, right: unknown): false | null => {
  const tag = tagOf(left)
  return tag !== undefined && tagOf(right) !== undefined && tag !== tagOf(right) ? false : null
}

chai.config.deepEqual = (expected, actual) => chai.util.eql(expected, actual, { comparator })
