/** The scripts of a release, run on repositories made for the purpose. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { execFileSync, spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

const project = fileURLToPath(new URL("../..", import.meta.url))

/** Nothing of the machine's own git, and a time that stands still. */
const environment = {
  PATH: process.env["PATH"],
  HOME: "/nonexistent",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_AUTHOR_NAME: "A",
  GIT_AUTHOR_EMAIL: "a@example.org",
  GIT_AUTHOR_DATE: "2026-01-01T00:00:00Z",
  GIT_COMMITTER_NAME: "A",
  GIT_COMMITTER_EMAIL: "a@example.org",
  GIT_COMMITTER_DATE: "2026-01-01T00:00:00Z"
}

const folder = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "vpro-release-"))),
  (path) => Effect.sync(() => rmSync(path, { recursive: true }))
)

/** A repository in which commits and tags are made, and the scripts are run. */
const repository = Effect.map(folder, (cwd) => {
  const git = (...args: ReadonlyArray<string>) =>
    execFileSync("git", args, { cwd, env: environment, encoding: "utf8" }).trim()
  git("init", "--quiet", "--initial-branch=main")
  const write = (name: string, text: string) => {
    mkdirSync(dirname(join(cwd, name)), { recursive: true })
    writeFileSync(join(cwd, name), text)
  }
  return {
    git,
    write,
    commit: (message: string) => {
      git("commit", "--quiet", "--allow-empty", "--message", message)
      return git("rev-parse", "HEAD")
    },
    run: (script: string, ...args: ReadonlyArray<string>) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [join(project, "scripts", script), ...args], {
        cwd,
        env: environment,
        encoding: "utf8"
      })
      return { status, stdout, stderr }
    }
  }
})

