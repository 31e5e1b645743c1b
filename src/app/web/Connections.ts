/** The connections of the server: what each may take, and how each of them ends. */
import { Duration } from "effect"
import type { IncomingMessage, Server, ServerResponse } from "node:http"
import type { Duplex } from "node:stream"
import { statuses, statusOfCode } from "./Failures.ts"
import { faultOf, refused, refuseOn } from "./BelowRouter.ts"

/** Answers a request of Node's. */
export type Listener = (request: IncomingMessage, response: ServerResponse) => void

/** What connections may take: the one place for these numbers. */
export interface Limits {
  /** At the same time; each takes a file descriptor, of which systems may give as few as a thousand. */
  readonly connections: number
  /** Until the headers of a request are in. */
  readonly headers: Duration.Duration
  /** Until the whole request is in. */
  readonly request: Duration.Duration
  /** For the next request on a connection. */
  readonly idle: Duration.Duration
  /** In which the other side takes nothing of its answer. */
  readonly unread: Duration.Duration
  /** After the last answer on a connection, so that it arrives whatever is still being sent to us. */
  readonly parting: Duration.Duration
}

export const limits: Limits = {
  connections: 512,
  headers: Duration.seconds(10),
  request: Duration.seconds(30),
  idle: Duration.seconds(5),
  unread: Duration.seconds(30),
  parting: Duration.seconds(1)
}

/** The same as Node's server takes them when it is made. */
export const serverOptions = ({ headers, idle, request }: Limits) => ({
  headersTimeout: Duration.toMillis(headers),
  requestTimeout: Duration.toMillis(request),
  keepAliveTimeout: Duration.toMillis(idle),
  // How late a time-out may be.
  connectionsCheckingInterval: Math.min(1000, Duration.toMillis(headers)),
  // Node's own refusal has no body.
  requireHostHeader: false
})

export interface Connections {
  /** Sets the listener that answers requests from now on. Before the first, and after `undefined`, nobody answers them. */
  readonly answerBy: (listener: Listener | undefined) => void
  /** Ends what is idle, and everything else as soon as it has its answer. */
  readonly end: () => void
  /** Ends everything, answered or not. */
  readonly cut: () => void
}

/** Watches over the connections of a server. */
export const watched = (server: Server, { connections, parting, unread }: Limits): Connections => {
  const open = new Set<Duplex>()
  const ending = new WeakSet<Duplex>()
  /** The last request of each connection is known by its answer. */
  const latest = new WeakMap<Duplex, ServerResponse>()
  let answer: Listener | undefined
  let over = false

  const isBusy = (socket: Duplex) => {
    const response = latest.get(socket)
    return response !== undefined && !response.writableFinished
  }

  /** Node would destroy it at once, and with unread data in it the answer would be lost. */
  const part = (socket: Duplex) => {
    if (ending.has(socket)) return
    ending.add(socket)
    socket.end(() => {
      const timer = setTimeout(() => socket.destroy(), Duration.toMillis(parting)).unref()
      socket.once("close", () => clearTimeout(timer))
    })
  }

  /** Whether what is said on a connection now would be understood as the answer to what is wrong with it. */
  const mayAnswer = (socket: Duplex) => {
    const response = latest.get(socket)
    if (!socket.writable || ending.has(socket)) return false
    if (response === undefined) return true
    return response.req.complete ? response.writableFinished : response.socket === socket && !response.headersSent
  }

  const refuse = (socket: Duplex, status: number, message?: string) => {
    if (!mayAnswer(socket)) return ending.has(socket) ? undefined : void socket.destroy()
    refuseOn(socket, status, message)
    part(socket)
  }

  server.maxConnections = connections
  server.setTimeout(Duration.toMillis(unread))
  server.on("connection", (socket) => {
    if (over) return void socket.destroy()
    open.add(socket)
    socket.once("close", () => open.delete(socket))
    // So Node ends a connection after an answer that is the last.
    socket.destroySoon = () => part(socket)
  })
  // Connections without a request under way make room.
  server.on("drop", () => server.closeIdleConnections())
  server.on("timeout", (socket) => {
    if (!isBusy(socket) || socket.writableLength > 0) socket.destroy()
  })
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => refuse(socket, statusOfCode(error.code)))
  server.on("connect", ({ socket }) => {
    // Node has let go of it.
    socket.on("error", () => socket.destroy()).resume()
    refuse(socket, statuses.noMethod, "this is no proxy")
  })
  server.on("checkExpectation", (request, response) => {
    latest.set(request.socket, response)
    refused(response, statuses.notExpected, "nothing but 100-continue can be expected")
  })
  server.on("request", (request, response) => {
    latest.set(request.socket, response)
    const fault = faultOf(request)
    if (fault !== undefined) return refused(response, statuses.unreadable, fault)
    if (answer === undefined) return refused(response, statuses.notServing, "the service is starting or stopping")
    // A request for another protocol is answered in this one; Node hears nothing of what comes after it.
    if (over || request.headers.upgrade !== undefined) response.shouldKeepAlive = false
    answer(request, response)
  })

  return {
    answerBy: (listener) => void (answer = listener),
    end: () => {
      over = true
      for (const socket of open) {
        const response = latest.get(socket)
        if (response === undefined || !isBusy(socket)) {
          socket.destroy()
          continue
        }
        response.shouldKeepAlive = false
        response.once("close", () => part(socket))
      }
    },
    cut: () => open.forEach((socket) => socket.destroy())
  }
}
