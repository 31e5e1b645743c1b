/** The data from which Startpage's page draws itself: `React.createElement(UIStartpage.AppSerpWeb, {…})`. */
import { Option, Predicate, Schema } from "effect"
import { JsonText, valueAt } from "../../../domain/text/Json.ts"
import { firstOf } from "../reading/TolerantJson.ts"

/**
 * The links of the web results in that data, ads left out. Empty only when the data counts no result at all; `undefined`
 * when there is no such data, or when what it counts and what it lists do not agree.
 */
export const webResults = (html: string): ReadonlyArray<string> | undefined => {
  const blocks = Option.match(decode(objectBehind(html, marker)), {
    onNone: () => [],
    onSome: ({ render }) =>
      render.presenter.regions.mainline.filter(({ display_type }) => display_type.startsWith("web-"))
  })
  const links = blocks.flatMap(({ results }) => results.map(linkOf)).filter((link) => link !== undefined)
  if (links.length > 0) return links
  const countsNone = blocks.every(({ presented_count, results }) => presented_count === 0 && results.length === 0)
  return blocks.length > 0 && countsNone ? [] : undefined
}

const marker = /React\.createElement\(\s*UIStartpage\.AppSerpWeb\s*,\s*(?=\{)/

const Block = Schema.Struct({
  display_type: Schema.String,
  presented_count: Schema.optional(Schema.Number),
  results: Schema.optionalWith(firstOf(Schema.Unknown), { default: () => [] })
})

const decode = Schema.decodeOption(
  JsonText(
    Schema.Struct({
      render: Schema.Struct({
        presenter: Schema.Struct({ regions: Schema.Struct({ mainline: firstOf(Block) }) })
      })
    })
  )
)

const linkOf = (result: unknown): string | undefined =>
  Predicate.hasProperty(result, "clickUrl") && Predicate.isString(result.clickUrl) ? result.clickUrl : undefined

/** The text of the JSON object behind a marker. */
const objectBehind = (html: string, marker: RegExp): string => {
  const found = marker.exec(html)
  return (found === null ? undefined : valueAt(html, found.index + found[0].length)) ?? ""
}
