/** What is told of the settings, for every variable. */
import { NodeContext } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { ConfigProvider, Effect, Option } from "effect"
import * as Fs from "node:fs/promises"
import * as Path from "node:path"
import * as Settings from "../../../src/app/Settings.ts"
import * as Given from "../../../src/app/settings/Given.ts"
import { report } from "../../../src/app/settings/Report.ts"
import type { Choices } from "../../../src/app/settings/Switchable.ts"
import { folder } from "../../stand-ins/folder.ts"

const reportOf = (variables: Readonly<Record<string, string>>, choices: Choices = {}) =>
  Effect.map(
    Effect.withConfigProvider(report({ choices }), ConfigProvider.fromMap(new Map(Object.entries(variables)))),
    (told) => ({
      ...told,
      of: (name: string) => {
        const found = told.variables.find(({ about }) => about.name === name)
        return {
          value: found?.value,
          origin: found?.origin,
          problem: Option.getOrUndefined(found?.problem ?? Option.none())
        }
      }
    })
  )

describe("the report", () => {
  it.effect("has a default for all, and nothing is wrong, when nothing is set", () =>
    Effect.map(reportOf({}), ({ of, problems, variables }) => {
      assert.isEmpty(problems)
      assert.isTrue(variables.every(({ about, origin, value }) => origin === "default" && value === about.fallback))
      assert.deepStrictEqual(of("CACHE_TTL_FOUND"), { value: "30 days", origin: "default", problem: undefined })
    })
  )

  it.effect("tells what holds as it would be written", () =>
    Effect.gen(function* () {
      const given = {
        PORT: " 8080 ",
        LOG_LEVEL: "warn",
        VPRO_RETURN_IMAGES: "YES",
        WIKIDATA: "0",
        LOOKUP_TIMEOUT: "1.5m",
        CACHE_TTL_NOT_FOUND: "24 h",
        CACHE_DIR: "/data",
        STRUCTURED_LOGGING: "true",
        HOSTS: "A.example.org, b",
        TMDB_API_KEY: ""
      }
      const { of, problems } = yield* reportOf(given)
      assert.isEmpty(problems)
      const told = Object.keys({ ...given, POMS_CACHE_FILE: "", LOG_FORMAT: "" }).map((name) => [name, of(name).value])
      assert.deepStrictEqual(Object.fromEntries(told), {
        PORT: "8080",
        LOG_LEVEL: "WARNING",
        VPRO_RETURN_IMAGES: "true",
        WIKIDATA: "off",
        LOOKUP_TIMEOUT: "90 s",
        CACHE_TTL_NOT_FOUND: "1 day",
        CACHE_DIR: "/data",
        STRUCTURED_LOGGING: "true",
        HOSTS: "a.example.org,b",
        TMDB_API_KEY: "",
        POMS_CACHE_FILE: "/data/credentials.json",
        LOG_FORMAT: "json"
      })
      assert.strictEqual(of("TMDB_API_KEY").origin, "default")
    })
  )

  it.effect("tells what was chosen on the page, where no variable says otherwise, and no secret of it", () =>
    Effect.gen(function* () {
      const secret = "0123456789abcdef0123456789abcdef"
      const choices = { VPRO_RETURN_RATING: "on", VPRO_RETURN_IMAGES: "true", TMDB_API_KEY: secret }
      const { of, variables } = yield* reportOf({ VPRO_RETURN_IMAGES: "false" }, choices)
      assert.deepInclude(of("VPRO_RETURN_RATING"), { value: "true", origin: "page" })
      assert.deepInclude(of("VPRO_RETURN_IMAGES"), { value: "false", origin: "environment" })
      assert.deepInclude(of("TMDB_API_KEY"), { value: "set", origin: "page" })
      assert.deepInclude(of("EXTRAS"), { value: "empty", origin: "default" })
      assert.notInclude(JSON.stringify(variables), secret)
    })
  )

  it.effect("tells what is wrong, and whether the service starts with it", () =>
    Effect.gen(function* () {
      const { of, problems, unknown } = yield* reportOf({ EXTRAS: "none", LOG_LEVEL: "VERBOSE", TMDB_APIKEY: "x" })
      assert.deepStrictEqual(
        problems.map(({ effect, variable }) => [variable, effect]),
        [
          ["LOG_LEVEL", "ignored"],
          ["EXTRAS", "stops"],
          ["TMDB_APIKEY", "ignored"]
        ]
      )
      assert.deepStrictEqual(of("LOG_LEVEL").value, "INFO")
      assert.match(of("EXTRAS").problem?.message ?? "", /^EXTRAS="none" is not valid: /)
      assert.deepStrictEqual(
        unknown.map(({ variable }) => variable),
        ["TMDB_APIKEY"]
      )
    })
  )

  it.effect("has the same sentences as the start of the service", () =>
    Effect.gen(function* () {
      const variables = { EXTRAS: "none", REPLICAS: "0", PORT: "x", RATE_LIMIT_POMS: "fast" }
      const { problems } = yield* reportOf(variables)
      const refused = yield* Effect.flip(
        Effect.withConfigProvider(Settings.load, ConfigProvider.fromMap(new Map(Object.entries(variables))))
      )
      const stops = problems.filter(({ effect }) => effect === "stops").map(({ message }) => message)
      assert.strictEqual(stops.join("; "), refused.message)
    })
  )

  it.effect.each([
    ["POMS_API_KEY", "POMS_API_SECRET"],
    ["POMS_API_SECRET", "POMS_API_KEY"]
  ] as const)("misses the other half of %s", ([given, missing]) =>
    Effect.map(reportOf({ [given]: "hunter2hunter2" }), ({ problems }) => {
      const message = "POMS_API_KEY and POMS_API_SECRET belong together: set both or neither"
      assert.deepStrictEqual(problems, [{ variable: missing, message, effect: "stops" }])
    })
  )

  it.effect("shows no secret", () =>
    Effect.gen(function* () {
      const names = (yield* reportOf({})).variables.flatMap(({ about }) => (about.secret ? [about.name] : []))
      assert.includeMembers(names, ["TMDB_API_KEY", "POMS_API_SECRET", "ADMIN_TOKEN", "PLEX_TOKEN", "CACHE_URL"])
      const addresses = ["redis://u:hunter2@redis", "redis://u:hunter2@redis/films"]
      for (const value of ["hunter2hunter2", "eyJhunter2.eyJ.c2ln", "a=hunter2", ...addresses]) {
        const given = names.filter((name) => name !== "CACHE_URL" || addresses.includes(value))
        const told = yield* reportOf(Object.fromEntries(given.map((name) => [name, value])))
        assert.notInclude(JSON.stringify(told), "hunter2")
      }
      // A key that landed in a variable that takes any text.
      for (const value of ["0123456789abcdef0123456789abcdef", "eyJhbGciOi.eyJhdWQi.c2ln", "redis://u:hunter2@redis"])
        assert.strictEqual((yield* reportOf({ CACHE_DIR: value })).of("CACHE_DIR").value, "set")
      assert.strictEqual((yield* reportOf({ CACHE_URL: "redis://u:hunter2@redis" })).of("CACHE_URL").value, "set")
    })
  )
})

