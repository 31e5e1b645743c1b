/** The payload of a rich rating key: a few numbers and a title in base 32 (a-z, 2-7), as short as can be. */
import { Option } from "effect"
import type { Hints } from "../values/Hints.ts"
import type { PlexId } from "../values/Media.ts"
import { titleDigest } from "../titles/Comparison.ts"
import { wellFormed } from "../text/Flat.ts"

const alphabet = "abcdefghijklmnopqrstuvwxyz234567"
const flags = { tmdb: 1, tvdb: 2, vpro: 4, cut: 8, plex: 16 }
const allFlags = 31

export interface Payload {
  readonly title: string
  readonly cut: boolean
  readonly tmdb: number | undefined
  readonly tvdb: number | undefined
  readonly vpro: number | undefined
  /** In hexadecimal digits. */
  readonly plex: string | undefined
  /** Of the whole title, when it is cut. */
  readonly digest: number | undefined
}

const pushNumber = (bytes: Array<number>, value: number) => {
  let rest = value
  while (rest > 127) {
    bytes.push((rest % 128) + 128)
    rest = Math.floor(rest / 128)
  }
  bytes.push(rest)
}

/**
 * Each character is the distance from the one before it, which keeps any one script at a byte a character; a space is 0
 * and leaves the reference where it was.
 */
const titleBytes = (title: string, room: number): { readonly bytes: ReadonlyArray<number>; readonly cut: boolean } => {
  const bytes: Array<number> = []
  let reference = 96
  for (const character of title) {
    const point = character.codePointAt(0) ?? 32
    const next: Array<number> = []
    if (point === 32) next.push(0)
    else {
      const distance = point - reference
      pushNumber(next, distance >= 0 ? 2 * distance + 1 : -2 * distance)
      reference = point
    }
    if (bytes.length + next.length > room) return { bytes, cut: true }
    for (const byte of next) bytes.push(byte)
  }
  return { bytes, cut: false }
}

const toBase32 = (bytes: ReadonlyArray<number>): string => {
  let text = ""
  let bits = 0
  let value = 0
  for (const byte of bytes) {
    value = (value << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += alphabet[(value >> bits) & 31]
    }
    value &= (1 << bits) - 1
  }
  return bits > 0 ? text + alphabet[(value << (5 - bits)) & 31] : text
}

const fromBase32 = (text: string): ReadonlyArray<number> => {
  const bytes: Array<number> = []
  let bits = 0
  let value = 0
  for (const character of text) {
    value = (value << 5) | alphabet.indexOf(character)
    bits += 5
    if (bits >= 8) {
      bits -= 8
      bytes.push((value >> bits) & 255)
    }
    value &= (1 << bits) - 1
  }
  return bytes
}

/** Bytes of an id of Plex's, each of two hexadecimal digits. */
const plexBytes = 12

const rawBytes = (id: PlexId): ReadonlyArray<number> =>
  Array.from({ length: plexBytes }, (_, at) => Number.parseInt(id.slice(2 * at, 2 * at + 2), 16))

const hexadecimal = (bytes: ReadonlyArray<number>): string =>
  bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("")

/** A digest takes up to five bytes. */
const digestRoom = 5

/** Writes the payload in at most `length` characters; the title gives way, and leaves a digest behind. */
export const encodePayload = (hints: Hints, length: number): string => {
  const numbers: Array<number> = []
  let flag = 0
  for (const name of ["tmdb", "tvdb", "vpro"] as const) {
    const id = hints[name]
    if (id === undefined) continue
    flag |= flags[name]
    pushNumber(numbers, id)
  }
  if (hints.plex !== undefined) {
    flag |= flags.plex
    numbers.push(...rawBytes(hints.plex))
  }
  const room = Math.floor((length * 5) / 8) - numbers.length - 1
  const title = wellFormed(hints.title).normalize("NFC")
  const whole = titleBytes(title, room)
  if (hints.titleCut !== true && !whole.cut) return toBase32([flag, ...numbers, ...whole.bytes])
  pushNumber(numbers, hints.titleCut === true ? (hints.digest ?? 0) : titleDigest(title))
  return toBase32([flag | flags.cut, ...numbers, ...titleBytes(title, room - digestRoom).bytes])
}

/** Reads a payload; none when it is damaged. */
export const decodePayload = (text: string): Option.Option<Payload> => {
  const bytes = fromBase32(text)
  let at = 1
  const number = (): number | undefined => {
    let value = 0
    let scale = 1
    for (;;) {
      const byte = bytes[at++]
      if (byte === undefined || scale > 2 ** 42) return undefined
      value += (byte & 127) * scale
      if (byte < 128) return value
      scale *= 128
    }
  }
  const flag = bytes[0]
  if (flag === undefined || flag > allFlags) return Option.none()
  const ids: Record<"tmdb" | "tvdb" | "vpro", number | undefined> = {
    tmdb: undefined,
    tvdb: undefined,
    vpro: undefined
  }
  for (const name of ["tmdb", "tvdb", "vpro"] as const) {
    if ((flag & flags[name]) === 0) continue
    ids[name] = number()
    if (ids[name] === undefined) return Option.none()
  }
  let plex: string | undefined
  if ((flag & flags.plex) !== 0) {
    if (bytes.length < at + plexBytes) return Option.none()
    plex = hexadecimal(bytes.slice(at, at + plexBytes))
    at += plexBytes
  }
  const cut = (flag & flags.cut) !== 0
  const digest = cut ? number() : undefined
  if (cut && digest === undefined) return Option.none()
  let title = ""
  let reference = 96
  while (at < bytes.length) {
    const code = number()
    if (code === undefined) return Option.none()
    if (code === 0) {
      title += " "
      continue
    }
    const point = code % 2 === 1 ? reference + (code - 1) / 2 : reference - code / 2
    if (point < 0 || point > 0x10ffff) return Option.none()
    title += String.fromCodePoint(point)
    reference = point
  }
  // Keys of earlier releases, and those made by hand, may hold halves of characters.
  return Option.some({ title: wellFormed(title), cut, digest, plex, ...ids })
}
