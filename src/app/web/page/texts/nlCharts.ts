/** The texts about the charts, in Dutch. */
import type { charts as english } from "./enCharts.ts"

export const charts: typeof english = {
  "chart.range": "Periode",
  "chart.hour": "Laatste uur",
  "chart.hours": "Laatste zes uur",
  "chart.answers": "Antwoorden",
  "chart.answersText": (hits: number, stale: number, found: number, notFound: number, incomplete: number) =>
    `${hits} uit de cache, ${stale} verlopen maar toch geleverd, ${found} gevonden, ${notFound} niet gevonden, ${incomplete} mislukt`,
  "chart.times": "Duur van het opzoeken",
  "chart.timesText": (p50: string, p95: string) => `mediaan ${p50}, 95% binnen ${p95}`,
  "chart.quiet": "In deze periode is niets gebeurd.",
  "chart.table": "Als tabel",
  "chart.time": "Tijd",
  "chart.hits": "uit de cache",
  "chart.stale": "verlopen maar geleverd",
  "chart.found": "gevonden",
  "chart.notFound": "niet gevonden",
  "chart.incomplete": "mislukt",
  "chart.p50": "mediaan",
  "chart.p95": "95% binnen"
}
