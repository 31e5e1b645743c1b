/** What the log says of a start: where the page is, where answers are kept, who is asked. */
import { resolve } from "node:path"
import { hostOf } from "../adapters/cache/redis/Address.ts"
import { sourceNames } from "../ports/SourceError.ts"
import type { SettingsShape } from "./Settings.ts"
import { version } from "./Version.ts"

const kept = ({ cache, cacheDirectory }: SettingsShape): string => {
  if (cache.kind === "redis") return `answers are kept in Redis at ${hostOf(cache.url)}, shared by ${cache.replicas}`
  return cache.kind === "memory"
    ? "answers are kept in memory, and are gone when the service stops"
    : `answers are kept in ${resolve(cacheDirectory)}`
}

const asked = ({ webSearch, wikidata }: SettingsShape, hasKey: boolean): string => {
  const all = [
    { source: "poms", on: true },
    { source: "cinema", on: true },
    { source: "vprogids", on: true },
    { source: "tmdb", on: hasKey, why: "no key" },
    { source: "wikidata", on: wikidata, why: "WIKIDATA=off" },
    { source: "tvmaze", on: true },
    { source: "duckduckgo", on: webSearch, why: "WEB_SEARCH=off" },
    { source: "startpage", on: webSearch, why: "WEB_SEARCH=off" }
  ] as const
  const on = all.filter((one) => one.on).map(({ source }) => sourceNames[source])
  const off = all.flatMap((one) => (one.on ? [] : [`${sourceNames[one.source]} (${one.why})`]))
  return `sources: ${on.join(", ")}${off.length === 0 ? "" : `; not asked: ${off.join(", ")}`}`
}

/** Three lines; `address` is that of the service as somebody on the same machine reaches it, `hasKey` whether there is one for TMDB. Holds no secret. */
export const startLines = (settings: SettingsShape, hasKey: boolean, address: string): ReadonlyArray<string> => [
  `vpro-cinema-plex ${version}: status page at ${address}`,
  kept(settings),
  asked(settings, hasKey)
]
