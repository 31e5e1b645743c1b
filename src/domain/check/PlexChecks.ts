/** Whether Plex knows our providers, and which of its libraries use them. */
import { Clock, Duration, Effect, Either } from "effect"
import { type PlexProvider, type PlexSection, PlexServerError, PlexServerPort } from "../../ports/PlexServerPort.ts"
import { movies, type Provider, series } from "../plex/Provider.ts"
import { wantedFor } from "../library/Registration.ts"
import { orderOf } from "../library/Setup.ts"
import type { MediaKind } from "../values/Media.ts"
import { failing, type Finding, notChecked, timeUp, warning, well } from "./Asking.ts"
import type { Check } from "./Check.ts"
import { type Words, words } from "./Words.ts"

const ours: Readonly<Record<MediaKind, Provider>> = { film: movies, series }

const check = (id: string, asked: Words, finding: Finding): Check => ({ id, subject: "plex", asked, ...finding })

const failure = ({ detail, reason, tried }: PlexServerError): Finding => {
  const told = { detail: detail === undefined ? tried : `${tried}, ${detail}` }
  switch (reason) {
    case "Unreachable":
      return failing(
        words("check.came.unreachable", told),
        words("check.means.plexGone"),
        words("check.do.plexAddress")
      )
    case "Busy":
      return failing(words("check.came.busy", told), words("check.means.plexBusy"), words("check.do.plexBusy"))
    case "Refused":
      return failing(words("check.came.refused", told), words("check.means.plexRefused"), words("check.do.plexToken"))
    case "NotPlex":
    case "Missing":
    case "Rejected":
      return failing(words("check.came.malformed", told), words("check.means.notPlex"), words("check.do.plexVersion"))
  }
}

const provider = ({ identifier }: Provider, known: ReadonlyArray<PlexProvider>): Finding => {
  const one = known.find((provider) => provider.identifier === identifier)
  return one === undefined
    ? failing(words("check.came.noProvider"), words("check.means.noProvider"), words("check.do.register"))
    : well(words("check.came.provider", { address: one.address ?? "an address that Plex does not tell" }))
}

const names = (sections: ReadonlyArray<PlexSection>) => sections.map(({ title }) => title).join(", ")

const isInFront = ({ agent, kind }: PlexSection) => agent === ours[kind].identifier

/** Plex's own provider is in front of it: ours may be in the same agent. */
const mayHoldOurs = (section: PlexSection) => section.agentId !== undefined && section.agent === wantedFor(section).own

const libraries = (sections: ReadonlyArray<PlexSection>, isOurs: (section: PlexSection) => boolean): Finding => {
  if (sections.length === 0) return notChecked(words("check.came.noLibrary"))
  const using = sections.filter(isOurs)
  const others = sections.filter((section) => !using.includes(section))
  const told = { ours: names(using), others: names(others) }
  if (using.length === 0)
    return failing(words("check.came.noLibraries", told), words("check.means.noLibraries"), words("check.do.agent"))
  return others.length === 0
    ? well(words("check.came.libraries", told))
    : warning(words("check.came.someLibraries", told), words("check.means.someLibraries"), words("check.do.agent"))
}

const skipped = notChecked(words("check.came.skipped"))

/** The longest that one answer of the server may take here: all that is asked of it are short lists. */
const patience = Duration.toMillis("6 seconds")
/** How long a server that is busy is waited for: that it is, is what a check has to tell. */
export const mostBusy = Duration.seconds(3)
/** The longest that all of them may take. */
const whole = Duration.toMillis("9 seconds")

/** Four requests at most: to the server itself, for its providers, its libraries, and for agents where one with Plex's own in front may be ours. */
export const plexChecks = Effect.fn("PlexChecks.plexChecks")(function* (address: string) {
  const plex = yield* PlexServerPort
  const until = (yield* Clock.currentTimeMillis) + whole
  const inTime = <A>(tried: string, ask: Effect.Effect<A, PlexServerError>) =>
    Effect.flatMap(Clock.currentTimeMillis, (now) =>
      Effect.timeoutFail(Effect.disconnect(ask), {
        duration: Duration.millis(Math.min(patience, Math.max(0, until - now))),
        onTimeout: () => new PlexServerError({ reason: "Unreachable", address, tried, detail: "no answer in time" })
      })
    )
  const server = yield* Effect.match(inTime("its version", plex.version), {
    onFailure: failure,
    onSuccess: (version) => well(words("check.came.plex", { version }))
  })
  const reached = server.state === "well"
  const [known, sections] = yield* Effect.all(
    [
      reached ? Effect.either(inTime("its providers", plex.providers)) : Effect.succeed(undefined),
      reached ? Effect.either(inTime("its libraries", plex.sections)) : Effect.succeed(undefined)
    ],
    { concurrency: "unbounded" }
  )
  const listed = known !== undefined && Either.isRight(known) ? known.right : []
  const asksAgents =
    sections !== undefined && Either.isRight(sections) && listed.length > 0 && sections.right.some(mayHoldOurs)
  const agents = asksAgents ? yield* Effect.orElseSucceed(inTime("its agents", plex.agents), () => []) : []
  const isOurs = (section: PlexSection) =>
    isInFront(section) || orderOf(section, { agents, providers: listed }) !== undefined
  const found =
    sections === undefined
      ? skipped
      : Either.match(sections, { onLeft: failure, onRight: (all) => libraries(all, isOurs) })
  const providerOf = (one: Provider): Finding =>
    known === undefined
      ? skipped
      : Either.match(known, { onLeft: failure, onRight: (providers) => provider(one, providers) })
  return [
    check("plex.server", words("check.asked.plex", { address }), server),
    ...[movies, series].map((one) =>
      check(`plex.${one.kind}`, words("check.asked.provider", { title: one.title }), providerOf(one))
    ),
    check("plex.libraries", words("check.asked.libraries"), found)
  ]
})

/** What stands there when the time was up before anything was known of Plex. */
export const plexNotInTime: Check = check("plex.server", words("check.asked.known"), timeUp)

/** What stands there when nobody said where Plex is. */
export const plexNotSaid: Check = check(
  "plex.libraries",
  words("check.asked.libraries"),
  notChecked(words("check.came.notSaid"))
)
