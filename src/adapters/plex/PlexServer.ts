/** `PlexServerPort` over the HTTP interface of a Plex Media Server. */
import { Chunk, Effect, Layer, Option, Stream } from "effect"
import type { MediaKind } from "../../domain/values/Media.ts"
import { plexTypes } from "../../domain/plex/Provider.ts"
import { mostLibrary, mostListed } from "../../domain/text/Bounds.ts"
import { urlPart } from "../../domain/text/UrlPart.ts"
import {
  mostDetails,
  type PlexDetails,
  type PlexItem,
  type PlexSection,
  PlexServerError,
  PlexServerPort
} from "../../ports/PlexServerPort.ts"
import { make as makeCall, type PlexOptions, type Question } from "./PlexCall.ts"
import { Agents, decodeItem, Identity, identityOf, Items, Providers, Sections } from "./PlexJson.ts"

const providersPath = "/media/providers/metadata"
const agentsPath = `${providersPath}/group`

/** Items of a page: a library of thousands in few requests, none of them heavy. */
const pageSize = 200
/** A server may make its pages smaller, but not so small that a library never ends. */
const mostPages = 1000

/** How far a library has been read. */
interface Place {
  readonly start: number
  readonly pages: number
}

/** Plex knows a work by three. */
const mostIds = 10

const kinds: Readonly<Record<string, MediaKind>> = { movie: "film", show: "series" }
const typeOf: Readonly<Record<MediaKind, number>> = { film: plexTypes.movie, series: plexTypes.show }

const get = (path: string, parameters: Readonly<Record<string, string>> = {}): Question => ({
  method: "GET",
  path,
  parameters
})

