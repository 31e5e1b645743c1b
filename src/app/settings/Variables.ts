/** Most variables: their defaults, what is allowed, and what people are told of them. Those of answers, cache and sources are beside. */
import { Config, ConfigError, Duration, Either, LogLevel } from "effect"
import { IdsWanted } from "../../domain/lookup/Options.ts"
import { baseUrl, contact, duration, flag, hostNames, logLevel, oneOf, onOff, secret, text, whole } from "../Values.ts"
import { older } from "./Older.ts"
import { plex } from "./PlexVariables.ts"

const since = "5.0.0"
const common = true

/** What makes the look-ups better, and needs something of yours. */
export const recommended = {
  tmdbKey: older("TMDB_API_KEY", (name) =>
    secret(
      name,
      {
        means:
          "key (32 digits) or read access token (`eyJ…`) of TMDB, which is free: finds works by their other titles; without it Wikidata alone is asked",
        see: "https://www.themoviedb.org/settings/api",
        since: "Python",
        common
      },
      /^(?:[0-9a-f]{32}|eyJ[\w-]+\.[\w-]+\.[\w-]+)$/i,
      "an API key of 32 hexadecimal digits, or an API read access token that begins with eyJ, is expected"
    )
  ),
  contact: contact("CONTACT", {
    means:
      "your e-mail address or web page, told to the sources with every request: Wikidata then counts you apart from others",
    since,
    common,
    example: "films@example.org"
  })
}

export const listening = {
  port: older("PORT", (name) =>
    whole(name, { means: "port to listen on; in the container always 5100", since: "Python", common }, 5100, {
      least: 0,
      most: 65_535,
      of: "port"
    })
  ),
  host: text("HOST", { means: "address to listen on", since }, "0.0.0.0")
}

/** The command line keeps its log quieter than the service does. */
const level = (fallback: LogLevel.LogLevel) =>
  older("LOG_LEVEL", (name) =>
    logLevel(
      name,
      { means: "how much is logged; the command line says less: `WARNING`", since: "Python", common },
      fallback
    )
  )

/** How lines are written, unless a variable says so by its name. */
export const formatOf = (structured: boolean): "pretty" | "json" => (structured ? "json" : "pretty")

const structuredLogging = older("STRUCTURED_LOGGING", (name) =>
  flag(name, { means: "`true` means `LOG_FORMAT=json`, unless `LOG_FORMAT` is set", since: "Python" }, false)
)

export const logs = {
  logLevel: level(LogLevel.Info),
  logFormat: oneOf(
    "LOG_FORMAT",
    {
      means: "`pretty` for people, `json` for machines",
      since,
      was: "STRUCTURED_LOGGING=true",
      otherwise: { from: structuredLogging, value: (of) => formatOf(of === "true") }
    },
    "default",
    ["default", "pretty", "json"]
  ),
  structuredLogging
}

export const lookups = {
  lookupTimeout: duration(
    "LOOKUP_TIMEOUT",
    { means: "maximum time for one look-up; Plex itself gives up after 90 s", since },
    Duration.seconds(25),
    "1 second"
  ),
  wikidata: onOff(
    "WIKIDATA",
    {
      means: "asks Wikidata, without a key, for other titles, directors and ids; `off` sends it nothing",
      since,
      common
    },
    true
  ),
  ids: oneOf(
    "IDS",
    {
      means:
        "`always` asks for the ids and date of every title; `when-needed` asks TMDB and Wikidata only to find the page",
      since
    },
    "always",
    IdsWanted.literals
  ),
  webSearch: onOff(
    "WEB_SEARCH",
    {
      means: "`on` asks DuckDuckGo, then Startpage, for a page of VPRO as a last resort; both often block bots",
      since
    },
    false
  ),
  selfTest: onOff(
    "SELF_TEST",
    {
      means:
        "asks every source a known question after the start and once a day, hourly while something fails; `off` leaves that to the button on the page and to `doctor`",
      since,
      see: "how-to/doctor.md"
    },
    true
  ),
  updateCheck: onOff(
    "UPDATE_CHECK",
    {
      means:
        "`on` asks GitHub once a day, with the self-test, whether there is a newer version; the page and `doctor` then say so",
      since,
      see: "how-to/doctor.md#newer-version"
    },
    false
  ),
  pomsKey: secret(
    "POMS_API_KEY",
    {
      means:
        "your own key for POMS, with `POMS_API_SECRET`; without it the pair from the file, or else the built-in pair",
      since
    },
    /^[!-~]{4,100}$/,
    "a key of ASCII without spaces is expected"
  ),
  pomsSecret: secret(
    "POMS_API_SECRET",
    { means: "the secret that belongs to that key", since },
    /^\S{4,200}$/,
    "a secret without spaces is expected"
  )
}