/** The lines of one section of the notes, without the hashes of the commits. */
const section = (notes: string, title: string) =>
  (notes.split(/^(?=##)/m).find((part) => part.startsWith(`### ${title}\n`)) ?? "")
    .split("\n")
    .filter((line) => line.startsWith("- "))
    .map((line) => line.slice(2).replace(/ \([0-9a-f]{7}\)$/, ""))

describe("the notes of a release", () => {
  it.scoped("group the commits since the release before, by what they mean to a user", () =>
    Effect.map(repository, ({ commit, git, run }) => {
      commit("feat: of an older release")
      git("tag", "v1.0.0")
      commit("feat(matching): countries as evidence")
      commit("fix: a slip")
      commit("perf(cache): one read less")
      commit("docs: how to move")
      commit("test: more of them")
      commit("chore: tidy")
      commit("not a conventional commit")
      git("tag", "v1.1.0")
      commit("fix: of a later release")
      git("tag", "v1.1.1")

      const { status, stdout } = run("release-notes.mjs", "v1.1.0")
      assert.strictEqual(status, 0)
      assert.include(stdout, "## Commits since v1.0.0")
      assert.deepStrictEqual(section(stdout, "Features"), ["**matching:** countries as evidence"])
      assert.deepStrictEqual(section(stdout, "Fixes"), ["a slip"])
      assert.deepStrictEqual(section(stdout, "Performance"), ["**cache:** one read less"])
      assert.deepStrictEqual(section(stdout, "Documentation"), ["how to move"])
      assert.deepStrictEqual(section(stdout, "Breaking changes"), [])
      assert.include(stdout, "3 more")
    })
  )

  it.scoped("put what breaks first, in the words of its footer, and only there", () =>
    Effect.map(repository, ({ commit, git, run }) => {
      commit("feat!: other keys")
      commit("fix(routes): a name\n\nThe body.\n\nBREAKING CHANGE: `/old` is gone,\nuse `/new`\n\nCo-author: B")
      git("tag", "v2.0.0")
      const { stdout } = run("release-notes.mjs", "v2.0.0")
      assert.deepStrictEqual(section(stdout, "Breaking changes"), [
        "other keys",
        "**routes:** `/old` is gone, use `/new`"
      ])
      assert.deepStrictEqual(section(stdout, "Features"), [])
      assert.deepStrictEqual(section(stdout, "Fixes"), [])
    })
  )

  it.scoped("leave out what was done and undone, and keep the undoing of an older release", () =>
    Effect.map(repository, ({ commit, git, run }) => {
      const older = commit("feat: released before")
      git("tag", "v1.0.0")
      const undone = commit("feat: a mistake")
      commit(`Revert "feat: a mistake"\n\nThis reverts commit ${undone}.`)
      commit(`fix: without what was released\n\nThis reverts commit ${older}.`)
      git("tag", "v1.0.1")
      const { stdout } = run("release-notes.mjs", "v1.0.1")
      assert.notInclude(stdout, "a mistake")
      assert.deepStrictEqual(section(stdout, "Fixes"), ["without what was released"])
    })
  )

  it.scoped("compare a release with the release before, over its own pre-releases", () =>
    Effect.map(repository, ({ commit, git, run }) => {
      commit("feat: first")
      git("tag", "v1.0.0")
      commit("feat: second")
      git("tag", "v1.1.0-rc.2")
      commit("feat: third")
      git("tag", "v1.1.0-rc.10")
      commit("feat: fourth")
      git("tag", "v1.1.0")
      const of = (tag: string) => section(run("release-notes.mjs", tag).stdout, "Features")
      assert.deepStrictEqual(of("v1.1.0"), ["second", "third", "fourth"])
      assert.deepStrictEqual(of("v1.1.0-rc.10"), ["third"])
      assert.deepStrictEqual(of("v1.0.0"), ["first"])
    })
  )

  it.scoped("take HEAD for a tag to come, begin with the changelog, and call nobody", () =>
    Effect.map(repository, ({ commit, git, run, write }) => {
      write(
        "CHANGELOG.md",
        "# Changelog\n\n## [1.1.0] - 2026-01-01\n\nThe story.\n\n## [1.0.0] - 2025-01-01\n\nOlder.\n"
      )
      write("package.json", JSON.stringify({ homepage: "https://example.org/p" }))
      commit("feat: first")
      git("tag", "v1.0.0")
      commit("feat: `Option<A>` for Option<A>, thanks @somebody")
      const { stdout } = run("release-notes.mjs", "v1.1.0")
      assert.match(stdout, /^The story\.\n/)
      assert.notInclude(stdout, "Older.")
      assert.deepStrictEqual(section(stdout, "Features"), ["`Option<A>` for Option&lt;A>, thanks @\u200bsomebody"])
      assert.include(stdout, "https://example.org/p/compare/v1.0.0...v1.1.0")
    })
  )

  it.scoped("are refused for what is no version", () =>
    Effect.map(repository, ({ commit, run }) => {
      commit("feat: first")
      const { status, stderr } = run("release-notes.mjs", "main")
      assert.strictEqual(status, 2)
      assert.include(stderr, '"main"')
    })
  )
})

describe("the tags of the image", () => {
  it.scoped("are the version and each shorter name that it is the highest of", () =>
    Effect.map(repository, ({ commit, git, run }) => {
      commit("feat: all")
      for (const tag of ["v4.9.0", "v5.0.0", "v5.0.1", "v5.1.0", "v5.2.0-rc.1", "v5.0.10", "unrelated"]) git("tag", tag)
      const of = (tag: string) => run("release-tags.mjs", tag).stdout.trim().split("\n")
      assert.deepStrictEqual(of("v5.1.0"), ["5.1.0", "5.1", "5", "latest"])
      assert.deepStrictEqual(of("v5.0.10"), ["5.0.10", "5.0"])
      assert.deepStrictEqual(of("v5.0.1"), ["5.0.1"])
      assert.deepStrictEqual(of("v4.9.0"), ["4.9.0", "4.9", "4"])
      assert.deepStrictEqual(of("v5.2.0-rc.1"), ["5.2.0-rc.1"])
    })
  )
})

describe("the check of the version", () => {
  const files = (version: string): ReadonlyArray<readonly [string, string]> => [
    ["package.json", JSON.stringify({ version })],
    ["package-lock.json", JSON.stringify({ version, packages: { "": { version } } })],
    ["CHANGELOG.md", `# Changelog\n\n## [${version}] - 2026-01-31\n`],
    ["Dockerfile", `LABEL org.opencontainers.image.version="${version}" \\\n`],
    ["docker-compose.yml", `    image: vpro-cinema-plex:${version}\n`],
    ["deploy/kubernetes/kustomization.yaml", `images:\n  - name: x/vpro-cinema-plex\n    newTag: ${version}\n`],
    ["deploy/compose/one.yml", `    image: ghcr.io/x/vpro-cinema-plex:5\n`]
  ]

  it.scoped("passes when all agree, and when the tag does", () =>
    Effect.map(repository, ({ run, write }) => {
      for (const [name, text] of files("5.1.0")) write(name, text)
      assert.strictEqual(run("release-check.mjs").status, 0)
      assert.strictEqual(run("release-check.mjs", "v5.1.0").status, 0)
      const { status, stderr } = run("release-check.mjs", "v5.1.1")
      assert.strictEqual(status, 1)
      assert.include(stderr, "the tag is v5.1.1")
    })
  )

  it.scoped("names each file that states another version", () =>
    Effect.map(repository, ({ run, write }) => {
      const right = files("5.1.0")
      for (const [name, text] of right) write(name, text)
      for (const [at, [name, text]] of files("5.0.9").slice(1, 6).entries()) {
        write(name, text)
        const { status, stderr } = run("release-check.mjs")
        assert.strictEqual(status, 1, name)
        assert.include(stderr, name)
        write(name, right[at + 1]?.[1] ?? "")
      }
      assert.strictEqual(run("release-check.mjs").status, 0)
    })
  )

  it.scoped("wants a date in the changelog once there is a tag", () =>
    Effect.map(repository, ({ run, write }) => {
      for (const [name, text] of files("5.1.0")) write(name, text)
      write("CHANGELOG.md", "# Changelog\n\n## [5.1.0] - Unreleased\n")
      assert.strictEqual(run("release-check.mjs").status, 0)
      const { status, stderr } = run("release-check.mjs", "v5.1.0")
      assert.strictEqual(status, 1)
      assert.include(stderr, "Unreleased")
    })
  )

  it("passes for this project", () => {
    const { status, stderr } = spawnSync(process.execPath, ["scripts/release-check.mjs"], {
      cwd: project,
      encoding: "utf8"
    })
    assert.strictEqual(status, 0, stderr)
  })
})
