/** A start that cannot succeed ends at once, and says why in one line. */
import { once } from "node:events"
import { createServer } from "node:http"
import { assert, it } from "vitest"
import { launch } from "./process.ts"

it("a port that is taken is told in one line, without a stack trace", async () => {
  const server = createServer()
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  const address = server.address()
  const port = typeof address === "object" && address !== null ? address.port : 0
  const error = await launch({ PORT: String(port), CACHE_URL: "memory:" }).catch((reason: unknown) => String(reason))
  server.close()
  assert.isString(error)
  assert.match(String(error), new RegExp(`the port cannot be used, listen EADDRINUSE[^\\n]*:${port}"`))
  assert.notMatch(String(error), /ServeError|\bat .*\.js:\d+/)
})
