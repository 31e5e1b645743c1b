/** How much memory plain data takes, about: stores that keep what others wrote are bounded by it, however many entries that is. */

const ofText = 16
const ofMember = 16

/** Bytes; of text two for each character, as when it is not all of Western Europe. Data without circles. */
export const weightOf = (value: unknown): number => {
  const left = [value]
  let bytes = 0
  while (left.length > 0) {
    const one = left.pop()
    bytes += ofMember
    if (typeof one === "string") bytes += ofText + 2 * one.length
    else if (one instanceof Map) for (const [key, member] of one) left.push(key, member)
    else if (typeof one === "object" && one !== null) for (const member of Object.values(one)) left.push(member)
  }
  return bytes
}
