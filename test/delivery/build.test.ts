/** The build as the Dockerfile does it: from the files it copies, and the same to the byte each time. */
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { execFileSync } from "node:child_process"
import { createHash } from "node:crypto"
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

const project = fileURLToPath(new URL("../..", import.meta.url))

/** What the first stage of the Dockerfile copies from the project. */
const copied = () => {
  const [, stage = ""] = readFileSync(join(project, "Dockerfile"), "utf8").split(/^FROM /m)
  return [...stage.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, names = ""]) => names.split(" "))
}

/** What `.dockerignore` lets through: a list of exceptions to `*`. */
const allowed = () =>
  readFileSync(join(project, ".dockerignore"), "utf8")
    .split("\n")
    .flatMap((line) => (line.startsWith("!") ? [line.slice(1)] : []))

/** Builds in a folder that holds nothing else, and says what came out: names and digests. */
const built = Effect.gen(function* () {
  const folder = yield* Effect.acquireRelease(
    Effect.sync(() => mkdtempSync(join(tmpdir(), "vpro-build-"))),
    (path) => Effect.sync(() => rmSync(path, { recursive: true }))
  )
  for (const name of copied()) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    cpSync(join(project, name), join(folder, name), { recursive: true })
  }
  symlinkSync(join(project, "node_modules"), join(folder, "node_modules"))
  execFileSync("npm", ["run", "--silent", "build"], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] })
  const dist = join(folder, "dist")
  return readdirSync(dist, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(dist, name)).isFile())
    .toSorted()
    .map(
      (name) =>
        `${name} ${createHash("sha256")
          .update(readFileSync(join(dist, name)))
          .digest("hex")}`
    )
})

it.scoped(
  "two builds of what the Dockerfile copies are the same to the byte",
  () =>
    Effect.gen(function* () {
      const first = yield* built
      assert.match(first.join("\n"), /^main\.js /m)
      assert.deepStrictEqual(yield* built, first)
    }),
  180_000
)

it("the Dockerfile copies only what .dockerignore lets through", () => {
  const names = copied()
  assert.include(names, "package-lock.json")
  assert.deepStrictEqual(
    names.filter((name) => !allowed().some((one) => name === one || name.startsWith(`${one}/`))),
    []
  )
})
