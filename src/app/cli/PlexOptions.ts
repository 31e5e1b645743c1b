/** Where Plex is and with which token: the options that commands share. */
import { HelpDoc, Options, ValidationError } from "@effect/cli"
import { Effect, Redacted } from "effect"
import { tokenOf } from "../plex/Connected.ts"
import { commandLine } from "../Settings.ts"
import { parseBaseUrl } from "../Values.ts"
import { secret } from "./Arguments.ts"
import { orVariable } from "./Help.ts"

const asHeader = (given: Redacted.Redacted<string>) =>
  Effect.mapError(tokenOf(Redacted.value(given)), () =>
    ValidationError.invalidValue(HelpDoc.p("--token: a token without spaces is expected"))
  )

const address = (given: string) =>
  Effect.mapError(parseBaseUrl(given), (wanted) => ValidationError.invalidValue(HelpDoc.p(`--plex-url: ${wanted}`)))

export const plexOptions = {
  "plex-url": Options.text("plex-url").pipe(
    Options.withFallbackConfig(commandLine.plexUrl),
    Options.mapEffect(address),
    Options.withPseudoName("ADDRESS"),
    Options.withDescription(
      "The address of Plex Media Server, such as http://192.168.1.10:32400. Without it: the server that connect has connected."
    ),
    orVariable("PLEX_URL"),
    Options.optional,
    secret
  ),
  token: Options.redacted("token").pipe(
    Options.withFallbackConfig(commandLine.plexToken),
    Options.mapEffect(asHeader),
    Options.withPseudoName("TOKEN"),
    Options.withDescription(
      "The X-Plex-Token for --plex-url. The variable is safer: other users of this machine can see the command line."
    ),
    orVariable("PLEX_TOKEN"),
    Options.optional,
    secret
  )
}
