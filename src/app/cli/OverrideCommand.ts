/** `override list|set|remove|import`: the owner's choices which page of VPRO belongs to a title. */
import { Args, Command, Options } from "@effect/cli"
import { Effect, Option } from "effect"
import { newestFirst, overrideId } from "../../domain/describe/OverrideFor.ts"
import { type VproId, vproIdOf } from "../../domain/values/Media.ts"
import type { Override } from "../../domain/values/Override.ts"
import { vproAddress } from "../../domain/values/VproAddress.ts"
import { type OverrideError, OverridePort } from "../../ports/OverridePort.ts"
import * as Repairing from "../library/Repairing.ts"
import * as OverridesIn from "../report/OverridesIn.ts"
import { visible } from "../Visible.ts"
import { above, commandOf } from "./Arguments.ts"
import { failed, misused, missing } from "./CommandFailure.ts"
import { Output } from "./Output.ts"
import { preparedForCache } from "./Prepared.ts"

const notKept = ({ message }: OverrideError) => failed(message)

const titled = ({ title, year }: Override) => (year === undefined ? title : `${title} (${year})`)
const pageOf = ({ page, pageTitle }: Override) =>
  page === undefined ? "no page" : `page ${page}${pageTitle === undefined ? "" : ` "${pageTitle}"`}`

const list = commandOf(
  "list",
  "List the choices, the last first: name, title, page. With --json they can be taken over elsewhere by `override import`.",
  { json: Options.boolean("json").pipe(Options.withDescription("Answer in JSON.")) },
  ({ json }) =>
    Effect.gen(function* () {
      const { print, remark } = yield* Output
      const all = newestFirst(yield* (yield* OverridePort).all)
      if (json)
        return yield* print(JSON.stringify({ overrides: all.map((one) => ({ id: overrideId(one), ...one })) }, null, 2))
      yield* Effect.forEach(all, (one) => print(visible(`${overrideId(one)}  ${titled(one)}  ${pageOf(one)}`)), {
        discard: true
      })
      return yield* remark(all.length === 1 ? "1 choice" : `${all.length} choices`)
    }).pipe(preparedForCache)
)

/** VPRO's number of a page, from that number or from an address with it. */
const numberOf = (given: string): VproId | undefined => vproIdOf(given.trim()) ?? vproAddress(given)?.id

const set = commandOf(
  "set",
  "Choose the page that belongs to a title, or that there is none. It holds for all that has the same ids; Plex gets it at its next refresh.",
  {
    page: Options.text("page").pipe(
      Options.withPseudoName("PAGE"),
      Options.withDescription("VPRO's number of the page, or its address at cinema.nl."),
      Options.optional
    ),
    none: Options.boolean("none").pipe(Options.withDescription("VPRO has no page of this title.")),
    key: Args.text({ name: "KEY" }).pipe(
      Args.withDescription("The rating key of the title, as `cache list` and `library --json` show it.")
    )
  },
  ({ key, none, page }) =>
    Effect.gen(function* () {
      if (none === Option.isSome(page)) return yield* misused("give either --page or --none")
      const number = Option.flatMapNullable(page, numberOf)
      if (Option.isSome(page) && Option.isNone(number))
        return yield* misused("--page: a number, or the address of a page at cinema.nl is expected")
      const { print } = yield* Output
      const { override } = yield* Repairing.decide({ ratingKey: key, page: Option.getOrUndefined(number) }).pipe(
        Effect.catchTags({
          NotDecided: ({ message, reason }) => (reason === "BadKey" ? misused(`KEY: ${message}`) : missing(message)),
          OverrideError: notKept
        })
      )
      return yield* print(visible(`${overrideId(override)}  ${titled(override)}  ${pageOf(override)}`))
    }).pipe(preparedForCache)
)

const remove = commandOf(
  "remove",
  "Take a choice back: what was found before is told again.",
  {
    id: Args.text({ name: "NAME" }).pipe(Args.withDescription("The name of the choice, as `override list` shows it."))
  },
  ({ id }) =>
    Effect.gen(function* () {
      const { print } = yield* Output
      const removed = yield* Effect.mapError((yield* OverridePort).remove(id), notKept)
      if (Option.isNone(removed)) return yield* missing("there is no choice of that name")
      return yield* print(visible(`taken back: ${titled(removed.value)}  ${pageOf(removed.value)}`))
    }).pipe(preparedForCache)
)

const bring = commandOf(
  "import",
  "Take over the choices of a file: of two about the same work the later stays.",
  { file: Args.text({ name: "FILE" }).pipe(Args.withDescription("What `override list --json` wrote.")) },
  ({ file }) =>
    Effect.gen(function* () {
      const { print } = yield* Output
      const given = yield* Effect.mapError(OverridesIn.read(file), ({ message }) => failed(`${file}: ${message}`))
      const imported = yield* Effect.mapError((yield* OverridePort).add(given), notKept)
      return yield* print(`${imported} taken over, ${given.length - imported} there already`)
    }).pipe(preparedForCache)
)

const ofOverride = [list, set, remove, bring] as const

export const command = Command.make("override").pipe(
  Command.withSubcommands(ofOverride),
  above("The owner's choices which page of VPRO belongs to a title. They stay when the cache is cleared.", ofOverride)
)
