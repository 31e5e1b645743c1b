/** One thing that can be asked, at however many addresses, for people. */
import type { Answer, OpenApiDocument, OpenApiOperation, Parameter } from "../../openapi/Document.ts"
import { curl } from "./Example.ts"
import { code, escaped, list, prose } from "./Markup.ts"
import { members, typeOf } from "./ShapeTable.ts"

/** Operations that differ in their address alone. */
export interface Question {
  readonly method: string
  readonly at: readonly [Place, ...Array<Place>]
}
interface Place {
  readonly path: string
  readonly operation: OpenApiOperation
}

/** Where an operation is explained. */
export const idOf = ({ at: [{ operation }] }: Question) => operation.operationId

/** All questions, each once. */
export const questionsOf = ({ paths }: OpenApiDocument): ReadonlyArray<Question> => {
  const alike = new Map<string, Question>()
  for (const [path, methods] of Object.entries(paths))
    for (const [method, operation] of Object.entries(methods)) {
      const { description, requestBody, responses, summary, tags } = operation
      const key = JSON.stringify([method, summary, description, tags, requestBody, responses])
      const before = alike.get(key)
      const place = { path, operation }
      alike.set(key, before === undefined ? { method, at: [place] } : { ...before, at: [...before.at, place] })
    }
  return [...alike.values()]
}

const isOwn = <A extends object>(one: A | { readonly $ref: string }): one is A => !("$ref" in one)

const parameter = ({ description = "", example, in: place, name, required, schema }: Parameter) => ({
  name: code(name),
  about: `${place}, ${typeOf(description === "" ? schema : { ...schema, description })}${required ? ", required" : ""}`,
  meaning: `${prose(description)}${example === undefined ? "" : ` Such as ${code(example)}.`}`
})

/** An answer by its status. */
export const answer = (status: string, { content = {}, description, headers }: Answer) => {
  const bodies = Object.entries(content).map(([type, { schema }]) =>
    type === "application/json" ? typeOf(schema) : code(type)
  )
  const named = Object.keys(headers).filter((name) => name !== "X-Request-ID")
  return {
    name: code(status),
    about: bodies.join(" or "),
    meaning: `${prose(description)}${named.length === 0 ? "" : ` With ${named.map((name) => `<a href="#header-${name}">${name}</a>`).join(" and ")}.`}`
  }
}

/** What a request must bring along. */
const needed = ({ security = [] }: OpenApiOperation): string => {
  if (security.length === 0) return ""
  return security.some(({ ownerSession }) => ownerSession !== undefined)
    ? '<p>Asks for the <a href="#token">admin token</a>, or the <a href="#session">session of the owner</a>.</p>'
    : '<p>Asks for the <a href="#token">admin token</a> when one is set.</p>'
}

const part = (title: string, html: string) => (html === "" ? "" : `<h3>${title}</h3>${html}`)

/** The line to open, and what is behind it. */
export const questionHtml = (question: Question): string => {
  const { at, method } = question
  const [{ operation, path }] = at
  const others = at.slice(1)
  const parameters = operation.parameters.filter(isOwn)
  const body = operation.requestBody?.content["application/json"]?.schema
  const answers = Object.entries(operation.responses).flatMap(([status, one]) =>
    isOwn(one) ? [answer(status, one)] : []
  )
  return `<details><summary><span class="method" data-method="${method}">${method.toUpperCase()}</span> ${code(path)} <span class="summary">${prose(operation.summary)}</span></summary>
<div class="inside" id="${escaped(operation.operationId)}">
${operation.description === undefined ? "" : `<p>${prose(operation.description)}</p>`}
${others.length === 0 ? "" : `<p class="also">Also at ${others.map(({ operation, path }) => `<code id="${escaped(operation.operationId)}">${escaped(path)}</code>`).join(", ")}.</p>`}
${needed(operation)}
${part("Parameters", parameters.length === 0 ? "" : list(parameters.map(parameter)))}
${part("Body in JSON", body === undefined ? "" : members(body))}
${part("Answers", list(answers))}
${part("Example", `<pre tabindex="0" role="group" aria-label="Example"><code>${escaped(curl(method, path, operation, parameters))}</code></pre>`)}
</div></details>`
}
