/** A request as it comes in: its address, its id, and its body, which is read once. */
import { Either } from "effect"
import { randomUUID } from "node:crypto"
import { IncomingMessage } from "node:http"
import { Refused } from "./Refused.ts"
import type { Repeatable } from "./Repeatable.ts"

/** The part of a request by which its sender is known. */
export interface Caller {
  readonly url?: string | undefined
  readonly headers: Readonly<Record<string, string | ReadonlyArray<string> | undefined>>
}

/** Pages for people have addresses of answers to Plex: a browser says that it wants a page. */
export const wantsPage = ({ headers: { accept } }: Caller): boolean =>
  typeof accept === "string" && accept.includes("text/html")

/** Clients append keys to whatever root was registered: a doubled or a closing slash is the same address. */
export const tidyPath = (url: string): string => {
  const query = url.indexOf("?")
  const path = (query < 0 ? url : url.slice(0, query)).replace(/\/{2,}/g, "/").replace(/(?<=.)\/$/, "")
  return query < 0 ? path : path + url.slice(query)
}

/** The id that a request brings, or a new one. */
export const idOf = (given: unknown): string =>
  typeof given === "string" && /^[\w.:-]{1,128}$/.test(given) ? given : randomUUID()

/** Plex's bodies are of a few hundred bytes. */
const maxBody = 64 * 1024
/** What is read and thrown away of a body that is too large, so that its sender gets to see the answer. */
const maxDrained = 32 * 1024 * 1024

/** A body as text, or why there is none. */
export type Body = Either.Either<string, Refused<400 | 413>>

const tooLarge: Body = Either.left(new Refused({ status: 413, reason: `the body is larger than ${maxBody} bytes` }))

/** Reads a body to its end, within reason. What comes back gives up. */
export const readBody = (source: IncomingMessage, done: (body: Body) => void): (() => void) => {
  const chunks: Array<Uint8Array> = []
  let size = 0
  const stop = () => void source.off("data", take).off("end", end).off("error", fail).off("close", fail)
  const finish = (body: Body) => {
    stop()
    done(body)
  }
  const fail = () => finish(Either.left(new Refused({ status: 400, reason: "the body could not be read" })))
  const end = () => finish(size > maxBody ? tooLarge : Either.right(Buffer.concat(chunks).toString("utf8")))
  const take = (chunk: Uint8Array) => {
    size += chunk.length
    if (size <= maxBody) chunks.push(chunk)
    if (size > maxDrained) end()
  }
  source.on("data", take).on("end", end).on("error", fail).on("close", fail)
  // A sender that announces more than is read need not send it.
  if (Number(source.headers["content-length"]) > maxDrained) finish(tooLarge)
  return stop
}

/**
 * A request whose body may be asked for by several, one after the other. Whoever saw it before its handler may listen for an answer
 * that can be given again; without anybody who listens, it is made anew each time.
 */
export class Incoming extends IncomingMessage {
  #read: Body | undefined
  /** Told an answer that can be given again just so. */
  listener: ((answer: Repeatable) => void) | undefined

  /** The body, when it has been read. */
  get bodyRead(): Body | undefined {
    return this.#read
  }

  body(done: (body: Body) => void): () => void {
    if (this.#read === undefined)
      return readBody(this, (body) => {
        this.#read = body
        done(body)
      })
    done(this.#read)
    return () => {}
  }
}
