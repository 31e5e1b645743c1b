/** What a peer would use: Express 5 with request ids and an access log. */
import express from "express"
import morgan from "morgan"
import { randomUUID } from "node:crypto"
import { answers, listening } from "./shared.mjs"

const app = express()
morgan.token("id", (request) => request.id)
app.use((request, response, next) => {
  request.id = request.get("x-request-id") ?? randomUUID()
  response.set("x-request-id", request.id)
  next()
})
app.use(morgan(":id :method :url :status :response-time ms"))
app.use(express.json())
for (const path of Object.keys(answers))
  app.all(path, (_, response) => response.type("application/json").send(answers[path]))
listening(app.listen(0, "127.0.0.1"))
