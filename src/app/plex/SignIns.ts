/** The sign-ins that have begun on the page: a few at a time, each for as long as a PIN of Plex lives. */
import { Clock, Context, Data, Duration, Effect, Layer, Option, Redacted, Ref } from "effect"
import { timingSafeEqual } from "node:crypto"
import * as BoundedMap from "../../domain/values/BoundedMap.ts"
import { type OwnedServer, type PlexAccountError, PlexAccountPort, type SignIn } from "../../ports/PlexAccountPort.ts"
import type { PlexServerError } from "../../ports/PlexServerPort.ts"
import { Connected, type NotConnected } from "./Connected.ts"
import { Connecting, type NotKept, type WithToken } from "./Connecting.ts"
import { digestOf, Sessions, unguessable } from "./Sessions.ts"

/** A person looks for a phone, or a password. */
export const signInTime = Duration.minutes(15)
/** Of a home; the oldest gives way. */
const mostSignIns = 8
/** Between two questions to plex.tv, whoever asks. */
const pause = Duration.toMillis("2 seconds")
/** Who would have to wait longer for a turn is told so. */
const longestQueue = Duration.toMillis("20 seconds")

/**
 * Why nobody became the owner.
 * - `Expired`: there is no such sign-in, or not any more
 * - `NoServer`: the account owns no server; - `NoAddress`: the server answers at none of its addresses
 * - `OtherOwner`: a server is connected, and this account does not own it
 * - `NotPlex`: no Plex server answers there
 * - `InEnvironment`: the variables say which server holds
 * - `Waiting`: too many ask plex.tv at the same time
 */
export class NotOwner extends Data.TaggedError("NotOwner")<{
  readonly reason: "Expired" | "NoServer" | "NoAddress" | "OtherOwner" | "NotPlex" | "InEnvironment" | "Waiting"
  readonly detail?: string | undefined
}> {
  override get message() {
    return `${sentences[this.reason]}${this.detail === undefined ? "" : ` (${this.detail})`}`
  }
}

const sentences: Readonly<Record<NotOwner["reason"], string>> = {
  Expired: "that sign-in is over; begin again",
  NoServer: "this account owns no Plex Media Server",
  NoAddress: "the server answers at none of its addresses from here: is it running?",
  OtherOwner: "another server is connected, which this account does not own",
  NotPlex: "no Plex Media Server answers at that address",
  InEnvironment: "PLEX_URL and PLEX_TOKEN say which server it is: change them there",
  Waiting: "too many people sign in at the same time; try again in a minute"
}

export type SignInError = NotOwner | NotConnected | NotKept | PlexAccountError | PlexServerError

/** That plex.tv cannot be asked for a moment is no reason to begin anew. */
export const isPassing = ({ reason }: PlexAccountError): boolean => reason === "Unreachable" || reason === "Busy"

/** How far a sign-in is. */
export type Progress =
  | { readonly state: "waiting" }
  | { readonly state: "choose"; readonly servers: ReadonlyArray<Pick<OwnedServer, "id" | "name">> }
  | { readonly state: "owner"; readonly session: Redacted.Redacted<string> }

export class SignIns extends Context.Tag("vpro-cinema-plex/app/plex/SignIns")<
  SignIns,
  {
    /** Begins one: the id by which it goes on, told once, and where the person signs in. */
    readonly begin: Effect.Effect<
      { readonly id: Redacted.Redacted<string>; readonly address: string },
      NotOwner | PlexAccountError
    >
    /** How far it is. Asks plex.tv, but not more often than once in two seconds. */
    readonly poll: (id: string) => Effect.Effect<Progress, SignInError>
    /** Takes one of the servers that there were to choose from. */
    readonly choose: (id: string, server: string) => Effect.Effect<Progress, SignInError>
    /** Connects a server by its address and token. Where one is connected already, only for its owner, or with its very token. */
    readonly byHand: (
      server: { readonly url: string; readonly token: Redacted.Redacted<string> },
      mayReplace: boolean
    ) => Effect.Effect<Progress, SignInError>
    /** Forgets the server and ends all sessions; whether there was one. */
    readonly forget: Effect.Effect<boolean, SignInError>
  }
>() {}

interface Begun {
  readonly signIn: SignIn
  readonly until: number
  asking: boolean
  /** The servers of the account, once it is known. */
  servers?: ReadonlyArray<OwnedServer>
}

const isSame = (one: Redacted.Redacted<string>, other: Redacted.Redacted<string>) => {
  const [a, b] = [digestOf(Redacted.value(one)), digestOf(Redacted.value(other))].map((text) => Buffer.from(text))
  return a !== undefined && b !== undefined && timingSafeEqual(a, b)
}

