import { assert, describe, it } from "@effect/vitest"
import { ConfigProvider, Duration, Effect, FastCheck, Inspectable, LogLevel, Option, Redacted } from "effect"
import * as Settings from "../../src/app/Settings.ts"
import { userAgent, userAgentOf } from "../../src/app/Version.ts"

const load = (variables: Readonly<Record<string, string>>) =>
  Effect.withConfigProvider(Settings.load, ConfigProvider.fromMap(new Map(Object.entries(variables))))
const refused = (variables: Readonly<Record<string, string>>) =>
  Effect.map(Effect.flip(load(variables)), (error) => error.message)

describe("defaults", () => {
  it.effect("are those of the documentation", () =>
    Effect.gen(function* () {
      const settings = yield* load({})
      assert.deepInclude(settings, {
        port: 5100,
        host: "0.0.0.0",
        hosts: [],
        logLevel: LogLevel.Info,
        logFormat: "pretty",
        cache: { kind: "files" },
        cacheDirectory: "./cache",
        credentialsFile: "./cache/credentials.json",
        pomsPair: undefined,
        tmdbKey: Option.none(),
        adminToken: Option.none(),
        returnSummary: true,
        returnContentRating: true,
        returnImages: false,
        returnRating: false,
        returnTitle: true,
        extras: "empty",
        seriesTextFallback: false,
        webSearch: false,
        wikidata: true,
        contact: "",
        maxEntries: 10_000,
        maxSizeMb: 500,
        rates: { poms: 5, tmdb: 20, wikidata: 2, cinema: 2, vprogids: 2, tvmaze: 2, webSearch: 0.5 },
        bases: {
          poms: "https://rs.poms.omroep.nl/v1/api",
          tmdb: "https://api.themoviedb.org/3",
          wikidata: "https://www.wikidata.org",
          cinema: "https://www.cinema.nl",
          vprogids: "https://www.vprogids.nl",
          duckduckgo: "https://html.duckduckgo.com",
          startpage: "https://www.startpage.com",
          tvmaze: "https://api.tvmaze.com",
          github: "https://api.github.com",
          plexTv: "https://plex.tv"
        }
      })
      assert.deepStrictEqual(
        [settings.ttlFound, settings.ttlNotFound, settings.lookupTimeout].map(Duration.toSeconds),
        [30 * 86_400, 3600, 25]
      )
    })
  )

  it.effect("stand for empty variables too", () =>
    Effect.gen(function* () {
      const names = [
        "PORT",
        "HOST",
        "LOG_LEVEL",
        "CACHE_DIR",
        "CACHE_URL",
        "TMDB_API_KEY",
        "WEB_SEARCH",
        "CACHE_TTL_FOUND"
      ]
      const more = [
        "POMS_API_KEY",
        "POMS_API_SECRET",
        "EXTRAS",
        "WHEN_UNSETTLED",
        "RATE_LIMIT_POMS",
        "POMS_API_BASE",
        "ADMIN_TOKEN",
        "LOG_FORMAT"
      ]
      for (const empty of ["", "  "])
        assert.deepStrictEqual(
          yield* load(Object.fromEntries([...names, ...more].map((name) => [name, empty]))),
          yield* load({})
        )
    })
  )
})

