/** The check of all regular expressions sees them wherever they are written, and tells a slow one from a quick one. */
import { assert, it } from "@effect/vitest"
import { expressionsIn, fault } from "../../scripts/expressions.mjs"

const sourcesIn = (text: string) => expressionsIn("some.ts", text).map(({ source, flags }) => [source, flags])

it("finds literals, and expressions that are put together", () => {
  assert.deepStrictEqual(sourcesIn("const a = /x+y/giu.test(text); text.split(/[/]/)"), [
    ["x+y", "giu"],
    ["[/]", ""]
  ])
  assert.deepStrictEqual(sourcesIn('const words = "a|b"\nconst all = new RegExp(`^(${words})` + "$", "i")'), [
    ["^(a|b)$", "i"]
  ])
})

it("does not pass over what it cannot see", async () => {
  const [one] = expressionsIn("some.ts", "const of = (name: string) => new RegExp(`^${name}$`)")
  if (one === undefined) return assert.fail("nothing was found")
  assert.match((await fault(one)) ?? "", /cannot be checked/)
})

it.each([
  ["^(?:foutcode ?)*[45]", undefined],
  ["^((code|fout|foutcode) ?)*x$", "exponential"],
  ["\\s+$", "polynomial"],
  ["geen [^.]{0,40}gevonden", undefined]
])("judges %s", { timeout: 60_000 }, async (source, expected) => {
  const found = await fault({ source, flags: "" })
  if (expected === undefined) assert.isUndefined(found)
  else assert.include(found ?? "", expected)
})
