/** The colours of a terminal, where there may be any. Pure. */
import { Doc } from "@effect/printer"
import { Ansi, AnsiDoc } from "@effect/printer-ansi"

/** How a part of a text is shown. */
export interface Colours {
  readonly heading: (text: string) => string
  /** What was chosen. */
  readonly chosen: (text: string) => string
  /** What is there for who wants it all. */
  readonly dim: (text: string) => string
  readonly bad: (text: string) => string
}

const painted = (ansi: Ansi.Ansi) => (text: string) =>
  text === "" ? text : AnsiDoc.render(Doc.annotate(Doc.text(text), ansi), { style: "pretty" })

const plain = (text: string) => text

/** For a text without colours. */
export const none: Colours = { heading: plain, chosen: plain, dim: plain, bad: plain }

const some: Colours = {
  heading: painted(Ansi.bold),
  chosen: painted(Ansi.green),
  dim: painted(Ansi.blackBright),
  bad: painted(Ansi.red)
}

/** The colours, as far as they are wanted. */
export const coloursIf = (wanted: boolean): Colours => (wanted ? some : none)
