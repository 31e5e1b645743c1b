/** The containers of a Plex Media Server, as far as they are read here. */
import { Schema } from "effect"
import { JsonText } from "../../domain/text/Json.ts"
import { Address, list, maybe, Text } from "../shared/TolerantJson.ts"

/** Numbers in Plex's description of itself, texts in its answers. */
const Id = Schema.Union(
  Schema.String,
  Schema.Number.pipe(
    Schema.transform(Schema.String, {
      strict: true,
      decode: String,
      encode: Number
    })
  )
)

/** A library may come in one piece, all its films with all their files. */
const mostValues = Number.POSITIVE_INFINITY

const container = <Fields extends Schema.Struct.Fields>(fields: Fields) =>
  JsonText(Schema.Struct({ MediaContainer: Schema.Struct(fields) }), mostValues)

export const Identity = container({ machineIdentifier: Schema.String, version: Schema.String })

export const Providers = container({
  MetadataAgentProvider: list(Schema.Struct({ id: Id, identifier: Schema.String, title: Text, uri: maybe(Address) }))
})

const Members = list(Schema.Struct({ metadataAgentProviderId: Id }))

export const Agents = container({
  MetadataAgentProviderGroup: list(
    Schema.Struct({
      id: Id,
      title: Text,
      primaryIdentifier: Schema.String,
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
      title: Text,
      type: Schema.String,
      Location: list(Schema.Struct({ path: Schema.String }))
    })
  )
})

const Item = Schema.Struct({
  title: Schema.String,
  year: maybe(Schema.Int),
  guid: maybe(Address),
  Guid: list(Schema.Struct({ id: Schema.String })),
  Media: list(Schema.Struct({ Part: list(Schema.Struct({ file: maybe(Schema.String) })) }))
})

export const Items = container({
  size: maybe(Schema.Int),
  offset: maybe(Schema.Int),
  totalSize: maybe(Schema.Int),
  /** How many there are counts for paging, readable or not. */
  Metadata: Schema.optionalWith(Schema.Array(Schema.Unknown), { default: () => [] })
})

export const decodeItem = Schema.decodeUnknownOption(Item)
