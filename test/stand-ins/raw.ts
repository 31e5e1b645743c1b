/** A connection on which anything may be said, whose own side stays open until it is told otherwise. */
import { Effect } from "effect"
import { connect } from "node:net"

export interface Raw {
  readonly say: (text: string) => void
  /** What the other side has said until now. */
  readonly sofar: () => string
  /** What the other side said, once it said that this was all; within five seconds. */
  readonly heard: Promise<string>
  /** Milliseconds until the other side would hear nothing any more, tried by speaking on; within ten seconds. */
  readonly deaf: () => Promise<number>
  readonly close: () => void
}

/** Opens one; `reading: false` takes nothing of what is said back. */
export const raw = (port: number, { reading = true } = {}): Raw => {
  const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true })
  let text = ""
  if (reading) socket.on("data", (chunk) => void (text += chunk.toString("latin1")))
  const gone = new Promise<void>((resolve) => socket.on("error", () => resolve()).on("close", () => resolve()))
  const heard = new Promise<string>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`not all was said: ${text}`)), 5000)
    const done = () => {
      clearTimeout(late)
      resolve(text)
    }
    socket.on("end", done).on("close", done)
  })
  heard.catch(() => {})
  return {
    say: (more) => void socket.write(more, "latin1"),
    sofar: () => text,
    heard,
    deaf: async () => {
      const began = performance.now()
      const speaking = setInterval(() => void socket.write("x"), 20)
      const late = new Promise<never>((_, reject) => setTimeout(() => reject(new Error("still open")), 10_000).unref())
      await Promise.race([gone, late]).finally(() => clearInterval(speaking))
      return performance.now() - began
    },
    close: () => void socket.destroy()
  }
}

/** The same, closed with the scope. */
export const rawScoped = (port: number, options?: { readonly reading?: boolean }) =>
  Effect.acquireRelease(
    Effect.sync(() => raw(port, options)),
    ({ close }) => Effect.sync(close)
  )
