/** A disk that is full, gone, wrong or damaged, and a clock that jumps: answers stay right, and health says what is amiss. */
import { execFileSync } from "node:child_process"
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync
} from "node:fs"
import { join } from "node:path"
import { setTimeout as wait } from "node:timers/promises"
import { assert, describe, it } from "vitest"
import { onlyItem } from "../app/stage.ts"
import { announced } from "./chance.ts"
import { folder, launch, type Service } from "./process.ts"
import { sources } from "./sources.ts"
import { everything, pathOf, textOf, titleOf, word } from "./world.ts"

const right = async (service: Service, name: string) => {
  const given = await service.ask(pathOf(name))
  assert.strictEqual(given.status, 200, `${name}: ${given.text}`)
  assert.strictEqual(onlyItem(given).summary, textOf(titleOf(name)), name)
  return given.headers["x-cache"] ?? ""
}

const files = (root: string) =>
  readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((name) => /vpro-dijk.*\.json$/.test(name))
    .map((name) => join(root, name))

/** For a second the service believes that nobody else touched a file that it has just seen. */
const noticed = () => wait(1100)

/** Runs a service on that cache folder, and sees to it that it lives until the end. */
const on = async (directory: string, use: (service: Service) => Promise<void>, user?: number) => {
  const others = await sources(everything)
  const service = await launch({ ...others.variables, CACHE_DIR: directory }, { user })
  try {
    await use(service)
    assert.isTrue(service.running(), service.log())
    assert.strictEqual((await service.ask("/health")).status, 200)
    assert.strictEqual((await service.end("SIGTERM")).code, 0)
  } finally {
    await service.end("SIGKILL")
    await others.close()
  }
}

const unready = async (service: Service, why: RegExp) => {
  const given = await service.ask("/health/ready")
  assert.strictEqual(given.status, 503, given.text)
  assert.match(given.text, /"writable":false/)
  assert.match(given.text, why)
}

