/** Where Plex is and with which token: the options that `register` and `warm` share. */
import { HelpDoc, Options, ValidationError } from "@effect/cli"
import { Effect, Redacted } from "effect"
import { commandLine } from "../Settings.ts"
import { parseBaseUrl } from "../Values.ts"
import { reading, secret } from "./Arguments.ts"
import { orVariable } from "./Help.ts"

/** A token goes in a header, where what is no printable sign breaks the request; its end may come from a file. */
const asHeader = (given: Redacted.Redacted<string>) => {
  const token = Redacted.value(given).trim()
  return /^[\u0021-\u007e]+$/.test(token)
    ? Effect.succeed(Redacted.make(token))
    : Effect.fail(ValidationError.invalidValue(HelpDoc.p("--token: a token without spaces is expected")))
}

export const plexOptions = {
  "plex-url": reading("plex-url", parseBaseUrl).pipe(
    Options.withPseudoName("ADDRESS"),
    Options.withDescription("The address of Plex Media Server, such as http://192.168.1.10:32400."),
    secret
  ),
  token: Options.redacted("token").pipe(
    Options.withFallbackConfig(commandLine.plexToken),
    Options.mapEffect(asHeader),
    Options.withPseudoName("TOKEN"),
    Options.withDescription(
      "Your X-Plex-Token. The variable is safer: other users of this machine can see the command line."
    ),
    orVariable("PLEX_TOKEN"),
    secret
  )
}
