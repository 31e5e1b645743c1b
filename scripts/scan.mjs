/**
 * Plays a scan as Plex does it: matches a show, its seasons and every episode, then refreshes all of them, and reports
 * failures, changed guids and requests to the sources.
 *
 *   node scripts/scan.mjs --root http://127.0.0.1:5100/series --title T [--year Y] [--guid imdb://…] --seasons 1:10,2:8 [--stats URL]
 *   --dated FROM:COUNT in the place of --seasons matches by day.
 */
const option = (name, fallback) => {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? fallback : process.argv[at + 1]
}
const root = option("root", "http://127.0.0.1:5100/series")
const title = option("title")
const year = option("year") === undefined ? undefined : Number(option("year"))
const guid = option("guid")
const stats = option("stats")
if (title === undefined) {
  console.error(
    "usage: node scripts/scan.mjs --root URL --title TITLE [--year Y] [--guid G] --seasons 1:10,2:8 | --dated 2010-01-01:260"
  )
  process.exit(2)
}

const failures = []
const headers = { accept: "application/json", "content-type": "application/json" }
const call = async (path, init) => {
  const response = await fetch(root + path, { headers, ...init })
  const body = await response.json().catch(() => undefined)
  if (response.status !== 200) failures.push(`${path}: ${response.status}`)
  return body?.MediaContainer
}
const match = async (request) => {
  const found = await call("/library/metadata/matches", { method: "POST", body: JSON.stringify(request) })
  const item = found?.Metadata?.[0]
  if (item === undefined) failures.push(`no match for ${JSON.stringify(request)}`)
  return item
}
const refresh = async (item) => {
  const key = item.guid.split("/").pop()
  const found = await call(`/library/metadata/${key}?includeChildren=1&updating=1&X-Plex-Language=nl-NL`)
  const again = found?.Metadata?.[0]
  if (again?.guid !== item.guid) failures.push(`guid changed: ${item.guid} -> ${again?.guid}`)
  return again
}
const asked = async () => (stats === undefined ? undefined : await (await fetch(`${stats}/__stats`)).json())

const episodes = []
const dated = option("dated")
if (dated === undefined)
  for (const part of option("seasons", "1:1").split(",")) {
    const [season, count] = part.split(":").map(Number)
    for (let index = 1; index <= count; index++) episodes.push({ parentIndex: season, index })
  }
else {
  const [from, count] = dated.split(/:(?=\d+$)/)
  for (let day = 0; day < Number(count); day++)
    episodes.push({ date: new Date(Date.parse(from) + day * 86_400_000).toISOString().slice(0, 10) })
}

const before = await asked()
const start = performance.now()
const folder = `${title}${year === undefined ? "" : ` (${year})`}`
const show = await match({ type: 2, title, year, guid, includeChildren: 1, filename: `${folder}/a.mkv` })
const seasons = []
for (const index of new Set(episodes.map((episode) => episode.parentIndex).filter((season) => season !== undefined)))
  seasons.push(await match({ type: 3, parentTitle: title, index, includeChildren: 1, filename: `${folder}/a.mkv` }))
const matched = []
for (let at = 0; at < episodes.length; at += 8)
  matched.push(
    ...(await Promise.all(
      episodes
        .slice(at, at + 8)
        .map((episode) => match({ type: 4, grandparentTitle: title, filename: `${folder}/a.mkv`, ...episode }))
    ))
  )
for (const item of [show, ...seasons, ...matched]) {
  if (item === undefined) continue
  const again = await refresh(item)
  if (item.type === "episode" && again?.grandparentGuid !== show?.guid)
    failures.push(`${item.guid} belongs to ${again?.grandparentGuid}`)
}
const total = (
  await call(`/library/metadata/${show?.ratingKey}/grandchildren?X-Plex-Container-Start=0&X-Plex-Container-Size=10000`)
)?.totalSize
const after = await asked()
const requests =
  before === undefined
    ? "not counted"
    : Object.fromEntries(
        Object.keys(after)
          .map((name) => [name, after[name] - before[name]])
          .filter(([, count]) => count > 0)
      )
const named = matched.filter((item) => item !== undefined && !/^Aflevering \d+$/.test(item.title)).length
console.log(
  JSON.stringify({
    title,
    episodes: episodes.length,
    named,
    known: total,
    failures: failures.length,
    requests,
    ms: Math.round(performance.now() - start)
  })
)
for (const failure of failures.slice(0, 10)) console.log(failure)
process.exit(failures.length === 0 ? 0 : 1)
