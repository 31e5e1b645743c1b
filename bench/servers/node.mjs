/** Node's ceiling: the same bytes by `node:http` alone. */
import { createServer } from "node:http"
import { answers, listening } from "./shared.mjs"

const server = createServer((request, response) => {
  const answer = answers[request.url]
  if (answer === undefined) return response.writeHead(404).end()
  request.resume().once("end", () => {
    response.writeHead(200, { "content-type": "application/json", "content-length": answer.length }).end(answer)
  })
})
listening(server.listen(0, "127.0.0.1"))
