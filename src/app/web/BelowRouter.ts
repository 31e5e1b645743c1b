/** Refusals below the router: of what is no HTTP, or none that is served. They too are in JSON, and end the connection. */
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from "node:http"
import type { Duplex } from "node:stream"
import { statuses } from "./Failures.ts"
import { problemOf } from "./Refused.ts"

const reasonOf = (status: number) => STATUS_CODES[status] ?? ""

const bodyOf = (status: number, message = reasonOf(status).toLowerCase()) => JSON.stringify(problemOf(status, message))

const headersOf = (status: number, body: string): Readonly<Record<string, string>> => ({
  connection: "close",
  "content-type": "application/json",
  "content-length": String(Buffer.byteLength(body)),
  ...(status === statuses.noMethod ? { allow: "GET, HEAD, POST, OPTIONS" } : {})
})

/** Says no where there is no request to answer. */
export const refuseOn = (socket: Duplex, status: number, message?: string): void => {
  const body = bodyOf(status, message)
  const lines = Object.entries(headersOf(status, body)).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.write(`HTTP/1.1 ${status} ${reasonOf(status)}\r\n${lines.join("")}\r\n${body}`)
}

/** Says no to a request. */
export const refused = (response: ServerResponse, status: number, message: string): void => {
  const body = bodyOf(status, message)
  response.writeHead(status, headersOf(status, body)).end(body)
}

/** What makes a request one that may be read in two ways; of those Node lets through. */
export const faultOf = ({ httpVersion, rawHeaders }: IncomingMessage): string | undefined => {
  let hosts = 0
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]
    if (name?.length === 4 && name.toLowerCase() === "host") hosts += 1
  }
  if (httpVersion !== "1.1" && httpVersion !== "1.0") return "this is neither HTTP/1.0 nor HTTP/1.1"
  if (hosts > 1) return "there is more than one Host header"
  return hosts === 0 && httpVersion === "1.1" ? "there is no Host header" : undefined
}
