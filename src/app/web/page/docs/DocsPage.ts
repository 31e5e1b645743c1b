/** The page that explains the routes, made of the OpenAPI document. It has no script. */
import type { OpenApiDocument } from "../../openapi/Document.ts"
import { code, escaped, list, prose } from "./Markup.ts"
import { answer, idOf, type Question, questionHtml, questionsOf } from "./Operation.ts"
import { members, shapeId, typeOf } from "./ShapeTable.ts"

const tagId = (name: string) => `tag-${name.toLowerCase()}`

const contents = (tags: OpenApiDocument["tags"], questionsAbout: (tag: string) => ReadonlyArray<Question>) => `
<nav aria-label="Contents"><ul>
${tags
  .map(
    ({ name }) =>
      `<li><a href="#${tagId(name)}">${escaped(name)}</a><ul>${questionsAbout(name)
        .map(
          (question) =>
            `<li><a href="#${escaped(idOf(question))}"><span class="method">${question.method.toUpperCase()}</span> ${escaped(question.at[0].path).replaceAll("/", "<wbr>/")}</a></li>`
        )
        .join("")}</ul></li>`
  )
  .join("\n")}
<li><a href="#everywhere">Everywhere</a></li>
<li><a href="#shapes">Shapes</a></li>
</ul></nav>`

const everywhere = ({ headers, parameters, responses, securitySchemes }: OpenApiDocument["components"]) => `
<section aria-labelledby="everywhere"><h2 id="everywhere">Everywhere</h2>
<div class="card">
<h3>Answers that any request may get</h3>
${list([
  answer("404", responses.NotFound),
  answer("405", responses.MethodNotAllowed),
  answer("500", responses.InternalError)
])}
<h3>Header of requests</h3>
${list(
  Object.values(parameters).map(({ description = "", name, schema }) => ({
    name: code(name),
    about: typeOf(schema),
    meaning: prose(description)
  }))
)}
<h3>Headers of answers</h3>
${list(
  Object.entries(headers).map(([name, { description, schema }]) => ({
    id: `header-${name}`,
    name: code(name),
    about: typeOf(schema),
    meaning: prose(description)
  }))
)}
<h3 id="token">Admin token</h3>
<p>${prose(securitySchemes.adminToken.description)} It goes into <code>Authorization: Bearer …</code></p>
<h3 id="session">Session of the owner</h3>
<p>${prose(securitySchemes.ownerSession.description)} Programs use the admin token.</p>
</div></section>`

const shapes = ({ schemas }: OpenApiDocument["components"]) => `
<section aria-labelledby="shapes"><h2 id="shapes">Shapes</h2><p class="lead">What answers hold, by name. What stands behind a dot is inside of what stands before it; <code>[]</code> is each one of a list.</p>
${Object.entries(schemas)
  .map(
    ([name, schema]) =>
      `<details><summary><code>${escaped(name)}</code></summary><div class="inside" id="${escaped(shapeId(name))}">${members(schema)}</div></details>`
  )
  .join("\n")}</section>`

/** Addresses of what the page loads. */
export interface Files {
  readonly style: string
  readonly icon: string
}

/** The whole page; `{{origin}}` stands for the address of the service. */
export const docsPage = (document: OpenApiDocument, { icon, style }: Files): string => {
  const questions = questionsOf(document)
  const about = (tag: string) => questions.filter(({ at: [{ operation }] }) => operation.tags.includes(tag))
  const sections = document.tags.map(
    ({ description, name }) =>
      `<section aria-labelledby="${tagId(name)}"><h2 id="${tagId(name)}">${escaped(name)}</h2><p class="lead">${prose(description)}</p>
${about(name).map(questionHtml).join("\n")}</section>`
  )
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>vpro-cinema-plex: API</title>
<link rel="icon" type="image/svg+xml" href="${escaped(icon)}"><link rel="stylesheet" href="${escaped(style)}"></head>
<body class="api"><a class="skip" href="#main">Skip to the contents</a>
<header class="top"><div class="brand"><img src="${escaped(icon)}" alt="" width="44" height="44"><div><h1>API</h1><p>vpro-cinema-plex ${escaped(document.info.version)}</p></div></div>
<p class="ways"><a href="/ui">Status page</a> <a href="/openapi.json">openapi.json</a></p></header>
<div class="columns">${contents(document.tags, about)}
<main id="main" tabindex="-1"><p class="lead">${prose(document.info.description)}</p>
${sections.join("\n")}
${everywhere(document.components)}
${shapes(document.components)}
</main></div></body></html>`
}
