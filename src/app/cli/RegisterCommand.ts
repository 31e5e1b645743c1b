/** `register`: makes Plex know both providers, and an agent for each, and puts libraries under it. Doing it again changes nothing. */
import { Options } from "@effect/cli"
import { Effect, Option } from "effect"
import { type PlexSection, PlexServerPort } from "../../ports/PlexServerPort.ts"
import { parseBaseUrl } from "../Values.ts"
import { visible } from "../Visible.ts"
import { commandOf, reading } from "./Arguments.ts"
import { misused } from "./CommandFailure.ts"
import { Output } from "./Output.ts"
import { plexOptions } from "./PlexOptions.ts"
import { plexNeeded, plexToSetUp, providerAt } from "./PlexPrepared.ts"
import { settings } from "./Prepared.ts"
import { confirmed, yes } from "./Confirmation.ts"
import { libraries as allLibraries, librariesNamed } from "./LibraryChoice.ts"
import { type Wanted, wanted } from "../../domain/library/Registration.ts"
import { isLoopback } from "../../domain/library/ServiceAddress.ts"
import * as Steps from "./RegisterSteps.ts"

const options = {
  ...plexOptions,
  url: reading("url", parseBaseUrl).pipe(
    Options.withPseudoName("ADDRESS"),
    Options.withDescription(
      "The address at which Plex reaches this service, such as http://192.168.1.9:5100. Required unless both run on this machine."
    ),
    Options.optional
  ),
  library: Options.text("library").pipe(
    Options.withPseudoName("NAME"),
    Options.withDescription("Put this library under the new agent, by name or number; may be used more than once."),
    Options.repeated
  ),
  refresh: Options.boolean("refresh").pipe(
    Options.withDescription(
      "Then have Plex refresh everything in these libraries: what they hold stays as it is until then. Asks first."
    )
  ),
  "plex-first": Options.boolean("plex-first").pipe(
    Options.withDescription(
      "Make agents with Plex's own provider in front and VPRO's before it in the order, in the place of VPRO's in front. Others report that it works; it is not measured here."
    )
  ),
  undo: Options.boolean("undo").pipe(
    Options.withDescription(
      "Put the libraries back under the agents they had before; without --library all of them, and then remove our agents and providers from Plex. Asks first."
    )
  ),
  yes,
  "dry-run": Options.boolean("dry-run").pipe(
    Options.withDescription("Only show what would be done, and whether the service answers at its address.")
  )
}

/** On one machine both know it as localhost; from elsewhere only a person knows by which name. */
const serviceAddress = (given: Option.Option<string>, plexUrl: string) =>
  Option.match(given, {
    onSome: Effect.succeed,
    onNone: () =>
      isLoopback(plexUrl)
        ? Effect.map(settings, ({ port }) => `http://localhost:${port}`)
        : misused("--url is required: the address at which Plex reaches this service")
  })

/** Plex sees the network from another place: what cannot be reached from here is a remark, no failure. */
const tellUnlessThere = (one: Wanted, serviceUrl: string) =>
  Effect.gen(function* () {
    const { remark } = yield* Output
    const address = `${serviceUrl}${one.path}`
    const found = yield* providerAt(address)
    if (Option.contains(found, one.provider.identifier)) return
    const what = Option.match(found, {
      onNone: () => `this service does not answer at ${address}`,
      onSome: (other) => `another provider, ${other}, answers at ${address}`
    })
    yield* remark(
      `From here, ${what}. Plex must be able to reach it there: is the address right, and is the service up?`
    )
  })

const inPlex = "In Plex, choose the new agent: library > Edit > Advanced > Agent; then Refresh Metadata."
const unrefreshed =
  "What these libraries hold stays as it is until it is refreshed: run this again with --refresh, or choose Refresh All Metadata in Plex."

/** What is left to do for whoever runs this. */
const ending = (
  { dry, libraries, refresh }: { readonly dry: boolean; readonly libraries: number; readonly refresh: boolean },
  changed: boolean
) => {
  if (dry) return "This was a dry run: nothing was changed."
  if (refresh) return "Plex refreshes one title after the other; its activity list shows how far it is."
  if (!changed) return "Everything was there already: nothing was changed."
  return libraries === 0 ? `${inPlex} Or run this again with --library NAME.` : unrefreshed
}

const quoted = (libraries: ReadonlyArray<PlexSection>) => libraries.map(({ title }) => `"${visible(title)}"`).join(", ")

interface Wish {
  readonly dry: boolean
  readonly sure: boolean
  readonly names: ReadonlyArray<string>
}

/** Takes back what this command does. */
const undone = Effect.fn("RegisterCommand.undone")(function* ({ dry, names, sure }: Wish) {
  const { print } = yield* Output
  const whole = names.length === 0
  const libraries = whole ? yield* allLibraries : yield* librariesNamed(names)
  if (!dry)
    yield* confirmed(
      sure,
      whole
        ? "Put all libraries back under the agents they had before, and remove the providers and agents of this service from Plex?"
        : `Put ${quoted(libraries)} back under the agents they had before?`
    )
  const changed = yield* Steps.undo(libraries, { dry, whole })
  yield* print(
    dry
      ? "This was a dry run: nothing was changed."
      : changed
        ? "Undone. What the libraries hold stays as it is until Plex refreshes it."
        : "There was nothing to undo: nothing was changed."
  )
})

/** Has Plex refresh everything in them, when whoever sits there agrees. */
const refreshed = Effect.fn("RegisterCommand.refreshed")(function* (
  libraries: ReadonlyArray<PlexSection>,
  { dry, sure }: Wish
) {
  if (!dry)
    yield* confirmed(
      sure,
      `Refresh everything in ${quoted(libraries)}? Plex then asks anew for every title; texts that are not locked may change.`
    )
  yield* Steps.refresh(libraries, dry)
})

export const command = commandOf(
  "register",
  "Add both providers (films and series) to Plex, and for each an agent with Plex's own providers after it; with --library put libraries under it. The service must be running. Running this again changes nothing; --undo takes it back.",
  options,
  ({ "dry-run": dry, library: names, "plex-first": plexFirst, refresh, undo, url, yes: sure, ...given }) =>
    Effect.gen(function* () {
      if (refresh && names.length === 0) return yield* misused("--refresh needs --library: which libraries?")
      if (undo && (refresh || plexFirst)) return yield* misused("--undo goes with neither --refresh nor --plex-first")
      const { print } = yield* Output
      const plex = yield* plexNeeded(given)
      const wish = { dry, names, sure }
      if (undo) return yield* Effect.provide(undone(wish), plexToSetUp(plex))
      const serviceUrl = yield* serviceAddress(url, plex.url)
      const changed = yield* Effect.gen(function* () {
        yield* (yield* PlexServerPort).version
        const libraries = names.length === 0 ? [] : yield* librariesNamed(names)
        const order = plexFirst ? "plex-first" : "vpro-first"
        const changed = yield* Steps.register(serviceUrl, libraries, { order, dry })
        if (refresh) yield* refreshed(libraries, wish)
        return changed
      }).pipe(Effect.provide(plexToSetUp(plex)))
      yield* print(ending({ dry, libraries: names.length, refresh }, changed))
      if (dry) yield* Effect.forEach(wanted, (one) => tellUnlessThere(one, serviceUrl), { discard: true })
      return undefined
    })
)
