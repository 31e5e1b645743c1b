/** A request that can be pasted into a terminal. */
import type { OpenApiOperation, Parameter } from "../../openapi/Document.ts"

/** In a shell nothing within such quotes is special. */
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`

/** `{{origin}}` stands for the address of the service. */
export const curl = (
  method: string,
  path: string,
  { requestBody, security }: OpenApiOperation,
  parameters: ReadonlyArray<Parameter>
): string => {
  const shown = parameters.filter(({ example }) => example !== undefined)
  const address = shown.reduce(
    (address, { example = "", in: place, name }) =>
      place === "path" ? address.replace(`{${name}}`, encodeURIComponent(example)) : address,
    path
  )
  const query = shown
    .filter(({ in: place }) => place === "query")
    .map(({ example = "", name }) => `${encodeURIComponent(name)}=${encodeURIComponent(example)}`)
  const body = requestBody?.content["application/json"]?.example
  return [
    `curl ${method === "get" ? "" : `-X ${method.toUpperCase()} `}${quoted(`{{origin}}${address}${query.length === 0 ? "" : `?${query.join("&")}`}`)}`,
    ...(security === undefined ? [] : ['-H "Authorization: Bearer $ADMIN_TOKEN"']),
    ...(body === undefined ? [] : ["-H 'Content-Type: application/json'", `-d ${quoted(JSON.stringify(body))}`])
  ].join(" \\\n  ")
}
