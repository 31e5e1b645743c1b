/**
 * Wikidata's answers, as far as they are used. Statements that its people marked as wrong (`deprecated`), and those without a value,
 * are as if they were not there; a map without members may arrive as an empty list.
 */
import { Option, ParseResult, Predicate, Schema } from "effect"
import { mostLookedAt } from "../../../domain/text/Bounds.ts"
import { Line, items, list, maybe, someItems, Text } from "../reading/TolerantJson.ts"

/** What an item is called, such as `Q83495`. */
export const ItemId = Schema.String.pipe(Schema.pattern(/^Q[1-9]\d{0,11}$/))

/** `list=search`: the items found, the best known first. */
export const SearchAnswer = Schema.Struct({
  query: Schema.Struct({ search: someItems(Schema.Struct({ title: ItemId })) })
})

/** `action=wbsearchentities`: the items of which some name begins so, and that name. */
export const BeginningAnswer = Schema.Struct({
  search: items(Schema.Struct({ id: ItemId, label: Text, match: maybe(Schema.Struct({ text: Text })) }))
})

/** What stands in the place of an answer, with status 200 as well. */
export const Refusal = Schema.Struct({ error: Schema.Struct({ code: Text }) })

/** Languages that a name may be in: there are some three hundred. */
const mostTerms = 600

const Term = Schema.Struct({ language: Line, value: Line })
export type Term = typeof Term.Type

/** The members of a map, whatever their keys; those that are lists, member by member. */
const membersOf = (value: unknown): ReadonlyArray<unknown> =>
  Predicate.isRecord(value) ? Object.values(value).slice(0, mostLookedAt).flat() : []

const terms = <A, I>(term: Schema.Schema<A, I>) => {
  const decode = Schema.decodeUnknownOption(term)
  return Schema.optionalWith(
    Schema.transform(Schema.Unknown, Schema.Array(Schema.typeSchema(term)), {
      strict: true,
      decode: (value) =>
        membersOf(value)
          .slice(0, mostLookedAt)
          .flatMap((member) => Option.toArray(decode(member)))
          .slice(0, mostTerms),
      encode: (value) => value
    }),
    { default: () => [] }
  )
}

/** Statements with values of this form. */
const statements = <A, I>(value: Schema.Schema<A, I>) =>
  list(
    Schema.Struct({
      rank: Schema.Literal("preferred", "normal"),
      mainsnak: Schema.Struct({ datavalue: Schema.Struct({ value }) })
    })
  )

const texts = statements(Line)
const others = statements(Schema.Struct({ id: ItemId }))
const inLanguage = statements(Schema.Struct({ text: Line, language: Line }))
const times = statements(Schema.Struct({ time: Line, precision: Schema.Number }))

const Claims = Schema.Struct({
  /** Of what kind it is. */
  P31: others,
  /** Ids of IMDb; films and series of TMDB; series and films of TheTVDB; series of TVmaze; films and series of Plex. */
  P345: texts,
  P4947: texts,
  P4983: texts,
  P4835: texts,
  P12196: texts,
  P8600: texts,
  P11460: texts,
  /** The title, and the name in its own language. */
  P1476: inLanguage,
  P1705: inLanguage,
  /** First shown, first episode. */
  P577: times,
  P580: times,
  /** Directors, creators. */
  P57: others,
  P170: others,
  /** Language and countries. */
  P364: others,
  P495: others
})
export type Claims = typeof Claims.Type

const noClaims = Schema.decodeUnknownSync(Claims)({})

/** An item. */
export const Entity = Schema.Struct({
  id: ItemId,
  labels: terms(Term),
  aliases: terms(Term),
  sitelinks: terms(Schema.Struct({ site: Line, title: Line })),
  claims: Schema.optionalWith(
    Schema.transform(Schema.Unknown, Schema.typeSchema(Claims), {
      strict: true,
      decode: (value) => Option.getOrElse(decodeClaims(value), () => noClaims),
      encode: (value) => value
    }),
    { default: () => noClaims }
  )
})
export type Entity = typeof Entity.Type

const decodeClaims = Schema.decodeUnknownOption(Claims)
const decodeEntity = Schema.decodeUnknownOption(Entity)

const Map_ = Schema.declare((value): value is Readonly<Record<string, unknown>> => Predicate.isReadonlyRecord(value))

/**
 * `action=wbgetentities`: items by the ids that were asked, which may lead to an item of another id, after a merger. What does not
 * exist is left out; an answer of which nothing can be read is none.
 */
export const EntitiesAnswer = Schema.Struct({
  entities: Schema.transformOrFail(
    Map_,
    Schema.ReadonlyMapFromSelf({ key: Schema.String, value: Schema.typeSchema(Entity) }),
    {
      strict: true,
      decode: (value, _, ast) => {
        const there = Object.entries(value).filter(([, one]) => !Predicate.hasProperty(one, "missing"))
        const found = there.flatMap(([id, one]) =>
          Option.match(decodeEntity(one), { onNone: () => [], onSome: (entity) => [[id, entity] as const] })
        )
        return there.length > 0 && found.length === 0
          ? ParseResult.fail(new ParseResult.Type(ast, [], "no item can be read"))
          : ParseResult.succeed(new Map(found))
      },
      encode: (value) => ParseResult.succeed(Object.fromEntries(value))
    }
  )
})
