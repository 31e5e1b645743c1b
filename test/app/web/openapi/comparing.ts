/** Answers beside what a document says of them. */
import Ajv2020 from "ajv/dist/2020.js"
import addFormats from "ajv-formats"
import { Schema } from "effect"
import { Document } from "./document.ts"

const last = (ref: string) => ref.slice(ref.lastIndexOf("/") + 1)

const pointer = (...parts: ReadonlyArray<string>) =>
  `document#/${parts.map((part) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"))).join("/")}`

/** Headers of which an answer must say when it has them. */
const telling = /^(?:allow|location|retry-after|www-authenticate|etag|x-(?!content-type).*)$/

/** Compares answers with a document. */
export const comparing = (text: string) => {
  const document = Schema.decodeUnknownSync(Schema.parseJson(Document))(text)
  const ajv = new Ajv2020.default({ strict: false, allErrors: true })
  addFormats.default(ajv)
  ajv.addSchema(JSON.parse(text), "document")

  const fault = (schema: string, value: unknown): ReadonlyArray<string> => {
    const validate = ajv.getSchema(schema)
    if (validate === undefined) return [`no schema at ${schema}`]
    return validate(value) === true ? [] : [ajv.errorsText(validate.errors)]
  }

  /** What is wrong with an answer as it is documented there. */
  const faultsOf = (given: Asked, ...place: ReadonlyArray<string>): ReadonlyArray<string> => {
    const status = String(given.status)
    const [path = "", method = ""] = place
    const documented =
      place.length === 1
        ? { $ref: `#/components/responses/${path}` }
        : document.paths[path]?.[method === "post" ? "post" : "get"]?.responses[status]
    if (documented === undefined) return [`the status ${status}`]
    const shared = "$ref" in documented
    const answer = shared ? document.components.responses[last(documented.$ref)] : documented
    if (answer === undefined) return ["the answer that is referred to"]
    const at = shared
      ? ["components", "responses", last(documented.$ref)]
      : ["paths", path, method, "responses", status]
    const type = given.headers["content-type"] ?? ""
    const names = new Set(Object.keys(answer.headers).map((name) => name.toLowerCase()))
    return [
      ...Object.entries(answer.headers).flatMap(([name, { $ref }]) => {
        const value = given.headers[name.toLowerCase()]
        const header = document.components.headers[last($ref)]
        if (header === undefined) return [`the header ${name} that is referred to`]
        if (value === undefined) return header.required ? [`the header ${name}`] : []
        return fault(pointer("components", "headers", last($ref), "schema"), value)
      }),
      ...Object.keys(given.headers)
        .filter((name) => telling.test(name) && !names.has(name))
        .map((name) => `the header ${name}, which is not told of`),
      ...(answer.content === undefined
        ? given.text === ""
          ? []
          : ["a body, where there should be none"]
        : type in answer.content
          ? type === "application/json"
            ? fault(pointer(...at, "content", type, "schema"), JSON.parse(given.text))
            : []
          : [`the type ${type}`])
    ]
  }
  return { document, faultsOf }
}

interface Asked {
  readonly status: number
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly text: string
}
