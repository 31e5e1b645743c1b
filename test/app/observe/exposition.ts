/** A reader of Prometheus' text format 0.0.4 that forgives nothing. */

export interface Series {
  readonly name: string
  readonly labels: ReadonlyMap<string, string>
  readonly value: number
}

export interface Family {
  readonly name: string
  readonly type: string
  readonly help: string
  readonly series: ReadonlyArray<Series>
}

const numberOf = (text: string) => (text === "+Inf" ? Number.POSITIVE_INFINITY : Number(text))

const seriesOf = (line: string): Series => {
  const [, name, set = "", value] =
    /^([a-zA-Z_:][\w:]*)(?:\{((?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\["\\n])*",?)*)\})? (\S+)$/.exec(line) ?? []
  if (name === undefined || value === undefined || Number.isNaN(numberOf(value))) throw new Error(`no sample: ${line}`)
  const labels = [...set.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, key = "", text = ""]) => [key, text] as const)
  if (new Set(labels.map(([key]) => key)).size !== labels.length) throw new Error(`a label twice: ${line}`)
  return { name, labels: new Map(labels), value: numberOf(value) }
}

const familyOf = (name: string, type: string) => ({ name, type, help: "", series: Array<Series>() })

/** The families in the order of the text. Throws at what a server would refuse. */
export const parse = (text: string): ReadonlyArray<Family> => {
  if (!text.endsWith("\n")) throw new Error("the last line has no end")
  const families = new Map<string, { name: string; type: string; help: string; series: Array<Series> }>()
  for (const line of text.trimEnd().split("\n")) {
    const [, keyword, name = "", rest = ""] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? []
    if (keyword === undefined && line.startsWith("#")) throw new Error(`a comment: ${line}`)
    if (keyword === "HELP") families.set(name, { ...familyOf(name, ""), help: rest })
    else if (keyword === "TYPE") families.set(name, { ...(families.get(name) ?? familyOf(name, "")), type: rest })
    else {
      const series = seriesOf(line)
      const own = families.get(series.name) ?? families.get(series.name.replace(/_(bucket|sum|count)$/, ""))
      if (own === undefined) throw new Error(`no family: ${line}`)
      own.series.push(series)
    }
  }
  return [...families.values()]
}
