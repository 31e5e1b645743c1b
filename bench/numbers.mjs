/** Numbers out of many. */
export const percentile = (numbers, part) =>
  numbers.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(numbers.length * part) - 1)]

export const median = (numbers) => percentile(numbers, 0.5)
