/** The image holds no Python, but knows what the Python system was called with. */
import { execFileSync, spawnSync } from "node:child_process"
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, assert, describe, it } from "vitest"

const bin = mkdtempSync(join(tmpdir(), "python-"))
afterAll(() => rmSync(bin, { recursive: true, force: true }))

// In their place are programs that say what they are given, a word on a line.
for (const name of ["vpro-cinema-plex", "node"]) {
  writeFileSync(join(bin, name), `#!/bin/sh\nprintf '%s\\n' ${name} "$@"\n`)
  chmodSync(join(bin, name), 0o755)
}
const env = { PATH: `${bin}:/usr/bin:/bin` }
const python = (...words: ReadonlyArray<string>) =>
  execFileSync("docker/python", words, { env, encoding: "utf8" }).trimEnd().split("\n")

describe("python in the image", () => {
  it.each(["vpro_lookup.py", "/app/vpro_lookup.py", "./vpro_lookup.py", "vpro_cinema_scraper.py"])(
    "%s looks up, with the same words",
    (script) => {
      const words = ["The Matrix", "--year", "1999", "--imdb", "tt0133093", "--skip-poms", "-v"]
      assert.deepStrictEqual(python(script, ...words), ["vpro-cinema-plex", "lookup", ...words])
      assert.deepStrictEqual(python(script, "--refresh-credentials"), [
        "vpro-cinema-plex",
        "lookup",
        "--refresh-credentials"
      ])
    }
  )

  it("checks the health of the older Compose file", () => {
    const code = "import urllib.request; urllib.request.urlopen('http://localhost:5100/health')"
    assert.deepStrictEqual(python("-c", code), ["node", "/app/docker/healthcheck.mjs", code])
  })

  it("starts the service", () => {
    const started = python("vpro_metadata_provider.py")
    assert.deepStrictEqual([started[0], started.at(-1)], ["node", "/app/dist/main.js"])
  })

  it.each([[[]], [["-c", "print(1)"]], [["-m", "http.server"]], [["cache.py"]], [["vpro_lookup.pyc"]]])(
    "does nothing else: %j",
    (words) => {
      const { status, stderr, stdout } = spawnSync("docker/python", words, { env, encoding: "utf8" })
      assert.deepStrictEqual([status, stdout], [127, ""])
      assert.match(stderr, /no Python/)
    }
  )
})
