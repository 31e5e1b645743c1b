/** The containers of a Plex Media Server, as far as they are read here. */
import { Option, Schema } from "effect"
import { createHash } from "node:crypto"
import { mostPath, mostTitle } from "../../domain/text/Bounds.ts"
import { Line, list, maybe, Prose } from "../sources/reading/TolerantJson.ts"

/** What is of no use in part. */
const Whole = Schema.String.pipe(Schema.maxLength(mostTitle))

/** Numbers in Plex's description of itself, texts in its answers. They become a part of a path, as they are and not "..". */
export const Id = Schema.Union(
  Schema.String.pipe(Schema.pattern(/^\w[\w.:-]{0,99}$/)),
  Schema.Number.pipe(
    Schema.transform(Schema.String, {
      strict: true,
      decode: String,
      encode: Number
    })
  )
)

const container = <Fields extends Schema.Struct.Fields>(fields: Fields) =>
  Schema.Struct({ MediaContainer: Schema.Struct(fields) })

export const Identity = container({ machineIdentifier: Whole, version: Whole })

export const Providers = container({
  MetadataAgentProvider: list(Schema.Struct({ id: Id, identifier: Whole, title: maybe(Line), uri: maybe(Whole) }))
})

const Path = Schema.String.pipe(Schema.maxLength(mostPath))

const Members = list(Schema.Struct({ metadataAgentProviderId: Id }))

export const Agents = container({
  MetadataAgentProviderGroup: list(
    Schema.Struct({
      id: Id,
      title: maybe(Line),
      primaryIdentifier: Whole,
      // The one in Plex's examples, the other in its schema.
      MetadataAgentProviderGroupItem: Members,
      MetadataAgentGroupItem: Members
    })
  )
})

export const Sections = container({
  Directory: list(
    Schema.Struct({
      key: Id,
      title: maybe(Line),
      type: Schema.String,
      agent: maybe(Whole),
      metadataAgentProviderGroupId: maybe(Id),
      Location: list(Schema.Struct({ path: Path }))
    })
  )
})

const Item = Schema.Struct({
  ratingKey: maybe(Id),
  title: Line,
  year: maybe(Schema.Int),
  guid: maybe(Whole),
  Guid: list(Schema.Struct({ id: Whole })),
  summary: Prose,
  rating: maybe(Schema.Number),
  Field: list(Schema.Struct({ name: Whole, locked: maybe(Schema.Boolean) })),
  Media: list(Schema.Struct({ Part: list(Schema.Struct({ file: maybe(Path) })) }))
})

export const Items = container({
  size: maybe(Schema.Int),
  offset: maybe(Schema.Int),
  totalSize: maybe(Schema.Int),
  /** How many there are counts for paging, readable or not. */
  Metadata: Schema.optionalWith(Schema.Array(Schema.Unknown), { default: () => [] })
})

export const decodeItem = Schema.decodeUnknownOption(Item)

const decodeNumbered = Schema.decodeUnknownOption(Schema.Struct({ ratingKey: Id }))

/** By what an item is known again: Plex's number of it, or else all that is told of it. */
export const identityOf = (raw: unknown): string =>
  Option.match(decodeNumbered(raw), {
    onSome: ({ ratingKey }) => ratingKey,
    onNone: () => createHash("sha256").update(JSON.stringify(raw)).digest("base64")
  })
