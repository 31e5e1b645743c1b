/** The page that explains the routes, made of the OpenAPI document. */
import type { OpenApiDocument, OpenApiOperation } from "../OpenApi.ts"

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
/** What stands between backticks is code. */
const prose = (text: string) => escaped(text).replace(/`([^`]*)`/g, "<code>$1</code>")

const shapeOf = (schema: object): string =>
  "$ref" in schema
    ? `<a href="#${escaped(String(schema.$ref).split("/").at(-1) ?? "")}">${escaped(String(schema.$ref).split("/").at(-1) ?? "")}</a>`
    : `<code>${escaped(JSON.stringify(schema))}</code>`

const table = (heads: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>) =>
  rows.length === 0
    ? ""
    : `<table><thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join("")}</tr></thead><tbody>${rows
        .map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`)
        .join("")}</tbody></table>`

/** A request that can be pasted into a terminal. */
const curl = (method: string, path: string, operation: OpenApiOperation) => {
  const needed = (operation.parameters ?? []).filter(({ in: place, required }) => place === "query" && required)
  const query = needed.length === 0 ? "" : `?${needed.map(({ name }) => `${name}=Die%20Hard`).join("&")}`
  const address = path.replace("{ratingKey}", "vpro-die-hard-1988-none-m").replace("{requestId}", "ID")
  const body = operation.requestBody === undefined ? "" : ` -d '{"type":1,"title":"Die Hard","year":1988}'`
  return `curl ${method === "get" ? "" : "-X POST "}"http://localhost:5100${address}${query}"${body}`
}

const operationHtml = (method: string, path: string, operation: OpenApiOperation) =>
  `<details id="${escaped(operation.operationId)}"><summary><span class="method">${method.toUpperCase()}</span> <code>${escaped(path)}</code> ${prose(operation.summary)}</summary><div>
${table(
  ["parameter", "in", "meaning", "shape"],
  (operation.parameters ?? []).map(({ description = "", in: place, name, required, schema }) => [
    `<code>${escaped(name)}</code>${required ? " (required)" : ""}`,
    place,
    prose(description),
    shapeOf(schema)
  ])
)}
${Object.entries(operation.requestBody?.content ?? {})
  .map(([type, { schema }]) => `<p>Body, ${escaped(type)}: ${shapeOf(schema)}</p>`)
  .join("")}
${table(
  ["answer", "meaning", "body"],
  Object.entries(operation.responses).map(([status, { content = {}, description }]) => [
    status,
    prose(description),
    Object.entries(content)
      .map(([type, { schema }]) => (type === "application/json" ? shapeOf(schema) : escaped(type)))
      .join(" or ")
  ])
)}
<pre tabindex="0"><code>${escaped(curl(method, path, operation))}</code></pre></div></details>`

/** The whole page. */
export const docsPage = (document: OpenApiDocument): string => {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation }))
  )
  const sections = document.tags.map(
    ({
      description,
      name
    }) => `<section aria-labelledby="tag-${escaped(name)}"><h2 id="tag-${escaped(name)}">${escaped(name)}</h2><p class="about">${prose(description)}</p>
${operations
  .filter(({ operation }) => operation.tags.includes(name))
  .map(({ method, operation, path }) => operationHtml(method, path, operation))
  .join("\n")}</section>`
  )
  const shapes = Object.entries(document.components["schemas"] ?? {}).map(
    ([name, schema]) =>
      `<details id="${escaped(name)}"><summary><code>${escaped(name)}</code></summary><div><pre tabindex="0"><code>${escaped(JSON.stringify(schema, null, 2))}</code></pre></div></details>`
  )
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Routes of vpro-cinema-plex</title><link rel="stylesheet" href="/docs/style.css"></head>
<body><main><h1>Routes</h1>
<p>${prose(String(document.info["description"]))} The same for programs: <a href="/openapi.json">openapi.json</a>. <a href="/ui">Back to the status page</a>.</p>
${sections.join("\n")}
<section aria-labelledby="shapes"><h2 id="shapes">Shapes</h2>${shapes.join("\n")}</section>
</main></body></html>`
}
