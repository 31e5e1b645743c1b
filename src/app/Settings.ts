/** The configuration: every variable, its default, and what is allowed, in one place. */
import { Config, Context, Duration, Effect, Either, Layer, LogLevel, Option, type Redacted, Schema } from "effect"
import { defaults as sources } from "../adapters/http/SourcePolicy.ts"
import { IdsWanted } from "../domain/lookup/Options.ts"
import { defaultTimesToLive } from "../domain/values/CacheEntry.ts"
import {
  type Variable,
  baseUrl,
  cacheUrl,
  contact,
  duration,
  faults,
  flag,
  hostNames,
  logLevel,
  oneOf,
  rate,
  secret,
  text,
  whole
} from "./Values.ts"

/** The start is refused: the message is all there is to say. */
export class SettingsError extends Schema.TaggedError<SettingsError>()("SettingsError", { faults: Schema.String }) {
  override get message() {
    return this.faults
  }
}

/**
 * The variables that the Python system had too, but for those that take any text. It started whatever they held, and its manual
 * told people to leave a placeholder in one of them: here as well, a value that cannot be used is told, and counts as not set.
 */
export const OlderVariable = Schema.Literal(
  "PORT",
  "LOG_LEVEL",
  "STRUCTURED_LOGGING",
  "TMDB_API_KEY",
  "VPRO_RETURN_SUMMARY",
  "VPRO_RETURN_CONTENT_RATING",
  "VPRO_RETURN_IMAGES",
  "VPRO_RETURN_RATING"
)
type OlderVariable = typeof OlderVariable.Type

/** A variable whose value cannot be used, and a sentence about it, which shows no secret. */
export interface Unusable {
  readonly variable: OlderVariable
  readonly message: string
}

const older = <Name extends OlderVariable, A>(name: Name, variable: (name: Name) => Variable<A>) =>
  Config.map(variable(name).forgiving, ({ fault, value }) => ({
    value,
    unusable: Option.map(fault, (fault): Unusable => ({ variable: name, message: `${fault}; it counts as not set` }))
  }))

const olderVariables = Config.all({
  port: older("PORT", (name) => whole(name, 5100, 0, 65_535)),
  logLevel: older("LOG_LEVEL", logLevel),
  structuredLogging: older("STRUCTURED_LOGGING", (name) => flag(name, false)),
  tmdbKey: older("TMDB_API_KEY", (name) =>
    secret(
      name,
      /^(?:[0-9a-f]{32}|eyJ[\w-]+\.[\w-]+\.[\w-]+)$/i,
      "an API key of 32 hexadecimal digits, or an API read access token that begins with eyJ, is expected"
    )
  ),
  returnSummary: older("VPRO_RETURN_SUMMARY", (name) => flag(name, true)),
  returnContentRating: older("VPRO_RETURN_CONTENT_RATING", (name) => flag(name, true)),
  returnImages: older("VPRO_RETURN_IMAGES", (name) => flag(name, false)),
  returnRating: older("VPRO_RETURN_RATING", (name) => flag(name, false))
})

const variables = Config.all({
  older: olderVariables,
  host: text("HOST", "0.0.0.0"),
  hosts: hostNames("HOSTS"),
  logFormat: oneOf("LOG_FORMAT", "default", ["default", "pretty", "json"]),
  cacheDirectory: text("CACHE_DIR", "./cache"),
  cacheUrl: cacheUrl("CACHE_URL"),
  cachePrefix: text("CACHE_PREFIX", "vpro-cinema-plex:"),
  replicas: whole("REPLICAS", 1, 1, 1000),
  credentialsFile: text("POMS_CACHE_FILE", ""),
  pomsKey: secret("POMS_API_KEY", /^[!-~]{4,100}$/, "a key of ASCII without spaces is expected"),
  pomsSecret: secret("POMS_API_SECRET", /^\S{4,200}$/, "a secret without spaces is expected"),
  returnTitle: flag("VPRO_RETURN_TITLE", true),
  extras: oneOf("EXTRAS", "empty", ["empty", "unavailable"]),
  whenUnsettled: oneOf("WHEN_UNSETTLED", "answer", ["answer", "unavailable"]),
  seriesTextFallback: flag("SERIES_TEXT_FALLBACK", false),
  webSearch: flag("WEB_SEARCH", false),
  wikidata: flag("WIKIDATA", true),
  ids: oneOf("IDS", "always", IdsWanted.literals),
  contact: contact("CONTACT"),
  otlpEndpoint: baseUrl("OTEL_EXPORTER_OTLP_ENDPOINT", ""),
  otlpHeaders: secret(
    "OTEL_EXPORTER_OTLP_HEADERS",
    /^(?=[ -~]+$)[^=,\s]+=[^,]*(?:,[^=,]+=[^,]*)*$/,
    "name=value,name=value in ASCII is expected"
  ),
  serviceName: text("OTEL_SERVICE_NAME", "vpro-cinema-plex"),
  resourceAttributes: text("OTEL_RESOURCE_ATTRIBUTES", ""),
  adminToken: secret("ADMIN_TOKEN", /^[!-~]{8,}$/, "at least eight characters of ASCII without spaces are expected"),
  ttlFound: duration("CACHE_TTL_FOUND", defaultTimesToLive.found, "1 second"),
  ttlNotFound: duration("CACHE_TTL_NOT_FOUND", defaultTimesToLive.notFound, "0 seconds"),
  ttlNotFoundMax: duration("CACHE_TTL_NOT_FOUND_MAX", defaultTimesToLive.notFoundMax, "0 seconds"),
  renewal: flag("RENEWAL", true),
  selfTest: flag("SELF_TEST", true),
  maxEntries: whole("CACHE_MAX_ENTRIES", 10_000, 1, 10_000_000),
  maxSizeMb: whole("CACHE_MAX_SIZE_MB", 500, 1, 1_000_000),
  lookupTimeout: duration("LOOKUP_TIMEOUT", Duration.seconds(25), "1 second"),
  rates: Config.all({
    poms: rate("RATE_LIMIT_POMS", sources.poms.ratePerSecond),
    tmdb: rate("RATE_LIMIT_TMDB", sources.tmdb.ratePerSecond),
    wikidata: rate("RATE_LIMIT_WIKIDATA", sources.wikidata.ratePerSecond),
    cinema: rate("RATE_LIMIT_CINEMA", sources.cinema.ratePerSecond),
    vprogids: rate("RATE_LIMIT_VPROGIDS", sources.vprogids.ratePerSecond),
    tvmaze: rate("RATE_LIMIT_TVMAZE", sources.tvmaze.ratePerSecond),
    webSearch: rate("RATE_LIMIT_WEB_SEARCH", sources.duckduckgo.ratePerSecond)
  }),
  bases: Config.all({
    poms: baseUrl("POMS_API_BASE", "https://rs.poms.omroep.nl/v1/api"),
    tmdb: baseUrl("TMDB_API_BASE", "https://api.themoviedb.org/3"),
    wikidata: baseUrl("WIKIDATA_API_BASE", "https://www.wikidata.org"),
    cinema: baseUrl("CINEMA_BASE_URL", "https://www.cinema.nl"),
    vprogids: baseUrl("VPROGIDS_BASE_URL", "https://www.vprogids.nl"),
    duckduckgo: baseUrl("DUCKDUCKGO_BASE_URL", "https://html.duckduckgo.com"),
    startpage: baseUrl("STARTPAGE_BASE_URL", "https://www.startpage.com"),
    tvmaze: baseUrl("TVMAZE_API_BASE", "https://api.tvmaze.com")
  })
})

