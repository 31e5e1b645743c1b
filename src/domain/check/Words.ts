/** What is said of a check: a sentence by its name, and what goes into it. */
import { Schema } from "effect"
import { english, type WordsId as Id } from "./Sentences.ts"

/** What no English name has a place in: the id of a sentence. */
const WordsId = Schema.declare((id: unknown): id is Id => typeof id === "string" && id in english).annotations({
  identifier: "WordsId",
  jsonSchema: { type: "string" }
})

/** A sentence, and what goes into it. */
export const Words = Schema.Struct({
  id: WordsId,
  with: Schema.Record({ key: Schema.String, value: Schema.String })
})
export type Words = typeof Words.Type

/** A sentence with what goes into it; what is not known is not said. */
export const words = (id: Id, told: Readonly<Record<string, string | number | undefined>> = {}): Words => ({
  id,
  with: Object.fromEntries(Object.entries(told).map(([name, value]) => [name, String(value ?? "")]))
})

/** The sentence in English. */
export const inEnglish = ({ id, with: told }: Words): string => english[id](told)
