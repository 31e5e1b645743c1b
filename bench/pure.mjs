/** The parts that compute only. */
import { Bench } from "tinybench"
import { load } from "../scripts/typescript.mjs"

export const pure = async ({ milliseconds, progress }) => {
  const { parts } = await load("bench/parts.ts")
  const bench = new Bench({ time: milliseconds, warmupTime: milliseconds / 4 })
  for (const [name, run] of Object.entries(parts)) bench.add(name, run)
  progress("pure: four parts")
  await bench.run()
  return bench.tasks.map(({ name, result }) => {
    if (result.state !== "completed") throw new Error(`${name}: ${result.state}`)
    return { name, perSecond: result.throughput.mean, p50: result.latency.p50 * 1000, p99: result.latency.p99 * 1000 }
  })
}
