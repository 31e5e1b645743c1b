/** The whole road, from a match to what its key gives: whatever is asked, nothing of it is a failure of the service. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, FastCheck } from "effect"
import { strangeText } from "../../stand-ins/texts.ts"
import { seed } from "../../properties.ts"
import { container, service } from "../stage.ts"

const asked = FastCheck.record({
  root: FastCheck.constantFrom("", "/tv"),
  title: strangeText,
  filename: FastCheck.option(
    strangeText.map((name) => `${name}.mkv`),
    { nil: undefined }
  ),
  manual: FastCheck.constantFrom(undefined, undefined, 1)
})

describe("a strange text", () => {
  it.scopedLive("gets an answer to its match, and under the key of that", () =>
    Effect.gen(function* () {
      const { ask, match } = yield* service()
      for (const { root, ...said } of FastCheck.sample(asked, { seed, numRuns: 150 })) {
        const shown = JSON.stringify(said)
        const matched = yield* match(root, { type: root === "" ? 1 : 2, year: 2009, ...said })
        assert.strictEqual(matched.status, 200, shown)
        const [item] = container(matched).Metadata ?? []
        if (item === undefined) continue
        const described = yield* ask(`${root}/library/metadata/${item.ratingKey}`)
        assert.strictEqual(described.status, 200, `${shown}: ${described.text}`)
      }
    })
  )
})
