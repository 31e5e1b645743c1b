/** Which of two versions is the later one, as semver.org has it. */
import { assert, describe, it } from "@effect/vitest"
import { byAge, inText, versionOf } from "../../../src/domain/values/SemanticVersion.ts"

const read = (text: string) => {
  const version = versionOf(text)
  if (version === undefined) throw new Error(`${text} is no version`)
  return version
}

/** The example of semver.org, and around it. */
const inOrder = [
  "0.9.10",
  "1.0.0-0",
  "1.0.0-2",
  "1.0.0-10",
  "1.0.0-alpha",
  "1.0.0-alpha.1",
  "1.0.0-alpha.beta",
  "1.0.0-beta",
  "1.0.0-beta.2",
  "1.0.0-beta.11",
  "1.0.0-rc.1",
  "1.0.0",
  "1.0.1",
  "1.2.0",
  "1.10.0",
  "2.0.0"
]

describe("versions", () => {
  it("are in the order in which they come out", () => {
    for (const [at, one] of inOrder.entries())
      for (const [other, text] of inOrder.entries())
        assert.strictEqual(byAge(read(one), read(text)), Math.sign(at - other), `${one} and ${text}`)
  })

  it("are the same with a v in front, and whatever they were built of", () => {
    assert.strictEqual(byAge(read("v5.1.0"), read("5.1.0+build.7")), 0)
    assert.strictEqual(inText(read("v5.1.0-RC.1+7")), "5.1.0-RC.1")
  })

  it.each(["", "5", "5.1", "5.1.0.1", "05.1.0", "release-5", "5.1.0-", "5.1.x", `5.1.0-${"a".repeat(200)}`])(
    "are not read from %j",
    (text) => {
      assert.isUndefined(versionOf(text))
    }
  )
})