describe("the environment and the file .env", () => {
  const read = (environment: Readonly<Record<string, string>>, text: string) =>
    Effect.gen(function* () {
      const file = Path.join(yield* folder, ".env")
      yield* Effect.promise(() => Fs.writeFile(file, text))
      return yield* Effect.provide(Effect.zip(report(), Settings.load), Given.layerOf(environment, file))
    }).pipe(Effect.provide(NodeContext.layer))

  it.scopedLive("are told apart, and the environment goes before the file", () =>
    Effect.gen(function* () {
      const text =
        'RATE_LIMIT_POMS=2\nEXTRAS=unavailable\n# IDS=when-needed\nexport CONTACT="films@example.org"\nTMDB_APIKEY=x\n'
      const [{ unknown, variables }, settings] = yield* read({ EXTRAS: "empty", PATH: "/bin", PORT: "0" }, text)
      const set = variables.flatMap(({ about, origin, value }) =>
        origin === "default" ? [] : [[about.name, origin, value]]
      )
      assert.deepStrictEqual(set, [
        ["CONTACT", ".env", "films@example.org"],
        ["PORT", "environment", "0"],
        ["EXTRAS", "environment", "empty"],
        ["RATE_LIMIT_POMS", ".env", "2"]
      ])
      assert.deepInclude(settings, { extras: "empty", contact: "films@example.org", port: 0 })
      assert.deepStrictEqual(
        [unknown, settings.unknown].map((all) => all.map(({ message }) => message)),
        Array.from({ length: 2 }, () => ["TMDB_APIKEY is not known: did you mean TMDB_API_KEY?"])
      )
    })
  )

  it.scopedLive("are the environment alone without a file", () =>
    Effect.gen(function* () {
      const told = Effect.provide(report(), Given.layerOf({ EXTRAS: "empty" }, Path.join(yield* folder, "none")))
      const { variables } = yield* Effect.provide(told, NodeContext.layer)
      assert.deepStrictEqual(
        variables.flatMap(({ about, origin }) => (origin === "default" ? [] : [about.name])),
        ["EXTRAS"]
      )
    })
  )

  it.scopedLive("leave a name of one's own unread when it is written in other letters", () =>
    Effect.gen(function* () {
      const [{ unknown }] = yield* read({ tmdb_api_key: "x" }, "")
      assert.deepStrictEqual(
        unknown.map(({ message }) => message),
        ["tmdb_api_key is not known: did you mean TMDB_API_KEY?"]
      )
    })
  )
})
