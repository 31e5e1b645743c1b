/** Questions to ask of an operation: as its document allows, and as it does not. */
import { FastCheck as fc } from "effect"
import type { Operation, Parameter, Ref } from "./document.ts"

/** Values for a parameter: its example, some that its schema allows, some from anywhere. Only the first two are surely valid. */
const valuesOf = ({
  example,
  name,
  schema
}: typeof Parameter.Type): fc.Arbitrary<{ readonly text: string; readonly valid: boolean }> => {
  const anything = fc.string({ maxLength: 30 }).map((text) => ({ text, valid: false }))
  const allowed =
    schema.enum !== undefined
      ? fc.constantFrom(...schema.enum)
      : schema.pattern !== undefined
        ? fc.stringMatching(new RegExp(schema.pattern === "\\S" ? "^[A-Za-z]{1,20}$" : schema.pattern))
        : fc.string({ maxLength: 20 })
  // A rating key and an address hold more rules than a pattern can tell.
  const valid = !["ratingKey", "key", "url"].includes(name)
  return fc.oneof(
    ...(example === undefined ? [] : [fc.constant({ text: example, valid: true })]),
    allowed.map((text) => ({ text, valid })),
    anything
  )
}

const bodies = fc.oneof(
  fc.record({
    type: fc.integer({ min: 1, max: 4 }),
    title: fc.string(),
    year: fc.integer({ min: 1900, max: 2030 }),
    manual: fc.constantFrom(0, 1)
  }),
  fc.record({ type: fc.integer(), title: fc.oneof(fc.string(), fc.integer(), fc.constant(null)) }),
  fc.jsonValue()
)

interface Given {
  readonly parameter: typeof Parameter.Type
  readonly value: { readonly text: string; readonly valid: boolean } | undefined
}

export const addressOf = (path: string, given: ReadonlyArray<Given>): string => {
  const address = given.reduce(
    (address, { parameter, value }) =>
      parameter.in === "path"
        ? address.replace(`{${parameter.name}}`, encodeURIComponent(value?.text || "x").replaceAll(".", "%2E"))
        : address,
    path
  )
  const query = given.flatMap(({ parameter, value }) =>
    parameter.in === "query" && value !== undefined ? [[parameter.name, value.text] as const] : []
  )
  return `${address}?${new URLSearchParams(Object.fromEntries(query)).toString()}`
}

export const isParameter = (one: typeof Parameter.Type | typeof Ref.Type): one is typeof Parameter.Type =>
  !("$ref" in one)

/** What one operation is asked: its parameters, a body, and what the asker accepts. */
export const questionsOf = ({ parameters }: Operation) =>
  fc.record({
    given: fc.tuple(
      ...parameters
        .filter(isParameter)
        .filter((parameter) => parameter.in !== "header")
        .map((parameter) =>
          fc
            .option(valuesOf(parameter), { nil: undefined, freq: parameter.required ? 20 : 1 })
            .map((value): Given => ({ parameter, value }))
        )
    ),
    body: bodies,
    accept: fc.constantFrom("application/json", "*/*", "text/html")
  })

export type Question = ReturnType<typeof questionsOf> extends fc.Arbitrary<infer A> ? A : never
