/** The releases of a repository, as the API of GitHub lists them. */
import { Array as Arr, Effect, Layer, Schema } from "effect"
import { readJson } from "../../../domain/text/Json.ts"
import { byAge, versionOf } from "../../../domain/values/SemanticVersion.ts"
import { fromHttpError, HttpPort } from "../../../ports/HttpPort.ts"
import { ReleasePort } from "../../../ports/ReleasePort.ts"
import { SourceError } from "../../../ports/SourceError.ts"

export interface GitHubOptions {
  /** `https://api.github.com` */
  readonly baseUrl: string
  /** `owner/name` */
  readonly repository: string
}

const Releases = Schema.Array(
  Schema.Struct({ tag_name: Schema.String, draft: Schema.Boolean, prerelease: Schema.Boolean })
)
const decode = readJson(Releases)

/** The latest come first; a patch of an older version may be among them. */
const atOnce = 20

const make = Effect.fn("GitHub.make")(function* ({ baseUrl, repository }: GitHubOptions) {
  const http = yield* HttpPort
  const path = `/repos/${repository}/releases`
  const call = {
    method: "GET" as const,
    url: `${baseUrl}${path}?per_page=${atOnce}`,
    headers: { accept: "application/vnd.github+json" }
  }
  const malformed = (why: string, cause?: unknown) =>
    new SourceError({ source: "github", reason: "Malformed", tried: `GET ${path}: ${why}`, cause })
  const newest = Effect.gen(function* () {
    const answer = yield* Effect.mapError(http.send("github", Effect.succeed(call)), fromHttpError)
    if (answer.status !== 200) return yield* malformed(`status ${answer.status}`)
    const releases = yield* Effect.mapError(decode(answer.body), (cause) => malformed("not a list of releases", cause))
    const versions = releases.flatMap(({ draft, prerelease, tag_name }) => {
      const version = draft || prerelease ? undefined : versionOf(tag_name)
      return version === undefined || version.trial.length > 0 ? [] : [version]
    })
    return Arr.last(Arr.sort(versions, byAge))
  })
  return ReleasePort.of({ newest: Effect.withSpan(newest, "GitHub.newest") })
})

export const layer = (options: GitHubOptions) => Layer.effect(ReleasePort, make(options))
