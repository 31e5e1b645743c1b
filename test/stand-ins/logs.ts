/** What is logged during a test: each line with its level. */
import { Effect, Logger } from "effect"

/** Runs an effect and tells what it logged, as `WARN the message`. */
export const logged = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.suspend(() => {
    const lines: Array<string> = []
    const logger = Logger.make<unknown, void>(({ logLevel, message }) => {
      const words = Array.isArray(message) ? message : [message]
      lines.push(`${logLevel.label} ${words.join(" ")}`)
    })
    return Effect.provide(
      Effect.map(effect, (value) => ({ value, lines })),
      Logger.replace(Logger.defaultLogger, logger)
    )
  })