describe("the cache folder", () => {
  it("is full", async () => {
    const { path, remove } = folder()
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", path], { stdio: "pipe" })
    } catch (error) {
      console.log(`full disk: not tried, a tmpfs cannot be mounted here (${String(error).split("\n")[0]})`)
      return remove()
    }
    try {
      writeFileSync(join(path, "ballast"), Buffer.alloc(900 * 1024))
      await on(path, async (service) => {
        const kept: Array<string> = []
        for (let index = 0; index < 150; index++) await right(service, `v${word(index)}`)
        for (const name of files(path)) assert.doesNotThrow(() => JSON.parse(readFileSync(name, "utf8")), name)
        await unready(service, /ENOSPC|no space|full/i)
        for (let index = 0; index < 150; index++) {
          const from = await right(service, `v${word(index)}`)
          if (from === "hit") kept.push(word(index))
        }
        assert.isAbove(kept.length, 5, "what was written before is served")
        assert.deepEqual(
          readdirSync(path, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".tmp")),
          [],
          "no half-written files"
        )
        rmSync(join(path, "ballast"))
        await right(service, "vrij")
        assert.strictEqual(await right(service, "vrij"), "hit", "there is room again")
        assert.strictEqual((await service.ask("/health/ready")).status, 200)
        console.log(`full disk: 150 look-ups on a full tmpfs of 1 MB, ${kept.length} kept, all answered right`)
      })
    } finally {
      execFileSync("umount", [path])
      remove()
    }
  })

  it("becomes read-only while running", async () => {
    const { path, remove } = folder()
    const mount = (...options: ReadonlyArray<string>) => execFileSync("mount", [...options, path], { stdio: "pipe" })
    try {
      mount("-t", "tmpfs", "tmpfs")
    } catch (error) {
      console.log(`read-only folder: not tried, a tmpfs cannot be mounted here (${String(error).split("\n")[0]})`)
      return remove()
    }
    try {
      await on(path, async (service) => {
        assert.strictEqual(await right(service, "voor"), "lookup")
        mount("-o", "remount,ro")
        assert.strictEqual(await right(service, "voor"), "hit", "what was kept is served")
        assert.strictEqual(await right(service, "na"), "lookup")
        assert.strictEqual(await right(service, "na"), "lookup", "it could not be kept")
        await unready(service, /EROFS/)
        mount("-o", "remount,rw")
        assert.strictEqual(await right(service, "na"), "lookup")
        assert.strictEqual(await right(service, "na"), "hit", "it can be kept again")
        assert.strictEqual((await service.ask("/health/ready")).status, 200)
      })
    } finally {
      execFileSync("umount", [path])
      remove()
    }
  })

  it("is a regular file", async () => {
    const { path, remove } = folder()
    try {
      const file = join(path, "cache")
      writeFileSync(file, "not a folder")
      await on(file, async (service) => {
        assert.strictEqual(await right(service, "bestand"), "lookup")
        assert.strictEqual(await right(service, "bestand"), "lookup")
        await unready(service, /cache probe failed/)
      })
      assert.strictEqual(readFileSync(file, "utf8"), "not a folder")
    } finally {
      remove()
    }
  })

  it("vanishes while running", async () => {
    const { path, remove } = folder()
    try {
      await on(join(path, "cache"), async (service) => {
        assert.strictEqual(await right(service, "weg"), "lookup")
        assert.strictEqual(await right(service, "weg"), "hit")
        rmSync(join(path, "cache"), { recursive: true })
        await noticed()
        assert.strictEqual(await right(service, "weg"), "lookup")
        assert.strictEqual(await right(service, "weg"), "hit", "the folder is made again")
        rmSync(join(path, "cache"), { recursive: true })
        writeFileSync(join(path, "cache"), "")
        await noticed()
        assert.strictEqual(await right(service, "weg"), "lookup")
        await unready(service, /cache probe failed/)
      })
    } finally {
      remove()
    }
  })

  it("holds damaged files", async () => {
    const { path, remove } = folder()
    const { whole, pick } = announced("damage")
    const ways: Readonly<Record<string, (file: string) => void>> = {
      truncated: (file) => truncateSync(file, whole(1, 200)),
      empty: (file) => truncateSync(file, 0),
      random: (file) => writeFileSync(file, Buffer.from(Array.from({ length: whole(1, 3000) }, () => whole(0, 255)))),
      huge: (file) => writeFileSync(file, Buffer.alloc(3 * 1024 * 1024, 32)),
      "of another key": (file) =>
        writeFileSync(file, readFileSync(file, "utf8").replace('"key": "vpro-dijk-', '"key": "vpro-dam-')),
      "of another kind of JSON": (file) => writeFileSync(file, pick(["[]", "null", "7", '{"a":{"b":[1]}}', '"text"'])),
      "of members nested deep": (file) =>
        writeFileSync(
          file,
          readFileSync(file, "utf8").replace("{", `{"moods":${"[".repeat(4000)}${"]".repeat(4000)},`)
        ),
      "a pipe": (file) => {
        rmSync(file)
        execFileSync("mkfifo", [file])
      },
      "a device": (file) => {
        rmSync(file)
        symlinkSync("/dev/zero", file)
      },
      "a folder": (file) => {
        rmSync(file)
        mkdirSync(file)
        writeFileSync(join(file, "inside"), "x")
      }
    }
    try {
      await on(path, async (service) => {
        let broken = 0
        for (const [way, damage] of Object.entries(ways)) {
          const names = Array.from({ length: 8 }, () => `d${word(broken++)}`)
          for (const name of names) {
            await right(service, name)
            const file = files(path).find((found) => found.includes(`vpro-dijk-${name}-`))
            if (file === undefined) return assert.fail(`${name} was not kept`)
            damage(file)
          }
          await noticed()
          for (const name of names) {
            assert.strictEqual(await right(service, name), "lookup", `${name}, ${way}`)
            await right(service, name)
            if (way !== "a folder") assert.strictEqual(await right(service, name), "hit", `${name}, ${way}`)
          }
        }
        console.log(`damage: ${broken} files in ${Object.keys(ways).length} ways, every answer right`)
      })
    } finally {
      remove()
    }
  })

  it("holds pipes and files that may not be read when the service starts", async () => {
    const { path, remove } = folder()
    try {
      await on(path, async (service) => {
        for (const name of ["pijp", "dicht", "open"]) await right(service, name)
      })
      const [pipe = "", closed = ""] = ["pijp", "dicht"].map((name) =>
        files(path).find((found) => found.includes(`vpro-dijk-${name}-`))
      )
      rmSync(pipe)
      execFileSync("mkfifo", [pipe])
      chmodSync(closed, 0)
      // Nothing is forbidden to root: the service then runs as nobody.
      const user = process.getuid?.() === 0 ? 65_534 : undefined
      if (user !== undefined) {
        for (const name of ["", ...readdirSync(path, { recursive: true, encoding: "utf8" })])
          chownSync(join(path, name), user, user)
        chownSync(closed, 0, 0)
      }
      const before = readFileSync(closed, "utf8")
      await on(
        path,
        async (service) => {
          assert.strictEqual(await right(service, "open"), "hit")
          assert.strictEqual(await right(service, "pijp"), "lookup")
          assert.strictEqual(await right(service, "dicht"), "lookup")
          const linesOf = (name: string) =>
            service
              .log()
              .split("\n")
              .filter((line) => line.includes(`dijk-${name}-`))
          // The log is written a moment after the answer.
          for (let time = 0; time < 100 && linesOf("dicht").length === 0; time++) await wait(20)
          assert.match(linesOf("dicht").join("\n"), /EACCES/)
          assert.notMatch(linesOf("dicht").join("\n"), /damaged/)
          assert.match(linesOf("pijp").join("\n"), /no ordinary file/)
        },
        user
      )
      assert.strictEqual(readFileSync(closed, "utf8"), before, "it is left where it is, as it is")
      assert.strictEqual(lstatSync(closed).mode & 0o777, 0)
    } finally {
      remove()
    }
  })

  it("keeps choices of settings that may not be read as they are, and says so to whoever makes another", async () => {
    const { path, remove } = folder()
    const chosen = '{ "VPRO_RETURN_RATING": "true" }'
    try {
      const file = join(path, "switches.json")
      writeFileSync(file, chosen, { mode: 0 })
      // Nothing is forbidden to root: the service then runs as nobody.
      const user = process.getuid?.() === 0 ? 65_534 : undefined
      if (user !== undefined) chownSync(path, user, user)
      const others = await sources(everything)
      const service = await launch({ ...others.variables, CACHE_DIR: path, ADMIN_TOKEN: "een-lang-geheim" }, { user })
      try {
        const given = await service.ask("/switches/change", {
          method: "POST",
          headers: { authorization: "Bearer een-lang-geheim" },
          body: JSON.stringify({ name: "EXTRAS", value: "unavailable" })
        })
        assert.strictEqual(given.status, 503, given.text)
        await right(service, "dijk")
        assert.include(service.log(), "the choices of settings cannot be read")
      } finally {
        await service.end("SIGKILL")
        await others.close()
      }
      chmodSync(file, 0o600)
      assert.strictEqual(readFileSync(file, "utf8"), chosen)
    } finally {
      remove()
    }
  })

  it("holds files of a newer version, and of the future", async () => {
    const { path, remove } = folder()
    try {
      await on(path, async (service) => {
        await right(service, "nieuw")
        const [file = ""] = files(path)
        const text = readFileSync(file, "utf8")
        writeFileSync(file, text.replace("{", '{"schema_version":9,"moods":{"a":[1,null]},'))
        await noticed()
        assert.strictEqual(await right(service, "nieuw"), "hit")
        const ahead = new Date(Date.now() + 400 * 24 * 3600_000).toISOString()
        writeFileSync(file, readFileSync(file, "utf8").replace(/"fetched_at": "[^"]*"/, `"fetched_at": "${ahead}"`))
        await noticed()
        const from = await right(service, "nieuw")
        assert.include(["hit", "lookup"], from)
        assert.match(readFileSync(file, "utf8"), /moods/, "what a newer version wrote is kept")
        console.log(`clock: an entry from the future is answered by "${from}"`)
      })
    } finally {
      remove()
    }
  })
})
