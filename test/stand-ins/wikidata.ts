/** A small Wikidata of invented items, which answers as the Action API does. */
import { words } from "../../src/domain/titles/Comparison.ts"
import { json, type Reply, type Request } from "./http.ts"

type Rank = "preferred" | "normal" | "deprecated"

/** A statement with a value, of some rank. */
export const says = (value: unknown, rank: Rank = "normal") => ({
  type: "statement",
  rank,
  mainsnak: { snaktype: "value", datavalue: { value } }
})

/** A statement that there is something, but nobody knows what. */
export const somewhat = { type: "statement", rank: "normal", mainsnak: { snaktype: "somevalue" } }

export const item = (id: string) => ({ "entity-type": "item", id })

/** A date of which the year (9), the month (10) or the day (11) is known. */
export const dated = (time: string, precision = 11) => ({ time: `+${time}T00:00:00Z`, precision, timezone: 0 })

export const inLanguage = (text: string, language: string) => ({ text, language })

export interface Item {
  readonly labels?: Readonly<Record<string, string>>
  readonly aliases?: Readonly<Record<string, ReadonlyArray<string>>>
  readonly articles?: Readonly<Record<string, string>>
  readonly claims?: Readonly<Record<string, ReadonlyArray<unknown>>>
}

const termed = (texts: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(texts).map(([language, value]) => [language, { language, value }]))

/** An item as `wbgetentities` tells it; maps without members are lists, as they may be. */
const entityOf = (id: string, { aliases = {}, articles = {}, claims = {}, labels = {} }: Item) => {
  const listed = (map: Readonly<Record<string, unknown>>) => (Object.keys(map).length === 0 ? [] : map)
  return {
    type: "item",
    id,
    labels: listed(termed(labels)),
    aliases: listed(
      Object.fromEntries(
        Object.entries(aliases).map(([language, texts]) => [language, texts.map((value) => ({ language, value }))])
      )
    ),
    sitelinks: listed(Object.fromEntries(Object.entries(articles).map(([site, title]) => [site, { site, title }]))),
    claims: listed(claims)
  }
}

/** The items by their ids; `merged` are ids that lead to others. */
export const wikidata =
  (items: Readonly<Record<string, Item>>, merged: Readonly<Record<string, string>> = {}) =>
  ({ url }: Pick<Request, "url">): Reply => {
    const asked = (name: string) => url.searchParams.get(name) ?? ""
    const namesOf = ({ aliases = {}, labels = {} }: Item) => [
      ...Object.values(labels),
      ...Object.values(aliases).flat()
    ]
    const all = Object.entries(items)
    if (asked("action") === "wbgetentities") {
      const entities = asked("ids")
        .split("|")
        .map((id) => {
          const known = items[merged[id] ?? id]
          return [id, known === undefined ? { id, missing: "" } : entityOf(merged[id] ?? id, known)]
        })
      return json({ entities: Object.fromEntries(entities), success: 1 })
    }
    if (asked("action") === "wbsearchentities") {
      const beginning = words(asked("search")).join(" ")
      const search = all.flatMap(([id, known]) => {
        const text = namesOf(known).find((name) => words(name).join(" ").startsWith(beginning))
        return text === undefined ? [] : [{ id, label: text, match: { type: "label", language: "en", text } }]
      })
      return json({ search, success: 1 })
    }
    // Ranks make no difference here, and case neither; accents do.
    const holds = ({ claims = {} }: Item, property: string, value: string) =>
      JSON.stringify(claims[property] ?? []).includes(`"value":"${value}"`)
    const [, property = "", value = ""] = /^haswbstatement:(P\d+)=([^*\s]+)$/.exec(asked("srsearch")) ?? []
    const [, label] = /^inlabel:"([^"]*)@\*" haswbstatement:P345=tt\*\|P4947\|P4983$/.exec(asked("srsearch")) ?? []
    const inARow = (text: string) =>
      ` ${
        text
          .toLowerCase()
          .match(/[\p{L}\p{N}]+/gu)
          ?.join(" ") ?? ""
      } `
    const search = all
      .filter(([, known]) =>
        label === undefined
          ? holds(known, property, value)
          : namesOf(known).some((name) => inARow(name).includes(inARow(label))) &&
            JSON.stringify(known.claims?.["P345"] ?? []).includes('"tt')
      )
      .map(([id]) => ({ ns: 0, title: Object.entries(merged).find(([, to]) => to === id)?.[0] ?? id }))
    return json({ batchcomplete: "", query: { search } })
  }
