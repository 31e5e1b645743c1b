/** Checks the text rules against the collected samples, which may not be published: run by hand with their folder. */
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { Schema } from "effect"
import { kijkwijzerOf, toContentRating } from "../../src/domain/values/Kijkwijzer.ts"
import { cleanText } from "../../src/adapters/sources/reading/CleanText.ts"
import { isValidDescription } from "../../src/adapters/sources/reading/Validity.ts"

export interface Verdict {
  name: string
  passed: number
  failed: Array<string>
}

/** Every sample under `dataDir` that cleaning, validity and age ratings must satisfy. */
export const verifyText = (dataDir: string): Array<Verdict> => {
  const read = <A, I>(schema: Schema.Schema<A, I>, ...path: Array<string>): A =>
    Schema.decodeUnknownSync(Schema.parseJson(schema))(readFileSync(join(dataDir, ...path), "utf8"))
  const descriptions = readdirSync(join(dataDir, "descriptions"))
    .filter((file) => file.endsWith(".json"))
    .flatMap((file) => read(Descriptions, "descriptions", file))
  const valid = descriptions.filter((sample) => sample.valid)
  const invalid = descriptions.filter((sample) => !sample.valid)
  return [
    verdict("cleanText", read(TextCases, "poms-text", "text_cases.json"), ({ input, expected }) =>
      difference(cleanText(input), expected)
    ),
    verdict("valid descriptions, page", valid, ({ text }) => difference(isValidDescription(text, "page"), true, text)),
    verdict("valid descriptions, poms", valid, ({ text }) => difference(isValidDescription(text, "poms"), true, text)),
    verdict("invalid descriptions, page", invalid, ({ text }) =>
      difference(isValidDescription(text, "page"), false, text)
    ),
    verdict("kijkwijzer", read(AgeCases, "kijkwijzer", "mapping.json").cases, ({ inp, age, plex }) => {
      const found = kijkwijzerOf(inp)
      const rating = found === undefined ? null : toContentRating(found)
      return difference(`${found ?? null} ${rating}`, `${age} ${plex}`, inp)
    })
  ]
}

const TextCases = Schema.Array(Schema.Struct({ input: Schema.String, expected: Schema.String }))
const Descriptions = Schema.Array(Schema.Struct({ text: Schema.String, valid: Schema.Boolean }))
const AgeCases = Schema.Struct({
  cases: Schema.Array(
    Schema.Struct({ inp: Schema.String, age: Schema.NullOr(Schema.String), plex: Schema.NullOr(Schema.String) })
  )
})

const verdict = <A>(name: string, samples: ReadonlyArray<A>, check: (sample: A) => string | undefined): Verdict => {
  const failed = samples.map(check).filter((fault) => fault !== undefined)
  return { name, passed: samples.length - failed.length, failed }
}

const difference = <A>(found: A, expected: A, about = ""): string | undefined =>
  found === expected ? undefined : `${JSON.stringify(found)} instead of ${JSON.stringify(expected)} ${about}`.trim()
