/** A Plex Media Server as its administrator meets it: providers, agents, libraries; over HTTP, from memory. */
import { Effect, Option, Schema } from "effect"
import { type Asked, type Handler, type Reply, standIn } from "./server.ts"

interface Provider {
  readonly id: number
  readonly identifier: string
  readonly title: string
  uri?: string
}

interface Group {
  readonly id: number
  readonly title: string
  readonly primaryIdentifier: string
  readonly members: Array<number>
}

/** A title of a library, as Plex lists it; `Field` only where it is asked for by its number. */
export interface Listed {
  readonly ratingKey?: string
  summary?: string | undefined
  rating?: number | undefined
  Field?: ReadonlyArray<{ readonly name: string; readonly locked: boolean }>
  readonly title?: string
  readonly year?: number
  readonly guid?: string
  readonly Guid?: ReadonlyArray<{ readonly id: string }>
  readonly Media?: ReadonlyArray<{ readonly Part: ReadonlyArray<{ readonly file: string }> }>
}

export interface Library {
  readonly key: string
  readonly title: string
  readonly type: "movie" | "show" | "artist"
  readonly folders?: ReadonlyArray<string>
  /** The identifier of the provider in front of its agent. */
  readonly agent?: string
  /** The id of its agent. */
  readonly metadataAgentProviderGroupId?: string
  readonly items: ReadonlyArray<Listed>
}

/** A library that may get another agent. */
type Movable = { -readonly [Field in keyof Library]: Library[Field] }

interface Options {
  readonly libraries?: ReadonlyArray<Library>
  /** Answers in the place of Plex; `undefined` leaves it to Plex. */
  readonly instead?: Handler
  /** Ignores what a page should hold, and answers the whole list. */
  readonly unpaged?: boolean
  /** Pages are no longer than this, whatever is asked. */
  readonly atMost?: number
  /** Leaves out how many there are in all, as Plex may. */
  readonly untold?: boolean
  /** Lists its libraries where servers did before there was a description of them. */
  readonly older?: boolean
  /** By which it tells who it is. */
  readonly machine?: string
}

export const token = "plex-token-Xq7"

/** What answers at an address that there is none of: a provider at every one that ends as ours do. */
const madeUp = (uri: string): Pick<Provider, "identifier" | "title"> | undefined => {
  if (/^http:\/\/provider\.test:5100(?:\/movies)?$/.test(uri))
    return { identifier: "tv.plex.agents.custom.vpro.cinema", title: "VPRO Cinema" }
  return /^http:\/\/provider\.test:5100\/(?:tv|series)$/.test(uri)
    ? { identifier: "tv.plex.agents.custom.vpro.cinema.tv", title: "VPRO Cinema (series)" }
    : undefined
}

/** What Plex reads at an address before it takes it. */
const MediaProvider = Schema.Struct({
  MediaProvider: Schema.Struct({
    identifier: Schema.String,
    title: Schema.String,
    Types: Schema.NonEmptyArray(Schema.Unknown)
  })
})

