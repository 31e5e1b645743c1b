/** What holds for every metric, wherever it is counted. */
import { Effect, Metric } from "effect"

/** Begins at zero: what was never counted is not shown, and what is not shown cannot be seen to rise. */
export const beginAtZero = <Type, Out>(
  ...figures: ReadonlyArray<Metric.Metric<Type, number, Out>>
): Effect.Effect<void> => Effect.forEach(figures, (figure) => Metric.update(figure, 0), { discard: true })