describe("values", () => {
  it.effect("are read as people write them", () =>
    Effect.gen(function* () {
      const settings = yield* load({
        PORT: " 0 ",
        LOG_LEVEL: "warning",
        CACHE_DIR: "/data",
        CACHE_URL: "memory:",
        VPRO_RETURN_IMAGES: "YES",
        VPRO_RETURN_TITLE: "off",
        WEB_SEARCH: "on",
        WIKIDATA: "off",
        CONTACT: " films@example.org ",
        EXTRAS: "Unavailable",
        WHEN_UNSETTLED: "Unavailable",
        CACHE_TTL_FOUND: "14 days",
        CACHE_TTL_NOT_FOUND: "0",
        CACHE_TTL_NOT_FOUND_MAX: "2 days",
        RENEWAL: "off",
        SELF_TEST: "off",
        LOOKUP_TIMEOUT: "1.5m",
        RATE_LIMIT_TMDB: "0.25",
        CINEMA_BASE_URL: "http://localhost:8080/cinema//",
        POMS_CACHE_FILE: "/secrets/pair.json"
      })
      assert.deepInclude(settings, {
        port: 0,
        logLevel: LogLevel.Warning,
        cache: { kind: "memory" },
        credentialsFile: "/secrets/pair.json",
        returnImages: true,
        returnTitle: false,
        renewal: false,
        selfTest: false,
        webSearch: true,
        wikidata: false,
        contact: "films@example.org",
        extras: "unavailable",
        whenUnsettled: "unavailable"
      })
      assert.deepStrictEqual(
        [settings.ttlFound, settings.ttlNotFound, settings.ttlNotFoundMax, settings.lookupTimeout].map(
          Duration.toSeconds
        ),
        [14 * 86_400, 0, 2 * 86_400, 90]
      )
      assert.deepStrictEqual([settings.rates.tmdb, settings.bases.cinema], [0.25, "http://localhost:8080/cinema"])
      assert.strictEqual((yield* load({ CACHE_DIR: "/data" })).credentialsFile, "/data/credentials.json")
    })
  )

  it.effect.each([
    [{}, "pretty"],
    [{ STRUCTURED_LOGGING: "true" }, "json"],
    [{ STRUCTURED_LOGGING: "false" }, "pretty"],
    [{ LOG_FORMAT: "json" }, "json"],
    [{ LOG_FORMAT: "pretty", STRUCTURED_LOGGING: "true" }, "pretty"]
  ] as const)("%j logs as %s", ([variables, expected]) =>
    Effect.map(load(variables), ({ logFormat }) => assert.strictEqual(logFormat, expected))
  )

  it.effect("that are secret are never shown", () =>
    Effect.gen(function* () {
      const secrets = {
        POMS_API_KEY: "mykey12345",
        POMS_API_SECRET: "mysecret12345",
        TMDB_API_KEY: "eyJhbGciOi.eyJhdWQi.c2ln",
        ADMIN_TOKEN: "open-sesame"
      }
      const settings = yield* load(secrets)
      const shown = [JSON.stringify(settings), String(settings), Inspectable.toStringUnknown(settings)].join()
      for (const value of Object.values(secrets)) assert.notInclude(shown, value)
      assert.strictEqual(Option.getOrUndefined(Option.map(settings.adminToken, Redacted.value)), "open-sesame")
      assert.strictEqual(settings.pomsPair && Redacted.value(settings.pomsPair.secret), "mysecret12345")
    })
  )
})

describe("HOSTS", () => {
  it.effect("are names in any case, separated by commas", () =>
    Effect.map(load({ HOSTS: " Films.example.org, nas ,," }), ({ hosts }) =>
      assert.deepStrictEqual(hosts, ["films.example.org", "nas"])
    )
  )

  it.effect.each([
    "https://films.example.org",
    "films.example.org:443",
    "*.example.org",
    "a b",
    "nas,-x",
    "a..b",
    "é.nl"
  ])("%s stops the start", (HOSTS) =>
    Effect.map(refused({ HOSTS }), (message) => {
      assert.include(message, `HOSTS="${HOSTS}" is not valid: `)
      assert.match(message, /separated by commas are expected$/)
    })
  )
})

