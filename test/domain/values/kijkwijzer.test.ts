import { assert, describe, it } from "@effect/vitest"
import { FastCheck } from "effect"
import { Kijkwijzer, kijkwijzerOf, toContentRating } from "../../../src/domain/values/Kijkwijzer.ts"

describe("Kijkwijzer", () => {
  it.each([
    ["ALL", "AL"],
    ["AL", "AL"],
    ["al", "AL"],
    ["Alle leeftijden", "AL"],
    ["nl/AL", "AL"],
    ["_6", "6"],
    ["_9", "9"],
    ["_12", "12"],
    ["_14", "14"],
    ["_16", "16"],
    ["_18", "18"],
    ["6", "6"],
    [12, "12"],
    ["nl/12", "12"],
    ["NL/16", "16"],
    [" 14 ", "14"],
    ["12 jaar", "12"],
    ["12+", "12"],
    ["16 +", "16"]
  ])("reads %j as %s", (value, age) => {
    assert.strictEqual(kijkwijzerOf(value), age)
  })

  const words = "NOT_YET_RATED|_7|7|0|| |NR|N/A|nl/|nl/NR|de/12|PG-13|R|-|?|_|jaar|12 13|120|nog niet beoordeeld".split(
    "|"
  )
  const others = [0, 7, 12.5, -12, Number.NaN, null, undefined, true, {}, ["12"]]
  it.each([...words, ...others])("reads no rating in %j: a placeholder would stay in Plex", (value) => {
    assert.isUndefined(kijkwijzerOf(value))
  })

  it.each(Kijkwijzer.literals)("reads back what it writes for %s", (age) => {
    assert.strictEqual(toContentRating(age), `nl/${age}`)
    assert.strictEqual(kijkwijzerOf(toContentRating(age)), age)
  })

  it.prop("reads nothing but ages, whatever it is given", [FastCheck.anything()], ([value]) => {
    assert.include([undefined, ...Kijkwijzer.literals], kijkwijzerOf(value))
  })
})