export const layer = Layer.effect(
  SignIns,
  Effect.gen(function* () {
    const connecting = yield* Connecting
    const connected = yield* Connected
    const sessions = yield* Sessions
    const begun = BoundedMap.make<string, Begun>({ entries: mostSignIns })
    const next = yield* Ref.make(0)
    // Two who connect at the same time: the second finds the server of the first.
    const alone = yield* Effect.makeSemaphore(1)

    /** Waits for its turn to ask plex.tv. */
    const inTurn = Effect.gen(function* () {
      const now = yield* Clock.currentTimeMillis
      const at = yield* Ref.modify(next, (free) => {
        const at = Math.max(now, free)
        return at - now > longestQueue ? [undefined, free] : [at, at + pause]
      })
      if (at === undefined) return yield* new NotOwner({ reason: "Waiting" })
      if (at > now) yield* Effect.sleep(at - now)
    })

    const find = Effect.fnUntraced(function* (id: string) {
      const one = begun.get(digestOf(id))
      const now = yield* Clock.currentTimeMillis
      if (one !== undefined && one.until > now) return one
      begun.remove(digestOf(id))
      return yield* new NotOwner({ reason: "Expired" })
    })

    /** A session for the server that is connected now. */
    const opened = Effect.gen(function* () {
      const server = yield* connected.server
      if (Option.isNone(server)) return yield* new NotOwner({ reason: "Expired" })
      return { state: "owner", session: yield* sessions.open(server.value) } satisfies Progress
    })

    const connect = (server: WithToken) =>
      Effect.gen(function* () {
        yield* connecting.proven(server)
        yield* connecting.keep(server)
        return yield* opened
      })

    const take = Effect.fnUntraced(function* ({ addresses, id, name, token }: OwnedServer) {
      const url = yield* connecting.nearest({ addresses, id, name, token })
      if (Option.isNone(url)) return yield* new NotOwner({ reason: "NoAddress", detail: name })
      return yield* connect({ name, url: url.value, id, token })
    })

    /** What the servers of an account come to: proof of the one that is connected, or one to connect. */
    const settle = Effect.fnUntraced(function* (servers: ReadonlyArray<OwnedServer>, wanted: string | undefined) {
      const now = yield* connecting.current
      if (Option.isSome(now)) {
        const { id = Option.getOrUndefined(yield* connecting.identity(now.value.url)), url } = now.value
        const own = servers.find((server) => server.id === id)
        if (own === undefined) return yield* new NotOwner({ reason: "OtherOwner" })
        // Its token may have been taken back since: this one is new.
        if ((yield* connecting.origin) === "kept")
          yield* connecting.keep({ name: own.name, url, id: own.id, token: own.token })
        return yield* opened
      }
      const [first, second] = servers
      if (first === undefined) return yield* new NotOwner({ reason: "NoServer" })
      if (second === undefined) return yield* take(first)
      const chosen = servers.find(({ id }) => id === wanted)
      if (chosen !== undefined) return yield* take(chosen)
      return { state: "choose", servers: servers.map(({ id, name }) => ({ id, name })) } satisfies Progress
    }, alone.withPermits(1))

    /** It is over with whoever became the owner. */
    const ending = (id: string) => (progress: Progress) =>
      Effect.sync(() => {
        if (progress.state === "owner") begun.remove(digestOf(id))
      })

    const asked = Effect.fnUntraced(function* (one: Begun) {
      yield* inTurn
      const token = yield* connecting.asking(
        Effect.flatMap(PlexAccountPort, ({ outcome }) =>
          Effect.catchIf(outcome(one.signIn), isPassing, () => Effect.succeedNone)
        )
      )
      if (Option.isNone(token)) return undefined
      const servers = yield* connecting.asking(Effect.flatMap(PlexAccountPort, ({ servers }) => servers(token.value)))
      one.servers = servers
      return servers
    })

    return SignIns.of({
      begin: Effect.gen(function* () {
        yield* inTurn
        const signIn = yield* connecting.asking(Effect.flatMap(PlexAccountPort, ({ begin }) => begin))
        const id = yield* unguessable
        const until = (yield* Clock.currentTimeMillis) + Duration.toMillis(signInTime)
        begun.put(digestOf(Redacted.value(id)), { signIn, until, asking: false })
        return { id, address: signIn.address }
      }),
      poll: (id) =>
        Effect.gen(function* () {
          const one = yield* find(id)
          if (one.servers !== undefined) return yield* settle(one.servers, undefined)
          if (one.asking) return { state: "waiting" } satisfies Progress
          one.asking = true
          const servers = yield* Effect.ensuring(
            asked(one),
            Effect.sync(() => void (one.asking = false))
          )
          return servers === undefined ? ({ state: "waiting" } satisfies Progress) : yield* settle(servers, undefined)
        }).pipe(Effect.tap(ending(id))),
      choose: (id, server) =>
        Effect.gen(function* () {
          const { servers = [] } = yield* find(id)
          if (!servers.some((one) => one.id === server)) return yield* new NotOwner({ reason: "Expired" })
          return yield* settle(servers, server)
        }).pipe(Effect.tap(ending(id))),
      byHand: ({ token, url }, mayReplace) =>
        Effect.gen(function* () {
          const now = yield* connecting.current
          const isThis = Option.exists(now, (server) => server.url === url && isSame(server.token, token))
          if (isThis) return yield* opened
          if ((yield* connecting.origin) === "environment") return yield* new NotOwner({ reason: "InEnvironment" })
          if (Option.isSome(now) && !mayReplace) return yield* new NotOwner({ reason: "OtherOwner" })
          const id = yield* connecting.identity(url)
          if (Option.isNone(id)) return yield* new NotOwner({ reason: "NotPlex", detail: url })
          return yield* connect({ name: new URL(url).host, url, id: id.value, token })
        }).pipe(alone.withPermits(1)),
      forget: Effect.gen(function* () {
        if ((yield* connecting.origin) === "environment") return yield* new NotOwner({ reason: "InEnvironment" })
        yield* sessions.closeAll
        return yield* connecting.forget
      }).pipe(alone.withPermits(1))
    })
  })
)
