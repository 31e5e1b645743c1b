/** Exit code 0 when the service answers. An address may be given, or code that holds one; see docker/python. */
const given = /https?:\/\/[^\s'")]+/.exec(process.argv.slice(2).join(" "))?.[0]
const { HOST = "", PORT = "" } = process.env
const host = ["", "0.0.0.0", "::"].includes(HOST) ? "127.0.0.1" : HOST.includes(":") ? `[${HOST}]` : HOST
// A port that cannot be used counts as not set, for the service too.
const port = /^\d+$/.test(PORT.trim()) && Number(PORT) <= 65_535 ? PORT.trim() : 5100
const url = given ?? `http://${host}:${port}/health`

try {
  const response = await fetch(url, { signal: AbortSignal.timeout(8000) })
  await response.text()
  if (!response.ok) throw new Error(`status ${response.status}`)
} catch (error) {
  process.stderr.write(`${url}: ${error.cause?.message ?? error.message}\n`)
  process.exitCode = 1
}
