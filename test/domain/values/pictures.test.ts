import { assert, describe, it } from "@effect/vitest"
import type { Picture } from "../../../src/domain/values/Catalogue.ts"
import { completed, firstPictures, isShowable, lacksPoster } from "../../../src/domain/values/Pictures.ts"

const of = (type: Picture["type"], name: string): Picture => ({ type, url: `https://i.test/${name}` })
const poster = of("coverPoster", "poster.jpg")
const other = of("coverPoster", "other.png")
const still = of("background", "still.jpg")
const logo = of("clearLogo", "logo.png")
const webp = of("coverPoster", "poster.webp")
const gone: Picture = { type: "coverPoster", url: "https://www.vprogids.nl/poster.jpg" }

describe("pictures", () => {
  it.each([
    ["https://images.vpro.nl/1/w_300/a.jpg", true],
    ["http://i.test/a.png?w=1", true],
    ["https://i.test/a.webp?w=1", false],
    ["https://www.vpro.nl/a.jpg", false],
    ["http://vprogids.nl/a.jpg", false],
    ["https://cinema.nl/a.jpg", false],
    ["/a.jpg", false]
  ])("of %s can be shown: %s", (url, shown) => assert.strictEqual(isShowable({ url }), shown))

  it.each([
    ["none", [], true],
    ["a still", [still], true],
    ["a poster that is gone", [gone, still], true],
    ["a poster that is not shown", [webp], true],
    ["a poster", [gone, poster], false]
  ] as const)("with %s lack a poster: %s", (_, pictures, lacking) =>
    assert.strictEqual(lacksPoster({ pictures }), lacking)
  )

  it.each([
    ["nothing with those of another", [], [poster, still], [poster, still]],
    ["what cannot be shown with what can", [gone, webp], [webp, poster], [poster]],
    ["stills with a poster and a logo", [still], [poster, of("background", "b.jpg"), logo], [still, poster, logo]],
    ["a poster with no other", [poster], [other], [poster]]
  ] as const)("complete %s", (_, own, others, expected) => assert.deepStrictEqual(completed(own, others), expected))

  it("of a page are its poster and nine stills", () => {
    const stills = Array.from({ length: 12 }, (_, at) => of("background", `${at}.jpg`))
    assert.deepStrictEqual(firstPictures([webp, ...stills, poster, other]), [poster, ...stills.slice(0, 9)])
  })
})
