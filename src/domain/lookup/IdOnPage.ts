/** The IMDb id that the public page of a film carries: where no reference told it, the page may. */
import { Effect, Option } from "effect"
import { WorkPort } from "../../ports/WorkPort.ts"
import { isSameWork } from "../matching/SameWork.ts"
import type { Hints } from "../values/Hints.ts"
import { type Announce, announcing } from "./Announce.ts"
import type { LookupProgress } from "./LookupProgress.ts"
import type { LookupOptions } from "./Options.ts"
import { Outcome } from "./Outcome.ts"
import { inSpareTime } from "./Pictures.ts"
import { readPage } from "./ReadPage.ts"

/** Reads the page of a film that would have no IMDb id otherwise, when ids are wanted and a reference was asked in vain. It costs no text when it cannot be read. */
export const withIdOnPage = Effect.fn("IdOnPage.withIdOnPage")(function* (
  asked: Hints,
  progress: LookupProgress,
  { ids, skip }: LookupOptions,
  outcome: Outcome,
  announce: Announce
) {
  if (outcome._tag !== "Found" || ids !== "always" || skip.has("cinema")) return outcome
  if (!(yield* (yield* WorkPort).configured)) return outcome
  const { item, method, work } = outcome
  const known = asked.imdb ?? item.imdb ?? (work !== undefined && isSameWork(item, work) ? work.imdb : undefined)
  if (known !== undefined || item.source !== "poms") return outcome
  const reading = readPage(progress, { id: item.id, slug: item.title }, (page) => inSpareTime("cinema", page))
  const page = yield* announcing(Option.some(outcome), announce, reading)
  const imdb = Option.getOrUndefined(page ?? Option.none())?.imdb
  return imdb === undefined ? outcome : Outcome.Found({ item: { ...item, imdb }, method, work })
})
