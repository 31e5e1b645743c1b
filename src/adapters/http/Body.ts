/** Reading a body: capped, decompressed, decoded to text. */
import type { HttpClientResponse } from "@effect/platform"
import { Data, Effect, Stream } from "effect"
import { TextDecoder } from "node:util"
import * as Zlib from "node:zlib"

export const acceptEncoding = "gzip, deflate, br"

/** Why there is no text: the line broke, the body is too large, or it cannot be unpacked. */
export class BodyError extends Data.TaggedError("BodyError")<{
  readonly reason: "Connection" | "TooLarge" | "Malformed"
  readonly cause: unknown
}> {}

/** The text of a body of at most `maxBytes`, before and after decompression. */
export const text = Effect.fn("Body.text")(function* (
  response: HttpClientResponse.HttpClientResponse,
  maxBytes: number
) {
  const headers: Readonly<Record<string, string | undefined>> = response.headers
  if (Number(headers["content-length"] ?? 0) > maxBytes) return yield* tooLarge(maxBytes)
  const packed = yield* bytes(response, maxBytes)
  const layers = encodings(headers["content-encoding"])
  if (layers.length > mostLayers) return yield* malformed(new Error("packed too often"))
  const unpacked = yield* layers.reduceRight<Effect.Effect<Uint8Array, BodyError>>(
    (body, encoding) => Effect.flatMap(body, (input) => unpack(input, encoding, maxBytes)),
    Effect.succeed(packed)
  )
  return decoder(headers["content-type"]).decode(unpacked)
})

/** A server packs once, and something in between perhaps once more. */
const mostLayers = 3

const bytes = (response: HttpClientResponse.HttpClientResponse, maxBytes: number) =>
  response.stream.pipe(
    Stream.mapError((error) => new BodyError({ reason: "Connection", cause: error.cause })),
    Stream.runFoldEffect<Gathered, Uint8Array, BodyError, never>({ room: new Uint8Array(0), size: 0 }, (held, chunk) =>
      held.size + chunk.length > maxBytes ? tooLarge(maxBytes) : Effect.succeed(add(held, chunk, maxBytes))
    ),
    Effect.map(({ room, size }) => room.subarray(0, size))
  )

/** The bytes so far. Pieces of one byte each, kept apart, would take a hundred times their size. */
interface Gathered {
  readonly room: Uint8Array
  readonly size: number
}

const add = ({ room, size }: Gathered, chunk: Uint8Array, maxBytes: number): Gathered => {
  const wanted = size + chunk.length
  const enough = wanted <= room.length ? room : new Uint8Array(Math.min(maxBytes, Math.max(wanted, 2 * room.length)))
  if (enough !== room) enough.set(room.subarray(0, size))
  enough.set(chunk, size)
  return { room: enough, size: wanted }
}

const encodings = (header: string | undefined): ReadonlyArray<string> =>
  (header ?? "")
    .split(",")
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== "" && name !== "identity")

/** Stops as soon as the output passes the cap, so that a small body cannot become a huge one. */
const unpack = (input: Uint8Array, encoding: string, maxBytes: number): Effect.Effect<Uint8Array, BodyError> => {
  // Some servers name an encoding on an answer without a body.
  if (input.length === 0) return Effect.succeed(input)
  const method = methods.get(encoding)?.(input)
  return method === undefined
    ? malformed(new Error("content encoding not known"))
    : Effect.async<Uint8Array, BodyError>((resume) =>
        method(input, { maxOutputLength: maxBytes }, (cause, output) =>
          resume(cause === null ? Effect.succeed(output) : isOverflow(cause) ? tooLarge(maxBytes) : malformed(cause))
        )
      )
}

type Method = (
  input: Uint8Array,
  options: Zlib.ZlibOptions,
  done: (error: Error | null, output: Buffer) => void
) => void

const methods = new Map<string, (input: Uint8Array) => Method>([
  ["gzip", () => Zlib.gunzip],
  ["x-gzip", () => Zlib.gunzip],
  ["br", () => Zlib.brotliDecompress],
  // "deflate" is zlib by the book and raw deflate by habit.
  ["deflate", (input) => (((input[0] ?? 0) & 0x0f) === 8 ? Zlib.inflate : Zlib.inflateRaw)]
])

const isOverflow = (cause: Error) => "code" in cause && cause.code === "ERR_BUFFER_TOO_LARGE"

const tooLarge = (maxBytes: number) =>
  new BodyError({ reason: "TooLarge", cause: new Error(`the body is larger than ${maxBytes} bytes`) })

const malformed = (cause: Error) => new BodyError({ reason: "Malformed", cause })

/** By the charset the answer names; UTF-8 when it names none or one that nobody knows. Never fails on a stray byte. */
const decoder = (contentType: string | undefined): TextDecoder => {
  const label = /charset\s*=\s*"?([^\s;"]+)/i.exec(contentType ?? "")?.[1] ?? "utf-8"
  try {
    return new TextDecoder(label)
  } catch {
    return new TextDecoder()
  }
}