/** What is said when one half of the pair is there. */
export const belongTogether = `${lookups.pomsKey.about.name} and ${lookups.pomsSecret.about.name} belong together: set both or neither`

export const safety = {
  adminToken: secret(
    "ADMIN_TOKEN",
    {
      means: "at least eight characters; deleting from the cache then requires `Authorization: Bearer …`",
      since,
      common
    },
    /^[!-~]{8,}$/,
    "at least eight characters of ASCII without spaces are expected"
  ),
  hosts: hostNames("HOSTS", {
    means:
      "host names by which a reverse proxy is reached; addresses, single names and names such as `nas.local` need not be named",
    since,
    common,
    example: "films.example.org",
    see: "how-to/reverse-proxy.md"
  })
}

/** The names are those of OpenTelemetry, whose other variables are not read. */
export const telemetry = {
  otlpEndpoint: baseUrl(
    "OTEL_EXPORTER_OTLP_ENDPOINT",
    {
      means: "address of an OpenTelemetry collector; without it nothing is sent",
      since,
      example: "http://collector:4318",
      see: "observability.md"
    },
    ""
  ),
  otlpHeaders: secret(
    "OTEL_EXPORTER_OTLP_HEADERS",
    { means: "headers for the collector, `name=value,name=value`", since, see: "observability.md" },
    /^(?=[ -~]+$)[^=,\s]+=[^,]*(?:,[^=,]+=[^,]*)*$/,
    "name=value,name=value in ASCII is expected"
  ),
  serviceName: text(
    "OTEL_SERVICE_NAME",
    { means: "name under which the collector knows this service", since },
    "vpro-cinema-plex"
  ),
  resourceAttributes: text(
    "OTEL_RESOURCE_ATTRIBUTES",
    { means: "more attributes of this service for the collector, `name=value,name=value`", since },
    ""
  )
}

const noColor = text("NO_COLOR", { means: "when set, to whatever value, output has no colours", since }, "")

const columns = text(
  "COLUMNS",
  { means: "how wide the command line writes where its output goes to no terminal; 80 when not set", since },
  ""
)

/** The variables of the command line alone. */
export const ofCommandLine = { noColor, columns }

/** What the command line reads in a way of its own: it keeps its log quiet, and options may stand in the place of variables. */
export const commandLine = {
  logLevel: Config.map(level(LogLevel.Warning), ({ value }) => value),
  /** When it is set, output has no colours (no-color.org). */
  plain: Config.map(noColor, (value) => value !== ""),
  /** What shells call the width of a terminal; one that is no number counts as not set. */
  columns: Config.map(columns, (value) => (/^\d{1,4}$/.test(value.trim()) ? Number(value) : undefined)),
  /** Missing, so that an option may take its place, when it is not set. */
  plexUrl: Config.mapOrFail(plex.plexUrl, (url) =>
    url.trim() === ""
      ? Either.left(ConfigError.MissingData([plex.plexUrl.about.name], "there is no address"))
      : Either.right(url.trim())
  ),
  plexToken: Config.mapOrFail(
    plex.plexToken,
    Either.fromOption(() => ConfigError.MissingData([plex.plexToken.about.name], "there is no token"))
  )
}
