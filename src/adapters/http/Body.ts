/** Reading a body: capped, decompressed, decoded to text. */
import type { HttpClientResponse } from "@effect/platform"
import { Effect, Stream } from "effect"
import { TextDecoder } from "node:util"
import * as Zlib from "node:zlib"
import { Fault } from "./Failure.ts"

export const acceptEncoding = "gzip, deflate, br"

/** The text of a body of at most `maxBytes`, before and after decompression. */
export const text = Effect.fn("Body.text")(function* (
  response: HttpClientResponse.HttpClientResponse,
  maxBytes: number
) {
  const headers: Readonly<Record<string, string | undefined>> = response.headers
  if (Number(headers["content-length"] ?? 0) > maxBytes) return yield* tooLarge(maxBytes)
  const packed = yield* bytes(response, maxBytes)
  const unpacked = yield* encodings(headers["content-encoding"]).reduceRight<Effect.Effect<Uint8Array, Fault>>(
    (body, encoding) => Effect.flatMap(body, (input) => unpack(input, encoding, maxBytes)),
    Effect.succeed(packed)
  )
  return decoder(headers["content-type"]).decode(unpacked)
})

const bytes = (response: HttpClientResponse.HttpClientResponse, maxBytes: number) =>
  response.stream.pipe(
    Stream.mapError((error) => new Fault({ reason: "Connection", cause: error.cause })),
    Stream.mapAccumEffect(0, (size, chunk) =>
      size + chunk.length > maxBytes ? tooLarge(maxBytes) : Effect.succeed([size + chunk.length, chunk] as const)
    ),
    Stream.runFold<Array<Uint8Array>, Uint8Array>([], (chunks, chunk) => {
      chunks.push(chunk)
      return chunks
    }),
    Effect.map((chunks) => Buffer.concat(chunks))
  )

const encodings = (header: string | undefined): ReadonlyArray<string> =>
  (header ?? "")
    .split(",")
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== "" && name !== "identity")

/** Stops as soon as the output passes the cap, so that a small body cannot become a huge one. */
const unpack = (input: Uint8Array, encoding: string, maxBytes: number): Effect.Effect<Uint8Array, Fault> => {
  // Some servers name an encoding on an answer without a body.
  if (input.length === 0) return Effect.succeed(input)
  const method = methods.get(encoding)?.(input)
  return method === undefined
    ? new Fault({ reason: "Malformed", cause: new Error("content encoding not known") })
    : Effect.async<Uint8Array, Fault>((resume) =>
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
  new Fault({ reason: "TooLarge", cause: new Error(`the body is larger than ${maxBytes} bytes`) })

const malformed = (cause: Error) => new Fault({ reason: "Malformed", cause })

/** By the charset the answer names; UTF-8 when it names none or one that nobody knows. Never fails on a stray byte. */
const decoder = (contentType: string | undefined): TextDecoder => {
  const label = /charset\s*=\s*"?([^\s;"]+)/i.exec(contentType ?? "")?.[1] ?? "utf-8"
  try {
    return new TextDecoder(label)
  } catch {
    return new TextDecoder()
  }
}
