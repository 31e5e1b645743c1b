/** The switches that may be set on the page: what holds of them now, and how one is changed. */
import { Context, Data, Effect, Option, type Redacted } from "effect"
import type { FeatureSwitches } from "../../domain/describe/Features.ts"
import type { SettingsShape } from "../Settings.ts"
import { secretGiven } from "../Values.ts"
import {
  type Choices,
  faultOf,
  switchable,
  type SwitchName,
  switchNames,
  type SwitchValues,
  valuesOf
} from "./Switchable.ts"

/** Why a switch was not changed. */
export class SwitchError extends Data.TaggedError("SwitchError")<{
  readonly reason: "NotValid" | "SetByVariable" | "NotKept"
  readonly message: string
}> {}

/** Choices, and what holds with them; made once for each change. */
export interface Switched {
  readonly choices: Choices
  readonly features: FeatureSwitches
  readonly tmdbKey: Option.Option<Redacted.Redacted<string>>
}

/** One of them as it may be told. */
export interface Switch {
  readonly name: SwitchName
  /** As it would be written; of a secret that it is set, and empty for none. */
  readonly value: string
  readonly fallback: string
  readonly from: "default" | "page" | "variable"
}

export class Switches extends Context.Tag("vpro-cinema-plex/app/settings/Switches")<
  Switches,
  {
    readonly now: Effect.Effect<Switched>
    readonly told: Effect.Effect<ReadonlyArray<Switch>>
    /** Chooses the text that the variable would have; none takes the choice back. It holds from the next answer on. */
    readonly choose: (name: SwitchName, text: Option.Option<string>) => Effect.Effect<void, SwitchError>
  }
>() {}

/** What holds with these choices: a variable that is set goes before them. */
export const switchedWith = (settings: SettingsShape, choices: Choices): Effect.Effect<Switched> =>
  Effect.map(valuesOf(choices), (chosen): Switched => {
    const { setByVariable } = settings
    const held = <Name extends keyof SwitchValues>(name: SwitchName, value: Name, set: SwitchValues[Name]) =>
      setByVariable.has(name) ? set : chosen[value]
    return {
      choices,
      features: {
        summary: settings.returnSummary,
        contentRating: settings.returnContentRating,
        images: held("VPRO_RETURN_IMAGES", "images", settings.returnImages),
        rating: held("VPRO_RETURN_RATING", "rating", settings.returnRating),
        title: held("VPRO_RETURN_TITLE", "title", settings.returnTitle),
        extras: held("EXTRAS", "extras", settings.extras),
        whenUnsettled: settings.whenUnsettled
      },
      tmdbKey: held("TMDB_API_KEY", "tmdbKey", settings.tmdbKey)
    }
  })

/** What holds, as it would be written. */
const written = ({ features, tmdbKey }: Switched): Readonly<Record<SwitchName, string>> => ({
  VPRO_RETURN_IMAGES: String(features.images),
  VPRO_RETURN_TITLE: String(features.title),
  VPRO_RETURN_RATING: String(features.rating),
  EXTRAS: features.extras,
  TMDB_API_KEY: Option.isSome(tmdbKey) ? secretGiven : ""
})

const told = ({ setByVariable }: SettingsShape, switched: Switched): ReadonlyArray<Switch> => {
  const values = written(switched)
  return switchNames.map((name) => ({
    name,
    value: values[name],
    fallback: switchable[name].about.fallback,
    from: setByVariable.has(name) ? "variable" : switched.choices[name] === undefined ? "default" : "page"
  }))
}

/** Where choices lie. */
export interface Kept<E> {
  readonly now: Effect.Effect<Switched>
  /** As they are at this moment: for whoever is going to change them. */
  readonly latest: Effect.Effect<Switched, E>
  readonly write: (switched: Switched) => Effect.Effect<void, E>
}

const withChoice = (choices: Choices, name: SwitchName, text: Option.Option<string>): Choices => {
  const { [name]: _, ...others } = choices
  return Option.match(text, { onNone: () => others, onSome: (text) => ({ ...others, [name]: text }) })
}

const notKept = ({ message }: { readonly message: string }) =>
  new SwitchError({ reason: "NotKept", message: `the choice cannot be kept: ${message}` })

/** The service over a place. */
export const over = <E extends { readonly message: string }>(settings: SettingsShape, kept: Kept<E>) =>
  Effect.map(Effect.makeSemaphore(1), (turn) => {
    const { setByVariable } = settings
    const change = Effect.fn("Switches.choose")(function* (name: SwitchName, text: Option.Option<string>) {
      if (setByVariable.has(name))
        return yield* new SwitchError({ reason: "SetByVariable", message: `${name} is set: change it there` })
      if (Option.exists(text, (given) => given.trim() === ""))
        return yield* new SwitchError({ reason: "NotValid", message: `${name}: a value is expected` })
      const fault = Option.isSome(text) ? yield* faultOf(name, text.value) : Option.none()
      if (Option.isSome(fault)) return yield* new SwitchError({ reason: "NotValid", message: fault.value })
      const { choices } = yield* Effect.mapError(kept.latest, notKept)
      const next = yield* switchedWith(settings, withChoice(choices, name, text))
      yield* Effect.mapError(kept.write(next), notKept)
      const { about } = switchable[name]
      yield* Effect.logInfo(
        Option.isNone(text)
          ? `the choice for ${name} was taken back`
          : `${name} was chosen${about.secret ? "" : `: ${text.value}`}`
      )
    })
    return Switches.of({
      now: kept.now,
      told: Effect.map(kept.now, (now) => told(settings, now)),
      choose: (name, text) => turn.withPermits(1)(change(name, text))
    })
  })
