/** The metrics of this process as text for Prometheus, or as plain data. */
import { Metric, MetricKeyType, type MetricPair, MetricState, Option } from "effect"

type Labels = ReadonlyArray<readonly [string, string]>
interface Sample {
  readonly suffix: string
  readonly labels: Labels
  readonly value: number
}
interface Family {
  readonly name: string
  readonly help: string
  readonly type: "counter" | "gauge" | "histogram" | "summary"
  readonly samples: ReadonlyArray<Sample>
}

const escapeLabel = (text: string) => text.replace(/[\\"\n]/g, (sign) => (sign === "\n" ? "\\n" : `\\${sign}`))
const escapeHelp = (text: string) => text.replace(/[\\\n]/g, (sign) => (sign === "\n" ? "\\n" : "\\\\"))
const shown = (value: number) =>
  value === Number.POSITIVE_INFINITY ? "+Inf" : value === Number.NEGATIVE_INFINITY ? "-Inf" : String(value)

const samplesOf = (pair: MetricPair.MetricPair.Untyped, labels: Labels): ReadonlyArray<Sample> => {
  const state = pair.metricState
  if (MetricState.isCounterState(state)) return [{ suffix: "", labels, value: Number(state.count) }]
  if (MetricState.isGaugeState(state)) return [{ suffix: "", labels, value: Number(state.value) }]
  if (MetricState.isFrequencyState(state))
    return [...state.occurrences].map(([key, value]) => ({ suffix: "", labels: [...labels, ["key", key]], value }))
  if (MetricState.isHistogramState(state)) {
    const finite = [...state.buckets].filter(([bound]) => Number.isFinite(bound))
    return [
      ...finite.map(([bound, value]) => ({
        suffix: "_bucket",
        labels: [...labels, ["le", shown(bound)] as const],
        value
      })),
      { suffix: "_bucket", labels: [...labels, ["le", "+Inf"]], value: state.count },
      { suffix: "_sum", labels, value: state.sum },
      { suffix: "_count", labels, value: state.count }
    ]
  }
  if (MetricState.isSummaryState(state))
    return [
      ...state.quantiles.flatMap(([quantile, value]) =>
        Option.match(value, {
          onNone: () => [],
          onSome: (measured) => [
            { suffix: "", labels: [...labels, ["quantile", shown(quantile)] as const], value: measured }
          ]
        })
      ),
      { suffix: "_sum", labels, value: state.sum },
      { suffix: "_count", labels, value: state.count }
    ]
  return []
}

const typeOf = (pair: MetricPair.MetricPair.Untyped): Family["type"] => {
  const type = pair.metricKey.keyType
  if (MetricKeyType.isCounterKey(type) || MetricKeyType.isFrequencyKey(type)) return "counter"
  return MetricKeyType.isHistogramKey(type) ? "histogram" : MetricKeyType.isSummaryKey(type) ? "summary" : "gauge"
}

/** The families of metrics, by name. */
export const families = (): ReadonlyArray<Family> => {
  const byName = new Map<string, Family>()
  for (const pair of Metric.unsafeSnapshot()) {
    const { name, tags, description } = pair.metricKey
    // The runtime's own, about fibers: without help, and counters that are not called totals.
    if (name.startsWith("effect_")) continue
    const labels = tags.map((tag) => [tag.key, tag.value] as const)
    const before = byName.get(name)
    byName.set(name, {
      name,
      type: typeOf(pair),
      help: before?.help || (description._tag === "Some" ? description.value : ""),
      samples: [...(before?.samples ?? []), ...samplesOf(pair, labels)]
    })
  }
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

const line = (name: string, { suffix, labels, value }: Sample) => {
  const set = labels.map(([key, text]) => `${key}="${escapeLabel(text)}"`).join(",")
  return `${name}${suffix}${set === "" ? "" : `{${set}}`} ${shown(value)}`
}

/** Exposition format 0.0.4. */
export const text = (): string =>
  families()
    .flatMap((family) => [
      ...(family.help === "" ? [] : [`# HELP ${family.name} ${escapeHelp(family.help)}`]),
      `# TYPE ${family.name} ${family.type}`,
      ...family.samples.map((sample) => line(family.name, sample))
    ])
    .join("\n") + "\n"

/** The same as data: name to samples. */
export const data = () =>
  Object.fromEntries(
    families().map((family) => [
      family.name,
      family.samples.map(({ suffix, labels, value }) => ({
        ...(suffix === "" ? {} : { part: suffix.slice(1) }),
        labels: Object.fromEntries(labels),
        value
      }))
    ])
  )
