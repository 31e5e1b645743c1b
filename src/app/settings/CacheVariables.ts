/** Where answers are kept, how many, and how long. */
import { defaultTimesToLive } from "../../domain/values/CacheEntry.ts"
import { cacheUrl, duration, onOff, text, whole } from "../Values.ts"

const since = "5.0.0"

/** Where the pair for POMS is kept, unless a variable says otherwise. */
export const credentialsIn = (cacheDirectory: string) => `${cacheDirectory}/credentials.json`

const cacheDirectory = text(
  "CACHE_DIR",
  {
    means:
      "cache folder, with one file per answer, and in `works` what TMDB and Wikidata told; the image sets `/app/cache`",
    since: "Python",
    common: true
  },
  "./cache"
)

export const cache = {
  cacheDirectory,
  credentialsFile: text(
    "POMS_CACHE_FILE",
    {
      means: "file with a renewed key and secret for POMS; `credentials.json` in `CACHE_DIR` when not set",
      since: "Python",
      otherwise: { from: cacheDirectory, value: credentialsIn }
    },
    ""
  ),
  cacheUrl: cacheUrl("CACHE_URL", {
    means:
      "the cache: empty for files in `CACHE_DIR`, `memory:` for nothing on disk, `redis://[user:password@]host:port/0` for answers and rate limits that several replicas share",
    since,
    see: "how-to/replicas.md"
  }),
  cachePrefix: text("CACHE_PREFIX", { means: "prefix of every key in Redis", since }, "vpro-cinema-plex:"),
  replicas: whole(
    "REPLICAS",
    {
      means: "how many replicas share the rate limits; while Redis is unreachable, each goes on with its share",
      since
    },
    1,
    { least: 1, most: 1000, of: "replicas" }
  ),
  ttlFound: duration(
    "CACHE_TTL_FOUND",
    { means: "how long an answer with a text is cached", since },
    defaultTimesToLive.found,
    "1 second"
  ),
  ttlNotFound: duration(
    "CACHE_TTL_NOT_FOUND",
    {
      means: 'how long "there is no text" is cached; twice as long each time it is confirmed, but not for new films',
      since
    },
    defaultTimesToLive.notFound,
    "0 seconds"
  ),
  ttlNotFoundMax: duration(
    "CACHE_TTL_NOT_FOUND_MAX",
    { means: 'how long "there is no text" is cached at most, when it was confirmed often', since },
    defaultTimesToLive.notFoundMax,
    "0 seconds"
  ),
  renewal: onOff(
    "RENEWAL",
    {
      means:
        "renews texts in use before they are too old, hundreds in one request to POMS; `off` leaves them to the next look-up",
      since
    },
    true
  ),
  stories: onOff(
    "STORIES",
    {
      means:
        "keeps the stories of the last 2,000 look-ups and the last call of Plex in `CACHE_DIR`, so that an update forgets nothing; `off` keeps the last hundred in memory",
      since
    },
    true
  ),
  maxEntries: whole(
    "CACHE_MAX_ENTRIES",
    { means: "above this number of answers, the least recently used are deleted", since },
    10_000,
    { least: 1, most: 10_000_000, of: "answers" }
  ),
  maxSizeMb: whole(
    "CACHE_MAX_SIZE_MB",
    {
      means: "the same, for the total size; a quarter of it is for what TMDB and Wikidata told",
      since
    },
    500,
    { least: 1, most: 1_000_000, of: "MB" }
  )
}