const readRoot = async (uri: string): Promise<Pick<Provider, "identifier" | "title"> | undefined> => {
  if (!/^http:\/\/127\.0\.0\.1:\d+\//.test(uri)) return madeUp(uri)
  const answer = await fetch(uri, { headers: { accept: "application/json", "user-agent": "PlexMediaServer/1.43.2" } })
  const root = Schema.decodeUnknownOption(MediaProvider)(await answer.json())
  return Option.getOrUndefined(root)?.MediaProvider
}

/** What Plex takes over of a title. */
const Metadata = Schema.Struct({
  MediaContainer: Schema.Struct({
    Metadata: Schema.NonEmptyArray(Schema.Struct({ summary: Schema.optional(Schema.String) }))
  })
})

/** Asks the provider that a title was matched with for it; a provider that is not of this machine is not there. */
const renew = async (item: Listed, providers: ReadonlyArray<Provider>): Promise<void> => {
  const [identifier = "", path = ""] = (item.guid ?? "").split("://")
  const uri = providers.find((one) => one.identifier === identifier)?.uri
  if (uri?.startsWith("http://127.0.0.1:") !== true) return
  const key = path.slice(path.indexOf("/") + 1)
  const headers = { accept: "application/json", "user-agent": "PlexMediaServer/1.43.2" }
  const answer = await fetch(`${uri}/library/metadata/${key}`, { headers })
  const told = Schema.decodeUnknownOption(Metadata)(await answer.json())
  if (Option.isSome(told)) item.summary = told.value.MediaContainer.Metadata[0].summary ?? item.summary
}

const html = (status: number, reason: string): Reply => ({
  status,
  headers: { "content-type": "text/html" },
  body: `<html><head><title>${reason}</title></head><body><h1>${status} ${reason}</h1></body></html>`
})

/** An answer as Plex gives them. */
export const container = (members: object, headers: Readonly<Record<string, string>> = {}): Reply => ({
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify({ MediaContainer: members })
})

/** Lists the titles of any library as it likes: given where a page should begin and how long it should be. */
export const listing =
  (members: (start: number, size: number) => object): Handler =>
  ({ headers, url }) =>
    /^\/library\/sections\/[^/]+\/all\?/.test(url)
      ? container(members(Number(headers["x-plex-container-start"]), Number(headers["x-plex-container-size"])))
      : undefined

/** Begins an answer and never ends it: a byte now and then. */
export const dripping: Handler = (_, response) => {
  response.writeHead(200, { "content-type": "application/json" })
  const drip = setInterval(() => response.write(" "), 5)
  response.on("close", () => clearInterval(drip))
  return undefined
}

/** The server, what it was asked, and what it holds by now. */
export const plex = Effect.fn("StandIn.plex")(function* ({
  atMost = Number.POSITIVE_INFINITY,
  instead,
  libraries: held = [],
  machine = "m",
  older = false,
  unpaged = false,
  untold = false
}: Options = {}) {
  let next = 20
  const providers: Array<Provider> = [
    { id: 11, identifier: "tv.plex.agents.movie", title: "Plex Movie" },
    { id: 12, identifier: "tv.plex.agents.series", title: "Plex TV Series" },
    { id: 13, identifier: "tv.plex.agents.localmedia", title: "Plex Local Media" }
  ]
  const groups: Array<Group> = []
  const libraries = held.map((library): Movable => ({ ...library, items: library.items.map((item) => ({ ...item })) }))
  const refreshed: Array<string> = []
  const refreshedItems: Array<string> = []

  const useAgent = (library: Movable, agent: string, groupId: string): Reply => {
    if (groupId === "" && providers.some(({ identifier, uri }) => identifier === agent && uri === undefined)) {
      library.agent = agent
      delete library.metadataAgentProviderGroupId
      return { status: 200 }
    }
    const group = groups.find(({ id }) => String(id) === groupId)
    if (group?.primaryIdentifier !== agent) return html(400, "Bad Request")
    library.agent = agent
    library.metadataAgentProviderGroupId = groupId
    return { status: 200 }
  }

  const shownProvider = ({ id, ...rest }: Provider) => ({ id: String(id), ...rest, agentType: "primary", online: true })
  const shownGroup = ({ id, members, primaryIdentifier, title }: Group) => ({
    id: String(id),
    title,
    primaryIdentifier,
    MetadataAgentProviderGroupItem: members.map((member, at) => ({
      id: String(100 * id + at),
      metadataAgentProviderGroupId: String(id),
      metadataAgentProviderId: String(member),
      order: (at + 1) * 1000
    }))
  })

  const addProvider = (uri: string, root = madeUp(uri)): Reply => {
    if (root === undefined) return html(400, "Bad Request")
    if (providers.some(({ identifier }) => identifier === root.identifier)) return html(409, "Conflict")
    const added = { id: next++, ...root, uri }
    providers.push(added)
    return container({ size: 1, MetadataAgentProvider: [shownProvider(added)] })
  }

  const moveProvider = (id: number, uri: string, root: Pick<Provider, "identifier"> | undefined): Reply => {
    const known = providers.find((provider) => provider.id === id)
    if (known === undefined || root?.identifier !== known.identifier) return html(400, "Bad Request")
    known.uri = uri
    return container({ size: 1, MetadataAgentProvider: [shownProvider(known)] })
  }

  const addGroup = (title: string, primaryIdentifier: string): Reply => {
    const primary = providers.find(({ identifier }) => identifier === primaryIdentifier)
    if (primary === undefined || title === "") return html(400, "Bad Request")
    const added = { id: next++, title, primaryIdentifier, members: [primary.id] }
    groups.push(added)
    return container({ size: 1, MetadataAgentProviderGroup: [shownGroup(added)] })
  }

  const addMember = (groupId: number, providerId: number, after = ""): Reply => {
    const group = groups.find(({ id }) => id === groupId)
    if (group === undefined || !providers.some(({ id }) => id === providerId)) return html(400, "Bad Request")
    if (!group.members.includes(providerId)) {
      if (after === "-1") group.members.unshift(providerId)
      else group.members.push(providerId)
    }
    return container({ size: 0, MetadataAgentProviderGroupItem: [] })
  }

  const removeProvider = (id: number): Reply => {
    const at = providers.findIndex((provider) => provider.id === id)
    if (at < 0) return html(404, "Not Found")
    if (providers[at]?.uri === undefined) return html(400, "Bad Request")
    if (groups.some(({ members }) => members.includes(id))) return html(403, "Forbidden")
    providers.splice(at, 1)
    return { status: 200 }
  }

  const removeGroup = (id: number): Reply => {
    const at = groups.findIndex((group) => group.id === id)
    if (at < 0) return html(404, "Not Found")
    groups.splice(at, 1)
    return { status: 200 }
  }

  const list = (library: Library, { headers, url }: Asked): Reply => {
    const asked = new URL(url, "http://plex").searchParams
    const told = (name: string) => headers[name.toLowerCase()] ?? asked.get(name)
    const [start, size] = [told("X-Plex-Container-Start"), told("X-Plex-Container-Size")]
    if (unpaged || start === null || size === null)
      return container({ size: library.items.length, Metadata: library.items })
    const part = library.items.slice(Number(start), Number(start) + Math.min(Number(size), atMost))
    const total = library.items.length
    return container(
      { size: part.length, offset: Number(start), ...(untold ? {} : { totalSize: total }), Metadata: part },
      { "x-plex-container-start": start, ...(untold ? {} : { "x-plex-container-total-size": String(total) }) }
    )
  }

  /** Items by their numbers; `undefined` for any other question. */
  const numbered = ({ method, url }: Asked, pathname: string): Reply | undefined => {
    const [, keys = "", again] = /^\/library\/metadata\/([\w,]+)(\/refresh|\/match)?$/.exec(pathname) ?? []
    if (keys === "") return undefined
    const meant = libraries.flatMap(({ items }) =>
      items.filter(({ ratingKey = "" }) => keys.split(",").includes(ratingKey))
    )
    if (meant.length === 0) return html(404, "Not Found")
    if (method === "GET" && again === undefined) return container({ size: meant.length, Metadata: meant })
    if (method !== "PUT") return html(404, "Not Found")
    if (again === undefined) {
      const asked = new URL(url, "http://plex").searchParams
      const [rating, locked] = [asked.get("rating"), asked.get("rating.locked")]
      if (rating === null || Number.isNaN(Number(rating))) return html(400, "Bad Request")
      for (const item of meant) {
        item.rating = rating === "" ? undefined : Number(rating)
        item.Field = [
          ...(item.Field ?? []).filter(({ name }) => name !== "rating"),
          ...(locked === "0" ? [] : [{ name: "rating", locked: true }])
        ]
      }
      return { status: 200 }
    }
    if (again === "/refresh") {
      refreshedItems.push(keys)
      // Plex says that it will, and does it afterwards.
      for (const item of meant) void renew(item, providers).catch(() => undefined)
    }
    return { status: 200 }
  }

  const route = (request: Asked, root: Awaited<ReturnType<typeof readRoot>>): Reply => {
    const { method } = request
    const { pathname, searchParams } = new URL(request.url, "http://plex")
    const asked = (name: string) => searchParams.get(name) ?? ""
    if (pathname === "/identity") return container({ size: 0, machineIdentifier: machine, version: "1.43.2.1-abc" })
    if (request.headers["x-plex-token"] !== token) return html(401, "Unauthorized")
    if (request.headers["accept"] !== "application/json") return { body: '<?xml version="1.0"?><MediaContainer/>' }
    const one = /^\/media\/providers\/metadata\/(\d+)$/.exec(pathname)
    const member = /^\/media\/providers\/metadata\/group\/(\d+)\/items\/(\d+)$/.exec(pathname)
    const section = libraries.find(({ key }) => pathname === `/library/sections/${key}/all`)
    if (method === "POST" && pathname === "/media/providers/metadata") return addProvider(asked("uri"), root)
    if (method === "PUT" && one !== null) return moveProvider(Number(one[1]), asked("uri"), root)
    if (method === "POST" && pathname === "/media/providers/metadata/group")
      return addGroup(asked("title"), asked("primaryIdentifier"))
    if (method === "PUT" && member !== null) return addMember(Number(member[1]), Number(member[2]), asked("after"))
    const group = /^\/media\/providers\/metadata\/group\/(\d+)$/.exec(pathname)
    if (method === "DELETE" && one !== null) return removeProvider(Number(one[1]))
    if (method === "DELETE" && group !== null) return removeGroup(Number(group[1]))
    const whole = libraries.find(({ key }) => pathname === `/library/sections/${key}`)
    if (method === "PUT" && whole !== undefined)
      return useAgent(whole, asked("agent"), asked("metadataAgentProviderGroupId"))
    const again = libraries.find(({ key }) => pathname === `/library/sections/${key}/refresh`)
    if (method === (older ? "GET" : "POST") && again !== undefined && asked("force") === "1") {
      refreshed.push(again.title)
      return { status: 200 }
    }
    const items = numbered(request, pathname)
    if (items !== undefined) return items
    if (method !== "GET") return html(404, "Not Found")
    if (pathname === "/media/providers/metadata")
      return container({ size: providers.length, MetadataAgentProvider: providers.map(shownProvider) })
    if (pathname === "/media/providers/metadata/group")
      return container({ size: groups.length, MetadataAgentProviderGroup: groups.map(shownGroup) })
    if (pathname === (older ? "/library/sections" : "/library/sections/all"))
      return container({
        size: libraries.length,
        Directory: libraries.map(({ agent, folders = [], key, metadataAgentProviderGroupId, title, type }) => ({
          agent,
          metadataAgentProviderGroupId,
          key,
          title,
          type,
          Location: folders.map((path, id) => ({ id, path }))
        }))
      })
    return section === undefined ? html(404, "Not Found") : list(section, request)
  }

  const server = yield* standIn((request, response, index) => {
    const reply = instead?.(request, response, index)
    if (reply !== undefined) return reply
    const uri = new URL(request.url, "http://plex").searchParams.get("uri")
    if (uri === null) return route(request, undefined)
    const answer = (root: Awaited<ReturnType<typeof readRoot>>) => {
      const { body, headers = {}, status = 200 } = route(request, root)
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
      response.writeHead(status).end(body)
    }
    void readRoot(uri).then(answer, () => answer(undefined))
    return undefined
  })
  return {
    url: server.url,
    host: server.host,
    requests: server.requests,
    next: server.next,
    /** Requests that change something. */
    changes: () => server.requests.filter(({ method }) => method !== "GET"),
    /** The providers that somebody registered, by identifier. */
    registered: () =>
      Object.fromEntries(
        providers.flatMap(({ identifier, uri }) => (uri === undefined ? [] : [[identifier, uri] as const]))
      ),
    /** The titles of the providers of every agent, by the agent's title. */
    agents: () =>
      Object.fromEntries(
        groups.map(({ members, title }) => [
          title,
          members.map((member) => providers.find(({ id }) => id === member)?.title)
        ])
      ),
    /** The title of the agent that somebody put each library under, by the library's title. */
    libraries: () =>
      Object.fromEntries(
        libraries.map(({ metadataAgentProviderGroupId, title }) => [
          title,
          groups.find(({ id }) => String(id) === metadataAgentProviderGroupId)?.title
        ])
      ),
    /** The titles of the libraries that were refreshed as a whole, in this order. */
    refreshed: (): ReadonlyArray<string> => refreshed,
    /** The numbers of the items that were refreshed, in this order. */
    refreshedItems: (): ReadonlyArray<string> => refreshedItems,
    /** Registers a provider as somebody else would have done. */
    register: (uri: string) => Effect.sync(() => addProvider(uri)),
    /** Makes an agent as somebody else would have done. */
    gather: (title: string, primary: string, others: ReadonlyArray<number>) =>
      Effect.sync(() => {
        addGroup(title, primary)
        const group = groups.at(-1)
        for (const other of others) if (group !== undefined) addMember(group.id, other)
      })
  }
})
