/** Servers that speak as the sources do, each on its own port, and that misbehave when told to. */
import { once } from "node:events"
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import type { Socket } from "node:net"
import { type Answer, empty, type Name, names, type Question, type World } from "./world.ts"

/** Answers in place of the source; `well` is what the source would have said. */
export type Fault = (incoming: IncomingMessage, outgoing: ServerResponse, well: Answer) => void

export interface Source {
  readonly url: string
  /** All requests so far. */
  readonly asked: ReadonlyArray<Question>
  /** Requests whose connection was closed by the asker before they had their answer. */
  readonly left: () => number
  readonly ails: (fault: Fault) => void
  /** Refuses connections. */
  readonly down: () => Promise<void>
  readonly heal: () => Promise<void>
  readonly close: () => Promise<void>
}

const listen = async (server: Server, port: number) => {
  server.listen(port, "127.0.0.1")
  await once(server, "listening")
  const address = server.address()
  return typeof address === "object" && address !== null ? address.port : 0
}

const source = async (name: Name, world: World): Promise<Source> => {
  const asked: Array<Question> = []
  const sockets = new Set<Socket>()
  let fault: Fault | undefined
  let left = 0
  const server = createServer((incoming, outgoing) => {
    const chunks: Array<Buffer> = []
    incoming.on("error", () => {})
    outgoing.on("error", () => {})
    outgoing.on("close", () => {
      if (!outgoing.writableFinished) left += 1
    })
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk))
    incoming.on("end", () => {
      const question = { path: incoming.url ?? "", body: Buffer.concat(chunks).toString(), headers: incoming.headers }
      asked.push(question)
      const well = world(name, question) ?? empty(name)
      if (fault !== undefined) return fault(incoming, outgoing, well)
      outgoing.writeHead(well.status ?? 200, well.headers).end(well.body)
    })
  })
  server.on("connection", (socket) => {
    sockets.add(socket)
    socket.on("error", () => {})
    socket.on("close", () => sockets.delete(socket))
  })
  const port = await listen(server, 0)
  const down = async () => {
    if (!server.listening) return
    const closed = once(server, "close")
    server.close()
    for (const socket of sockets) socket.destroy()
    await closed
  }
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    left: () => left,
    ails: (next) => void (fault = next),
    down,
    heal: async () => {
      fault = undefined
      if (!server.listening) await listen(server, port)
    },
    close: down
  }
}

export interface Sources {
  readonly of: Readonly<Record<Name, Source>>
  /** The variables that lead the service here. */
  readonly variables: Readonly<Record<string, string>>
  readonly asked: () => number
  readonly close: () => Promise<void>
}

export const sources = async (world: World): Promise<Sources> => {
  const of = {
    poms: await source("poms", world),
    tmdb: await source("tmdb", world),
    cinema: await source("cinema", world),
    vprogids: await source("vprogids", world),
    tvmaze: await source("tvmaze", world),
    duckduckgo: await source("duckduckgo", world),
    startpage: await source("startpage", world)
  }
  return {
    of,
    variables: {
      POMS_API_BASE: of.poms.url,
      TMDB_API_BASE: of.tmdb.url,
      WIKIDATA: "off",
      CINEMA_BASE_URL: of.cinema.url,
      VPROGIDS_BASE_URL: of.vprogids.url,
      TVMAZE_API_BASE: of.tvmaze.url,
      DUCKDUCKGO_BASE_URL: of.duckduckgo.url,
      STARTPAGE_BASE_URL: of.startpage.url,
      ...Object.fromEntries(
        ["POMS", "TMDB", "CINEMA", "VPROGIDS", "TVMAZE", "WEB_SEARCH"].map((name) => [`RATE_LIMIT_${name}`, "0"])
      )
    },
    asked: () => names.reduce((sum, name) => sum + of[name].asked.length, 0),
    close: async () => {
      for (const name of names) await of[name].close()
    }
  }
}