type Variables = Config.Config.Success<typeof variables>

type CacheSettings =
  | { readonly kind: "files" | "memory" }
  | {
      readonly kind: "redis"
      readonly url: Redacted.Redacted<string>
      readonly prefix: string
      readonly replicas: number
    }

/** The settings that the variables come to. */
const assembled = (all: Variables) => {
  const { older, logFormat, credentialsFile, cacheUrl, cachePrefix, replicas, pomsKey, pomsSecret, ...rest } = all
  if (Option.isSome(pomsKey) !== Option.isSome(pomsSecret))
    return Either.left(
      new SettingsError({ faults: "POMS_API_KEY and POMS_API_SECRET belong together: set both or neither" })
    )
  const format: "pretty" | "json" = older.structuredLogging.value ? "json" : "pretty"
  const cache: CacheSettings =
    typeof cacheUrl === "string" ? { kind: cacheUrl } : { kind: "redis", url: cacheUrl, prefix: cachePrefix, replicas }
  return Either.right({
    ...rest,
    port: older.port.value,
    logLevel: older.logLevel.value,
    tmdbKey: older.tmdbKey.value,
    returnSummary: older.returnSummary.value,
    returnContentRating: older.returnContentRating.value,
    returnImages: older.returnImages.value,
    returnRating: older.returnRating.value,
    /** Those of the older variables that hold what cannot be used. */
    unusable: Object.values(older).flatMap(({ unusable }) => Option.toArray(unusable)),
    logFormat: logFormat === "default" ? format : logFormat,
    cache,
    credentialsFile: credentialsFile === "" ? `${rest.cacheDirectory}/credentials.json` : credentialsFile,
    pomsPair: Option.getOrUndefined(Option.zipWith(pomsKey, pomsSecret, (key, secret) => ({ key, secret })))
  })
}

export type SettingsShape = Either.Either.Right<ReturnType<typeof assembled>>

export class Settings extends Context.Tag("vpro-cinema-plex/app/Settings")<Settings, SettingsShape>() {}

/** Tells of the variables that hold what cannot be used, one line each. */
export const warned = ({ unusable }: SettingsShape) =>
  Effect.forEach(unusable, ({ message }) => Effect.logWarning(message), { discard: true })

/** Reads the environment; every fault is reported, in one line. */
export const load: Effect.Effect<SettingsShape, SettingsError> = Effect.flatMap(
  Effect.mapError(variables, (error) => new SettingsError({ faults: faults(error) })),
  assembled
)

export const layer = Layer.effect(Settings, load)

/** What only the command line reads: it keeps its log quiet, and may be told Plex's token. */
export const commandLine = {
  logLevel: Config.map(
    older("LOG_LEVEL", (name) => logLevel(name, LogLevel.Warning)),
    ({ value }) => value
  ),
  /** When it is set, to whatever value, output has no colours (no-color.org). */
  plain: Config.map(Config.option(Config.nonEmptyString("NO_COLOR")), Option.isSome),
  plexToken: Config.redacted(Config.nonEmptyString("PLEX_TOKEN"))
}
