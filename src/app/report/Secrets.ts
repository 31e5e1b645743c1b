/** What of a home is in no report: keys, tokens, passwords, addresses, folders. */
import { Option, Predicate, Record, Redacted } from "effect"
import { homedir } from "node:os"
import { isAbsolute } from "node:path"
import type { SettingsShape } from "../Settings.ts"

/** Parameters of an address whose values are secrets, whoever set them. */
const secretParameters = ["api_key", "apikey", "access_token", "token", "X-Plex-Token"]

/** What stands in the place of a secret. */
const instead = "[secret]"

/** Shorter texts are in too many words. */
const shortest = 4
/** How deep a setting may lie in others. */
const deepest = 6

/** All secrets among these values, wherever they lie. */
export const secretsIn = (value: unknown, depth = 0): ReadonlyArray<string> => {
  if (Redacted.isRedacted(value)) {
    const text = Redacted.value(value)
    return typeof text === "string" ? [text, ...passwordOf(text)] : []
  }
  if (Option.isOption(value)) return Option.isSome(value) ? secretsIn(value.value, depth) : []
  return depth < deepest && Predicate.isRecord(value)
    ? Object.values(value).flatMap((one) => secretsIn(one, depth + 1))
    : []
}

/** The password in an address such as that of Redis. */
const passwordOf = (text: string): ReadonlyArray<string> => {
  if (!URL.canParse(text)) return []
  const { password } = new URL(text)
  return password === "" ? [] : [password, decoded(password)]
}

const decoded = (text: string): string => Option.getOrElse(Option.liftThrowable(decodeURIComponent)(text), () => text)

/** Replaces texts by others, the longest first, so that none is left of which a shorter one is a part. */
const replacing = (pairs: ReadonlyArray<readonly [string, string]>) => {
  const inOrder = [...new Map(pairs)]
    .filter(([text, other]) => text.length >= shortest && text !== other)
    .toSorted(([a], [b]) => b.length - a.length)
  return (text: string) => inOrder.reduce((rest, [one, other]) => rest.replaceAll(one, other), text)
}

/** As a text is written in an address and in JSON. */
const writings = (text: string): ReadonlyArray<string> => [
  text,
  encodeURIComponent(text),
  JSON.stringify(text).slice(1, -1)
]

/** Addresses of a network, which a page may say back to whoever asks. */
const ipv4 = /\b(?:\d{1,3}\.){3}\d{1,3}\b/g
const ipv6 = /\b(?:[0-9a-f]{1,4}:){4,7}[0-9a-f:]{1,30}/gi

/** A signature of a request, and a token, as they stand in a header; they are another each time. */
const signature = /\bNPO [^\s:"]{1,200}:[\w+/]{20,200}={0,2}/g
const bearer = /\bBearer [\w.+/=-]{16,2000}/gi

/** A text without what its source says back of whoever asks; in the place of an address, one that networks keep for examples. */
export const withoutEchoes = (text: string): string =>
  text.replace(signature, instead).replace(bearer, instead).replace(ipv4, "192.0.2.1").replace(ipv6, "2001:db8::1")

/** Drops what is secret in the query of an address, whatever its value. */
export const withoutKeys = (url: string): string => {
  const at = url.indexOf("?")
  if (at < 0) return url
  const rest = url
    .slice(at + 1)
    .split("&")
    .filter((part) => !secretParameters.some((name) => part.toLowerCase().startsWith(`${name.toLowerCase()}=`)))
  return rest.length === 0 ? url.slice(0, at) : `${url.slice(0, at)}?${rest.join("&")}`
}

/** Cleans a text of what these settings know; each source has its public address in the place of the one that is set. */
export const cleaning = (
  settings: SettingsShape,
  publicBases: SettingsShape["bases"],
  more: ReadonlyArray<string>
): ((text: string) => string) => {
  const moved = Record.toEntries(settings.bases).flatMap(([source, base]): ReadonlyArray<readonly [string, string]> => {
    const other = publicBases[source]
    if (base === other) return []
    const [here, there] = [new URL(base), new URL(other)]
    return [
      [base, other],
      [here.origin, there.origin],
      [here.host, there.host],
      [here.hostname, there.hostname]
    ]
  })
  const { cacheDirectory, contact } = settings
  const hidden = [contact, ...secretsIn(settings), ...more].map((text) => [text, instead] as const)
  const folders = [homedir(), cacheDirectory].filter((path) => isAbsolute(path)).map((path) => [path, "~"] as const)
  return replacing(
    [...moved, ...hidden, ...folders].flatMap(([text, other]) => writings(text).map((one) => [one, other] as const))
  )
}

/** Cleans all texts of some data, names included. */
export const inAllTexts = (value: unknown, clean: (text: string) => string): unknown => {
  if (typeof value === "string") return clean(value)
  if (Array.isArray(value)) return value.map((one) => inAllTexts(one, clean))
  return Predicate.isRecord(value)
    ? Object.fromEntries(Object.entries(value).map(([name, one]) => [clean(name), inAllTexts(one, clean)]))
    : value
}
