export interface Expression {
  readonly file: string
  readonly line: number
  readonly written: string
  /** Absent when it is made of what is only known later. */
  readonly source: string | undefined
  readonly flags: string
}

export declare const expressionsIn: (file: string, text: string) => ReadonlyArray<Expression>
export declare const fault: (expression: Pick<Expression, "source" | "flags">) => Promise<string | undefined>
