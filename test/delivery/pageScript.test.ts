/** What a browser loads of the page is our own and small: a phone on a home network reads all of it before it shows anything. */
import { assert, describe, it } from "@effect/vitest"
import { build } from "esbuild"

const most = 170_000

describe("the script of the page", () => {
  it("holds no library, and no more than it must", async () => {
    const { metafile, outputFiles } = await build({
      entryPoints: ["src/app/web/page/client/main.ts"],
      bundle: true,
      format: "esm",
      minify: true,
      metafile: true,
      write: false,
      logLevel: "silent"
    })
    const foreign = Object.keys(metafile.inputs).filter((path) => path.includes("node_modules"))
    assert.deepStrictEqual(foreign, [])
    assert.isBelow(outputFiles[0]?.contents.length ?? 0, most)
  })
})
