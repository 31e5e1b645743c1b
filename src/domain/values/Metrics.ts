/** What holds for every metric: what was never counted is not shown, and what is not shown cannot be seen to rise. */
import { type Array as Arr, type Effect, Metric, MetricKey, MetricLabel } from "effect"

/** Labels are few and fixed: titles and ids never become labels. */
export type Labels = Readonly<Record<string, string>>

/** A counter of which single series can be had. */
export interface Counter extends Metric.Metric.Counter<number> {
  /** The series with these labels, ready to be counted: `Metric.tagged` puts its labels on anew at every update. */
  readonly of: (labels: Labels) => Metric.Metric.Counter<number>
}

/** A counter, which begins at zero where it is defined, in each of these series; `[{}]` for a counter without labels. */
export const counter = (name: string, description: string, series: Arr.NonEmptyReadonlyArray<Labels>): Counter => {
  const key = MetricKey.counter(name, { description, incremental: true })
  const of = (labels: Labels) =>
    Metric.fromMetricKey(
      MetricKey.taggedWithLabels(
        key,
        Object.entries(labels).map(([label, value]) => MetricLabel.make(label, value))
      )
    )
  for (const labels of series) of(labels).register()
  return Object.assign(Metric.fromMetricKey(key), { of })
}

/** Lets a gauge begin at zero. */
export const beginAtZero = <Type, Out>(gauge: Metric.Metric<Type, number, Out>): Effect.Effect<void> =>
  Metric.update(gauge, 0)