/** Speaks with one server. */
export const make = Effect.fn("PlexServer.make")(function* (options: PlexOptions) {
  const { ask, failed, read } = yield* makeCall(options)

  /** `known` are the items of the pages before. What comes again is left out; a page of nothing else is the last. */
  const page = (section: PlexSection, { pages, start }: Place, known: Set<string>) => {
    const question = {
      ...get(`/library/sections/${urlPart(section.key)}/all`, {
        type: String(typeOf[section.kind]),
        includeGuids: "1"
      }),
      headers: { "x-plex-container-start": String(start), "x-plex-container-size": String(pageSize) }
    }
    return Effect.flatMap(read(Items, question), ({ MediaContainer: { Metadata, offset, totalSize } }) => {
      const end = start + Metadata.length
      const named = Metadata.map((raw) => {
        const item = decodeItem(raw)
        return { item, identity: Option.getOrUndefined(item)?.ratingKey ?? identityOf(raw) }
      })
      const fresh = named.filter(({ identity }) => !known.has(identity))
      for (const { identity } of fresh) known.add(identity)
      // Without an offset it was no page but the whole list; Plex may also make pages smaller, and leave the total out.
      const paged = (offset === undefined ? totalSize !== undefined : offset === start) && fresh.length > 0
      // A total of less than there is already tells nothing.
      const more = paged && totalSize !== end
      if (known.size > mostLibrary || (more && pages >= mostPages))
        return failed(question, "NotPlex", `the library does not end within ${known.size} titles`)
      const items = fresh.flatMap(({ item }) => Option.toArray(Option.map(item, itemOf)))
      const next: Option.Option<Place> = more ? Option.some({ start: end, pages: pages + 1 }) : Option.none()
      return Effect.succeed([Chunk.fromIterable(items), next] as const)
    })
  }

  // The one is what Plex documents, the other what older servers know.
  const libraries = Effect.catchIf(
    read(Sections, get("/library/sections/all")),
    ({ reason }) => reason === "Missing" || reason === "Rejected",
    () => read(Sections, get("/library/sections"))
  )

  return PlexServerPort.of({
    version: Effect.map(
      // Whatever else answers there, it does not have this.
      Effect.mapError(read(Identity, get("/identity")), (error) =>
        error.reason === "Missing" || error.reason === "Rejected"
          ? new PlexServerError({ reason: "NotPlex", address: error.address, tried: error.tried, detail: error.detail })
          : error
      ),
      ({ MediaContainer }) => MediaContainer.version
    ),
    providers: Effect.map(read(Providers, get(providersPath)), ({ MediaContainer }) =>
      MediaContainer.MetadataAgentProvider.map(({ id, identifier, title, uri }) => ({
        id,
        identifier,
        title: title ?? identifier,
        address: uri
      }))
    ),
    addProvider: (address) => Effect.asVoid(ask({ method: "POST", path: providersPath, parameters: { uri: address } })),
    moveProvider: (id, address) =>
      Effect.asVoid(ask({ method: "PUT", path: `${providersPath}/${urlPart(id)}`, parameters: { uri: address } })),
    agents: Effect.map(read(Agents, get(agentsPath)), ({ MediaContainer }) =>
      MediaContainer.MetadataAgentProviderGroup.map((group) => ({
        id: group.id,
        title: group.title ?? group.primaryIdentifier,
        primary: group.primaryIdentifier,
        members: [...group.MetadataAgentProviderGroupItem, ...group.MetadataAgentGroupItem].map(
          (member) => member.metadataAgentProviderId
        )
      }))
    ),
    addAgent: ({ title, primary }) =>
      Effect.asVoid(ask({ method: "POST", path: agentsPath, parameters: { title, primaryIdentifier: primary } })),
    addToAgent: (agentId, providerId, place = "behind") =>
      Effect.asVoid(
        ask({
          method: "PUT",
          path: `${agentsPath}/${urlPart(agentId)}/items/${urlPart(providerId)}`,
          // So Plex calls the place before all others.
          ...(place === "before" ? { parameters: { after: "-1" } } : {})
        })
      ),
    sections: Effect.map(libraries, ({ MediaContainer }) =>
      MediaContainer.Directory.slice(0, mostListed).flatMap((directory) => {
        const { agent, key, metadataAgentProviderGroupId: agentId, title, type, Location } = directory
        const kind = kinds[type]
        return kind === undefined
          ? []
          : [
              {
                key,
                title: title ?? key,
                kind,
                ...(agent === undefined ? {} : { agent }),
                ...(agentId === undefined ? {} : { agentId }),
                folders: Location.slice(0, mostListed).map(({ path }) => path)
              }
            ]
      })
    ),
    useAgent: ({ key }, { id, primary }) =>
      Effect.asVoid(
        ask({
          method: "PUT",
          path: `/library/sections/${urlPart(key)}`,
          // Without the first Plex says no, without the second it never asks the provider.
          parameters: { agent: primary, ...(id === undefined ? {} : { metadataAgentProviderGroupId: id }) }
        })
      ),
    refresh: ({ key }) => {
      const question = { path: `/library/sections/${urlPart(key)}/refresh`, parameters: { force: "1" } }
      // Servers before 1.43.4 know it by GET alone.
      return Effect.asVoid(
        Effect.catchIf(
          ask({ method: "POST", ...question }),
          ({ reason }) => reason === "Missing" || reason === "Rejected",
          () => ask({ method: "GET", ...question })
        )
      )
    },
    removeProvider: (id) => Effect.asVoid(ask({ method: "DELETE", path: `${providersPath}/${urlPart(id)}` })),
    removeAgent: (id) => Effect.asVoid(ask({ method: "DELETE", path: `${agentsPath}/${urlPart(id)}` })),
    details: (keys) =>
      keys.length === 0
        ? Effect.succeed([])
        : read(Items, get(`/library/metadata/${keys.slice(0, mostDetails).map(urlPart).join(",")}`)).pipe(
            Effect.map(({ MediaContainer: { Metadata } }) => Metadata.flatMap(detailsOf)),
            // None of them is there any more.
            Effect.catchIf(
              ({ reason }) => reason === "Missing",
              () => Effect.succeed([])
            )
          ),
    refreshItem: (key) => Effect.asVoid(ask({ method: "PUT", path: `/library/metadata/${urlPart(key)}/refresh` })),
    matchItem: (key, { guid, name, year }) =>
      Effect.asVoid(
        ask({
          method: "PUT",
          path: `/library/metadata/${urlPart(key)}/match`,
          parameters: { guid, name, ...(year === undefined ? {} : { year: String(year) }) }
        })
      ),
    rate: (key, { locked, value }) =>
      Effect.asVoid(
        ask({
          method: "PUT",
          path: `/library/metadata/${urlPart(key)}`,
          parameters: { rating: value === undefined ? "" : String(value), "rating.locked": locked ? "1" : "0" }
        })
      ),
    items: (section) =>
      Stream.suspend(() => {
        const known = new Set<string>()
        return Stream.paginateChunkEffect({ start: 0, pages: 1 }, (place: Place) => page(section, place, known))
      })
  })
})

/** One server, asked through any HttpClient that does not follow redirects. */
export const layer = (options: PlexOptions) => Layer.effect(PlexServerPort, make(options))

type Item = Option.Option.Value<ReturnType<typeof decodeItem>>

const itemOf = ({ ratingKey, title, year, guid, Guid, summary, rating, Media }: Item): PlexItem => ({
  key: ratingKey,
  title,
  year,
  guid,
  ids: Guid.slice(0, mostIds).map(({ id }) => id),
  file: Media.flatMap(({ Part }) => Part).flatMap(({ file }) => file ?? [])[0],
  summary: summary === "" ? undefined : summary,
  rating
})

const detailsOf = (raw: unknown): ReadonlyArray<PlexDetails> =>
  Option.match(decodeItem(raw), {
    onNone: () => [],
    onSome: (item) =>
      item.ratingKey === undefined
        ? []
        : [
            {
              ...itemOf(item),
              key: item.ratingKey,
              locked: item.Field.filter(({ locked }) => locked === true).map(({ name }) => name)
            }
          ]
  })
