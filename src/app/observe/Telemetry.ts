/** Traces, logs and metrics for a collector that speaks OTLP, when one is configured. */
import * as Otlp from "@effect/opentelemetry/Otlp"
import { Duration, Effect, Layer, Option, Redacted, Schedule } from "effect"
import * as Gauges from "./Gauges.ts"
import { Settings, type SettingsShape } from "../Settings.ts"
import { version } from "../Version.ts"

/** How long the last of it may take to be sent when the service ends. */
export const lastWords = Duration.seconds(8)

/** `name=value,name=value`, as the OpenTelemetry variables are written. */
const pairs = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .split(",")
      .map((pair) => [pair.slice(0, pair.indexOf("=")).trim(), pair.slice(pair.indexOf("=") + 1).trim()])
      .filter(([name]) => name !== "")
  )

const exporters = ({ otlpEndpoint, otlpHeaders, resourceAttributes, serviceName }: SettingsShape) =>
  Otlp.layerJson({
    baseUrl: otlpEndpoint,
    resource: { serviceName, serviceVersion: version, attributes: pairs(resourceAttributes) },
    // What is left is sent while the service stops, which may be a busy moment.
    shutdownTimeout: lastWords,
    headers: pairs(Option.match(otlpHeaders, { onNone: () => "", onSome: Redacted.value }))
  })

/** Gauges are read when somebody asks for the metrics; a collector never asks. */
const readings = Layer.scopedDiscard(
  Effect.flatMap(Gauges.Gauges, ({ refresh }) =>
    Effect.forkScoped(Effect.repeat(refresh, Schedule.spaced("10 seconds")))
  )
)

/** Without a collector no span is ever made. */
export const layer = Layer.unwrapEffect(
  Effect.map(Settings, (settings) =>
    settings.otlpEndpoint === "" ? Layer.setTracerEnabled(false) : exporters(settings)
  )
)

export const gauges = Layer.unwrapEffect(
  Effect.map(Settings, ({ otlpEndpoint }) => (otlpEndpoint === "" ? Layer.empty : readings))
)
