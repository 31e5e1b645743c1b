/** Variables that look like ours and are none: those are told of, and nothing else is. */
import { assert, describe, it } from "@effect/vitest"
import { ConfigProvider, Effect, FastCheck, Option } from "effect"
import { all } from "../../../src/app/settings/Groups.ts"
import { distance, judged, unknownVariables } from "../../../src/app/settings/Unknown.ts"

const meant = (name: string) => Option.map(judged(name), ({ meant }) => Option.getOrElse(meant, () => "nobody knows"))

const among = (names: ReadonlyArray<string>) =>
  Effect.withConfigProvider(unknownVariables, ConfigProvider.fromMap(new Map(names.map((name) => [name, "x"]))))

describe("an unknown variable", () => {
  it.each([
    ["TMDB_APIKEY", "TMDB_API_KEY"],
    ["TMDBAPIKEY", "TMDB_API_KEY"],
    ["tmdb_api_key", "TMDB_API_KEY"],
    ["TMDB_KEY", "TMDB_API_KEY"],
    ["TMDB_API_KYE", "TMDB_API_KEY"],
    ["RATE_LIMIT_POM", "RATE_LIMIT_POMS"],
    ["RATE_LIMITS_TMDB", "RATE_LIMIT_TMDB"],
    ["VPRO_RETURN_SUMARY", "VPRO_RETURN_SUMMARY"],
    ["VPRO_RETURN_RATINGS", "VPRO_RETURN_RATING"],
    ["VPRO_IMAGES", "VPRO_RETURN_IMAGES"],
    ["CACHE_TTL_FOUNDD", "CACHE_TTL_FOUND"],
    ["CACHE_TTL_NOTFOUND", "CACHE_TTL_NOT_FOUND"],
    ["CACHE_SIZE_MB", "CACHE_MAX_SIZE_MB"],
    ["CACHEDIR", "CACHE_DIR"],
    ["LOGLEVEL", "LOG_LEVEL"],
    ["ADMINTOKEN", "ADMIN_TOKEN"],
    ["WEBSEARCH", "WEB_SEARCH"],
    ["POMS_KEY", "POMS_API_KEY"],
    ["WHEN_UNSETLED", "WHEN_UNSETTLED"],
    ["RATE_LIMIT_IMDB", "RATE_LIMIT_TMDB"],
    ["VPRO_RETURN_TRAILERS", "nobody knows"],
    ["RATE_LIMIT_EVERYBODY", "nobody knows"]
  ])("%s: %s was meant", (name, expected) => {
    assert.deepStrictEqual(meant(name), Option.some(expected))
  })

  it("is told in one sentence", () => {
    const messages = ["TMDB_APIKEY", "VPRO_RETURN_TRAILERS"].map((name) => Option.getOrThrow(judged(name)).message)
    assert.deepStrictEqual(messages, [
      "TMDB_APIKEY is not known: did you mean TMDB_API_KEY?",
      "VPRO_RETURN_TRAILERS is not known"
    ])
  })
})

describe("nothing is said of", () => {
  it.each(all.map(({ about }) => about.name))("%s, which is ours", (name) => {
    assert.isTrue(Option.isNone(judged(name)))
  })

  it.each([
    "PATH",
    "HOME",
    "HOSTNAME",
    "USER",
    "SHELL",
    "LANG",
    "LC_ALL",
    "TZ",
    "PWD",
    "SORT",
    "POST",
    "HOSTTYPE",
    "XPC_HOSTS",
    "HOST_PORT",
    "NODE_ENV",
    "NODE_OPTIONS",
    "NODE_VERSION",
    "NO_PROXY",
    "HTTPS_PROXY",
    "NO_COLOR",
    "FORCE_COLOR",
    "OTEL_TRACES_EXPORTER",
    "OTEL_EXPORTER_OTLP_PROTOCOL",
    "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
    "OTEL_LOG_LEVEL",
    "PLEX_TOKEN",
    "PLEX_CLAIM",
    "PLEX_CONFIG",
    "ADVERTISE_IP",
    "PUID",
    "PGID",
    "UMASK",
    "YARN_VERSION",
    "KUBERNETES_SERVICE_HOST",
    "VPRO_CINEMA_PLEX_SERVICE_PORT",
    "VPRO_CINEMA_PLEX_PORT_5100_TCP_ADDR",
    "TMDB_LANGUAGE",
    "TMDB_API_VERSION_OF_SOMEBODY",
    "XDG_CACHE_HOME",
    "STATE_DIRECTORY",
    "INVOCATION_ID",
    "JOURNAL_STREAM",
    "HOST_CONTAINERNAME",
    "HOST_OS",
    "HOST_HOSTNAME",
    "npm_config_cache",
    "npm_package_version",
    "_",
    "A-B",
    ""
  ])('"%s", which is somebody else\'s', (name) => {
    assert.isTrue(Option.isNone(judged(name)))
  })

  it.effect("the Python system's variables, nor of anything else in its environment", () =>
    Effect.map(
      among([
        "PORT",
        "LOG_LEVEL",
        "STRUCTURED_LOGGING",
        "CACHE_DIR",
        "POMS_CACHE_FILE",
        "PYTHONUNBUFFERED",
        "PYTHON_VERSION"
      ]),
      (told) => assert.isEmpty(told)
    )
  )

  it.effect("what an environment holds that is not given by whole names", () =>
    Effect.gen(function* () {
      const words = new Map([["LOGLEVEL_OF_SOMEBODY", "x"]])
      const told = Effect.withConfigProvider(unknownVariables, ConfigProvider.fromMap(words, { pathDelim: "_" }))
      assert.isEmpty(yield* told)
    })
  )
})

describe("whatever an environment holds", () => {
  it.effect.prop(
    "one of ours is never complained of, and no complaint has a second line or more than a name",
    [
      FastCheck.array(
        FastCheck.oneof(FastCheck.string(), FastCheck.constantFrom(...all.map(({ about }) => about.name)))
      )
    ],
    ([names]) =>
      Effect.map(among(names), (told) => {
        for (const { message, variable } of told) {
          assert.isFalse(all.some(({ about }) => about.name === variable))
          assert.isAtMost(message.length, 200)
          assert.notMatch(message, /\n/)
        }
      })
  )

  it.effect("no more than twenty are told of", () =>
    Effect.map(among(Array.from({ length: 500 }, (_, at) => `RATE_LIMIT_X${at}`)), (told) => assert.lengthOf(told, 20))
  )

  it("long names are not looked at", () => {
    assert.isTrue(Option.isNone(judged(`RATE_LIMIT_${"X".repeat(1_000_000)}`)))
  })
})

it.prop(
  "how far two names are apart is the same from both sides, and nothing for one",
  [FastCheck.string({ maxLength: 12 }), FastCheck.string({ maxLength: 12 })],
  ([one, other]) => {
    assert.strictEqual(distance(one, other), distance(other, one))
    assert.strictEqual(distance(one, one), 0)
    assert.isAtMost(distance(one, other), Math.max(one.length, other.length))
  }
)