describe("wrong values", () => {
  it.effect.each([
    ["CACHE_MAX_ENTRIES", "0", /a whole number from 1 to/],
    ["CACHE_MAX_SIZE_MB", "veel", /a whole number from 1 to/],
    ["LOG_FORMAT", "xml", /pretty or json is expected$/],
    ["VPRO_RETURN_TITLE", "2", /true or false is expected$/],
    ["WEB_SEARCH", "duckduckgo", /true or false is expected$/],
    ["EXTRAS", "none", /empty or unavailable is expected$/],
    ["WHEN_UNSETTLED", "503", /answer or unavailable is expected$/],
    ["CACHE_TTL_FOUND", "0", /at least 1s$/],
    ["CACHE_TTL_NOT_FOUND", "-5", /seconds or a time such as/],
    ["LOOKUP_TIMEOUT", "fast", /seconds or a time such as/],
    ["RATE_LIMIT_POMS", "-1", /requests per second from 0 \(no limit\) to 1000 is expected$/],
    ["RATE_LIMIT_WEB_SEARCH", "Infinity", /requests per second/],
    ["POMS_API_BASE", "rs.poms.omroep.nl", /begins with http:\/\/ or https:\/\//],
    ["CINEMA_BASE_URL", "ftp://cinema.nl", /begins with http/],
    ["TMDB_API_BASE", "https://user:pass@tmdb.org", /without query or user name$/],
    ["VPROGIDS_BASE_URL", "https://vprogids.nl?x=1", /without query or user name$/],
    ["WIKIDATA", "maybe", /true or false is expected$/],
    ["WIKIDATA_API_BASE", "www.wikidata.org", /begins with http/],
    ["RATE_LIMIT_WIKIDATA", "-2", /requests per second/],
    ["CONTACT", "somebody", /an e-mail address or an http\(s\) address/],
    ["CACHE_URL", "memcached://localhost", /leave it empty for files/],
    ["CACHE_URL", "redis://", /redis:\/\/localhost:6379\/0" is expected$/],
    ["CACHE_URL", "redis://localhost/films", /redis:\/\/localhost:6379\/0" is expected$/],
    ["REPLICAS", "0", /a whole number from 1 to 1000 is expected$/]
  ] as const)("%s=%s is refused in one line", ([name, value, wanted]) =>
    Effect.gen(function* () {
      const message = yield* refused({ [name]: value })
      if (name !== "TMDB_API_BASE") assert.include(message, `${name}="${value}" is not valid: `)
      assert.match(message, wanted)
      assert.notMatch(message, /\n/)
    })
  )

  it.effect.each([
    ["POMS_API_KEY", "a b c d e"],
    ["POMS_API_SECRET", "abc"],
    ["ADMIN_TOKEN", "short"],
    ["ADMIN_TOKEN", "sésam-open-u"],
    ["ADMIN_TOKEN", "open\u20acsesame"],
    ["POMS_API_KEY", "sleutél123"],
    ["OTEL_EXPORTER_OTLP_HEADERS", "authorization=geheim€"]
  ] as const)("%s=%s is refused without showing it", ([name, value]) =>
    Effect.gen(function* () {
      const message = yield* refused({ [name]: value })
      assert.match(message, new RegExp(`^${name} is not valid: .+ expected$`))
      assert.notInclude(message, value)
    })
  )

  it.effect("of a pair of which one half is missing are refused", () =>
    Effect.gen(function* () {
      for (const half of [{ POMS_API_KEY: "mykey12345" }, { POMS_API_SECRET: "mysecret12345" }])
        assert.match(yield* refused(half), /^POMS_API_KEY and POMS_API_SECRET belong together/)
    })
  )

  it.effect("take the address of a Redis server, and do not show its password", () =>
    Effect.gen(function* () {
      const { cache } = yield* load({ CACHE_URL: "rediss://u:hunter2@redis:6380/2", CACHE_PREFIX: "p:", REPLICAS: "3" })
      assert.deepInclude(cache, { kind: "redis", prefix: "p:", replicas: 3 })
      assert.notInclude(`${JSON.stringify(cache)} ${String(cache)}`, "hunter2")
      assert.notInclude(yield* refused({ CACHE_URL: "redis://u:hunter2@redis/films" }), "hunter2")
    })
  )

  it.effect.each([
    ["CACHE_URL", "redis://u:hun/ter2hunter2@redis:6379"],
    ["CACHE_URL", "redis://u:hunter2/x@redis"],
    ["CACHE_URL", "redis://u:hunter2%zz@redis"],
    ["CACHE_URL", "redis://:hunter2"],
    ["CACHE_URL", "redis:u:hunter2@redis"],
    ["CACHE_URL", "u:hunter2@redis"],
    ["CACHE_URL", "redis://u:hunter2%40redis"],
    ["CACHE_URL", "http://redis?password=hunter2"],
    ["CACHE_URL", "redis://h/x?password=hunter2"],
    ["OTEL_EXPORTER_OTLP_ENDPOINT", "http://:hunter2@collector:4318"],
    ["OTEL_EXPORTER_OTLP_ENDPOINT", "http://u:hun/hunter2@collector:4318"],
    ["TMDB_API_BASE", "https://api.example.org/3?api_key=hunter2"],
    ["POMS_API_BASE", "ftp://u:hunter2/@example.org"],
    ["REPLICAS", "redis://u:hunter2@redis"],
    ["WEB_SEARCH", "user:hunter2hunter2"],
    ["HOSTS", "https://u:hunter2@films.example.org"]
  ] as const)("%s=%s is refused without its password", ([name, value]) =>
    Effect.map(refused({ [name]: value }), (message) => {
      assert.match(message, new RegExp(`^${name} is not valid: .+ expected`))
      assert.notInclude(message, "hunter2")
    })
  )

  it.effect("never show a password in an address", () =>
    Effect.gen(function* () {
      for (const name of ["POMS_API_BASE", "CACHE_URL"])
        assert.notInclude(yield* refused({ [name]: "https://user:hunter2@example.org/x" }), "hunter2")
      assert.notMatch(yield* refused({ EXTRAS: "none\nat all" }), /\n/)
    })
  )

  it.effect("are all told at once", () =>
    Effect.gen(function* () {
      const message = yield* refused({
        PORT: "x",
        CACHE_MAX_ENTRIES: "x",
        EXTRAS: "y",
        RATE_LIMIT_TMDB: "z",
        TMDB_BASE: "ignored",
        CACHE_TTL_FOUND: "w"
      })
      assert.deepStrictEqual(
        message.split("; ").map((fault) => fault.split("=")[0]),
        ["EXTRAS", "CACHE_TTL_FOUND", "CACHE_MAX_ENTRIES", "RATE_LIMIT_TMDB"]
      )
      assert.notMatch(message, /\n/)
    })
  )
})

/** What the Python system had, what people left in it, and what holds then. */
const placeholders = [
  ["PORT", "65536", "port", 5100],
  ["PORT", "-1", "port", 5100],
  ["PORT", "5e3", "port", 5100],
  ["PORT", "5100:5100", "port", 5100],
  ["LOG_LEVEL", "VERBOSE", "logLevel", LogLevel.Info],
  ["LOG_LEVEL", "20", "logLevel", LogLevel.Info],
  ["STRUCTURED_LOGGING", "maybe", "logFormat", "pretty"],
  ["STRUCTURED_LOGGING", "json", "logFormat", "pretty"],
  ["TMDB_API_KEY", "your_tmdb_api_key_here", "tmdbKey", Option.none()],
  ["TMDB_API_KEY", "0123456789abcdef", "tmdbKey", Option.none()],
  ["TMDB_API_KEY", "<your key>", "tmdbKey", Option.none()],
  ["VPRO_RETURN_SUMMARY", "disabled", "returnSummary", true],
  ["VPRO_RETURN_CONTENT_RATING", "nee", "returnContentRating", true],
  ["VPRO_RETURN_IMAGES", "enabled", "returnImages", false],
  ["VPRO_RETURN_IMAGES", "2", "returnImages", false],
  ["VPRO_RETURN_RATING", "${VPRO_RETURN_RATING}", "returnRating", false]
] as const

const older = [...new Set(placeholders.map(([name]) => name))]

describe("variables of the Python system", () => {
  it.effect.each(placeholders)("%s=%s counts as not set, and is told in one line", ([name, value, setting, expected]) =>
    Effect.gen(function* () {
      const settings = yield* load({ [name]: value })
      assert.deepStrictEqual(settings[setting], expected)
      const [told, ...others] = settings.unusable
      assert.isEmpty(others)
      assert.strictEqual(told?.variable, name)
      assert.match(told?.message ?? "", new RegExp(`^${name}.* is not valid: .+ expected; it counts as not set$`))
      assert.strictEqual(told?.message.includes(value), name !== "TMDB_API_KEY")
      // Nothing else is different.
      assert.deepStrictEqual({ ...settings, unusable: [] }, yield* load({}))
    })
  )

  it.effect("are all told, each once, and none when all are well", () =>
    Effect.gen(function* () {
      const all = Object.fromEntries(older.map((name) => [name, "${" + name + "}"]))
      assert.deepStrictEqual((yield* load(all)).unusable.map(({ variable }) => variable).toSorted(), older.toSorted())
      assert.sameMembers([...older], [...Settings.OlderVariable.literals])
      assert.isEmpty((yield* load({})).unusable)
      assert.isEmpty((yield* load({ LOG_LEVEL: "warning", VPRO_RETURN_IMAGES: "1", PORT: "8080" })).unusable)
    })
  )

  it.effect.prop(
    "never stop the start, whatever they hold",
    [FastCheck.dictionary(FastCheck.constantFrom(...older), FastCheck.string())],
    ([variables]) =>
      Effect.map(load(variables), ({ unusable }) => {
        for (const { message, variable } of unusable) {
          assert.property(variables, variable)
          assert.notMatch(message, /\n/)
        }
      })
  )

  it.effect("do not show a key that landed in the wrong one", () =>
    Effect.gen(function* () {
      const secrets = ["0123456789abcdef0123456789abcdef", "eyJhbGciOi.eyJhdWQi.c2ln", "name:hunter2"]
      for (const [index, value] of secrets.entries())
        for (const name of ["PORT", "LOG_LEVEL", "TMDB_API_KEY", "VPRO_RETURN_IMAGES"]) {
          if (name === "TMDB_API_KEY" && index < 2) continue
          const [told] = (yield* load({ [name]: value })).unusable
          assert.notInclude(told?.message ?? value, value)
        }
    })
  )

  it.effect("do not hide a wrong value of another variable", () =>
    Effect.map(refused({ TMDB_API_KEY: "your_tmdb_api_key_here", EXTRAS: "none" }), (message) =>
      assert.strictEqual(message, 'EXTRAS="none" is not valid: empty or unavailable is expected')
    )
  )
})

describe("an address of whoever runs this", () => {
  it.effect.each([
    "films@example.org",
    "F.Films+plex@nas.example.org",
    "https://example.org/~films",
    "http://example.org/@films",
    "HTTPS://EXAMPLE.ORG"
  ])("may be %s", (contact) =>
    Effect.map(load({ CONTACT: contact }), (settings) => {
      assert.strictEqual(settings.contact, contact)
      assert.match(userAgentOf(settings.contact), /^vpro-cinema-plex\/\S+ \(\+https:\/\/\S+; \S+\)$/)
    })
  )

  it.effect.each([
    "films",
    "films@",
    "@example.org",
    "films@example@org",
    "my films@example.org",
    "films@example.org)",
    "films@example.org (home)",
    "https://user:secret@example.org",
    "https://example.org/?who=me",
    "ftp://example.org",
    "filmś@example.org",
    `https://example.org/${"a".repeat(200)}`
  ])("is not %s", (contact) =>
    Effect.map(refused({ CONTACT: contact }), (message) => {
      assert.match(message, /^CONTACT.* is not valid: an e-mail address or an http\(s\) address/)
      assert.notInclude(message, "secret")
    })
  )

  it("may be left out", () => {
    assert.strictEqual(userAgentOf(""), userAgent)
  })
})
