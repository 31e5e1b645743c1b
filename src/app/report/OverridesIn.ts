/** The owner's choices of pages in a file that a person names: what `GET /overrides` and `override list --json` gave. */
import { Effect } from "effect"
import { readJson } from "../../domain/text/Json.ts"
import { mostOverrides, Overrides } from "../../domain/values/Override.ts"
import * as NamedFile from "./NamedFile.ts"

const decode = readJson(Overrides, 20 * mostOverrides)

/** They, or in a few words why there are none. */
export const read = (file: string) =>
  Effect.map(Effect.flatMap(NamedFile.read(file), decode), ({ overrides }) => overrides)
