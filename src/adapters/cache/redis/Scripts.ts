/**
 * What must happen at once on the server, in its own language. Each names all its keys by a prefix that it is given, for a
 * server that is no cluster.
 */
import { Duration, Schema } from "effect"
import { createHash } from "node:crypto"
import type { Redis as Client } from "ioredis"
import { evictionParts } from "../LeastRecentlyUsed.ts"
import { toleratedLead } from "../../../domain/values/Elapsed.ts"

interface Script {
  readonly text: string
  readonly digest: string
}

const script = (text: string): Script => ({ text, digest: createHash("sha1").update(text).digest("hex") })

/** Nobody has to wait for more evictions than these; the next one that is kept drops the rest. */
export const mostEvicted = 1000

/** Runs a script that the server most likely knows already. */
export const run = (
  client: Client,
  { digest, text }: Script,
  keys: ReadonlyArray<string>,
  given: ReadonlyArray<string | number>
): Promise<unknown> =>
  client
    .evalsha(digest, keys.length, ...keys, ...given)
    .catch((error: unknown) =>
      error instanceof Error && error.message.startsWith("NOSCRIPT")
        ? client.eval(text, keys.length, ...keys, ...given)
        : Promise.reject(error)
    )

/**
 * The keys of one set of books, in the order in which the scripts below take them: what begins the key of an entry, when entries were used,
 * their sizes, the sum of these, when they expire, turns, and when texts were looked up. `kind` tells sets of books on one server apart.
 */
export const booksOf = (name: (part: string) => string, entry: string, kind = "") => {
  const [entries, used] = [name(`${entry}:`), name(`${kind}used`)]
  const others = ["sizes", "bytes", "expiry", "turns", "texts"].map((book) => name(`${kind}${book}`))
  return { entries, used, keys: [entries, used, ...others] }
}

/** The text that `get` answers; `null` for none. */
export const decodeText = Schema.decodeUnknownSync(Schema.NullOr(Schema.String))
/** What `stats` answers: entries and bytes. */
export const decodeStats = Schema.decodeUnknownSync(Schema.Tuple(Schema.Number, Schema.Number))

/**
 * Shared by the scripts of the cache. KEYS: prefix of entries, order of use, sizes, sum of sizes, order of expiry, turns,
 * order of look-up of those with a text.
 * A server that is full refuses whatever may need room as the first change of a script, and nothing after it: what removes
 * begins by removing, what keeps begins by keeping.
 */
const books = `
local function serverTime()
  local time = redis.call("TIME")
  return time[1] * 1000 + math.floor(time[2] / 1000)
end
-- When an entry was used, told apart within a millisecond.
local function moment(now)
  return now + redis.call("INCR", KEYS[6]) % 1000 / 1000
end
local function unbook(key)
  redis.call("ZREM", KEYS[2], key)
  redis.call("ZREM", KEYS[5], key)
  redis.call("ZREM", KEYS[7], key)
  local bytes = redis.call("HGET", KEYS[3], key)
  if bytes then
    redis.call("HDEL", KEYS[3], key)
    redis.call("DECRBY", KEYS[4], bytes)
  end
end
local function forget(key)
  unbook(key)
  return redis.call("DEL", KEYS[1] .. key)
end
-- What lies in the place of a book and is none goes: it would fail everything.
local function mend()
  for at, kind in pairs({ [2] = "zset", [3] = "hash", [4] = "string", [5] = "zset", [6] = "string", [7] = "zset" }) do
    local found = redis.call("TYPE", KEYS[at]).ok
    local right = found == "none" or found == kind and (kind ~= "string" or tonumber(redis.call("GET", KEYS[at])))
    if not right then redis.call("DEL", KEYS[at]) end
  end
end
local function sweep()
  -- Used in the future, by a replica whose clock is wrong: it would count as used last until that has come.
  local latest = serverTime() + ${Duration.toMillis(toleratedLead)}
  for _, key in ipairs(redis.call("ZRANGEBYSCORE", KEYS[2], latest, "+inf", "LIMIT", 0, 1000)) do
    redis.call("ZADD", KEYS[2], moment(serverTime()), key)
  end
  for _, key in ipairs(redis.call("ZRANGEBYSCORE", KEYS[5], "-inf", serverTime(), "LIMIT", 0, 1000)) do forget(key) end
end
local function kept()
  return redis.call("ZCARD", KEYS[2]), math.max(0, tonumber(redis.call("GET", KEYS[4]) or "0"))
end
`

/**
 * Reads an entry and marks it as used, if the server takes that. What the server itself has dropped goes off the books, and
 * what is no text goes. ARGV: rating key, now in ms.
 */
export const get = script(`${books}
local key = ARGV[1]
local isText, text = pcall(redis.call, "GET", KEYS[1] .. key)
if isText and text then
  pcall(function() redis.call("ZADD", KEYS[2], "XX", moment(ARGV[2]), key) end)
  return text
end
local isBook, booked = pcall(redis.call, "ZSCORE", KEYS[2], key)
if not isText or (isBook and booked) then pcall(forget, key) end
return false
`)

/**
 * Keeps an entry for a time, then drops the least recently used part while there is too much, but not so many that all others
 * have to wait. Answers how many went.
 * ARGV: rating key, text, its size in bytes, life in ms, now in ms, most entries, most bytes, most dropped at once, and of a
 * text when it was looked up, in ms.
 */
export const set = script(`${books}
-- Those that are evicted next.
local function firstToGo(count)
  return redis.call("ZRANGE", KEYS[2], 0, count - 1)
end
local key, size = ARGV[1], ARGV[3]
redis.call("SET", KEYS[1] .. key, ARGV[2], "PX", ARGV[4])
mend()
unbook(key)
if redis.call("ZCARD", KEYS[2]) == 0 then redis.call("DEL", KEYS[3], KEYS[4], KEYS[5], KEYS[7]) end
redis.call("ZADD", KEYS[2], moment(ARGV[5]), key)
redis.call("HSET", KEYS[3], key, size)
redis.call("INCRBY", KEYS[4], size)
redis.call("ZADD", KEYS[5], serverTime() + ARGV[4], key)
if ARGV[9] then redis.call("ZADD", KEYS[7], ARGV[9], key) end
sweep()
local gone, most = 0, tonumber(ARGV[8])
while gone < most do
  local entries, bytes = kept()
  if entries <= 1 or (entries <= tonumber(ARGV[6]) and bytes <= tonumber(ARGV[7])) then break end
  local part = math.min(most - gone, math.max(1, math.floor(entries / ${evictionParts})))
  for _, old in ipairs(firstToGo(part)) do
    forget(old)
    gone = gone + 1
  end
end
return gone
`)

/** Removes entries. ARGV: rating keys. Answers how many there were. */
export const remove = script(`${books}
mend()
local gone = 0
for _, key in ipairs(ARGV) do gone = gone + forget(key) end
sweep()
return gone
`)

/**
 * A page of the texts that were looked up before a time, and of those the keys that were used so much later, each followed by when it was
 * looked up. ARGV: time in ms, how much later in ms, how many to leave out, how many to look at. Answers first how many it looked at.
 */
export const aged = script(`
local rows = redis.call("ZRANGEBYSCORE", KEYS[7], "-inf", "(" .. ARGV[1], "WITHSCORES", "LIMIT", ARGV[3], ARGV[4])
local found = {}
for at = 1, #rows, 2 do
  local used = redis.call("ZSCORE", KEYS[2], rows[at])
  if used and used - rows[at + 1] >= tonumber(ARGV[2]) then
    table.insert(found, rows[at])
    table.insert(found, rows[at + 1])
  end
end
return { #rows / 2, found }
`)

/** What `aged` answers. */
export const decodeAged = Schema.decodeUnknownSync(Schema.Tuple(Schema.Number, Schema.Array(Schema.String)))

/** Entries and bytes that are kept now. */
export const stats = script(`${books}
mend()
sweep()
return { kept() }
`)

/**
 * Books the next turn under a rate limit (the generic cell rate algorithm: a token bucket that remembers one time), or the first
 * that was given back. The time is the server's, so that the clocks of the replicas do not matter; when that clock was set back,
 * what was booked under it is void. KEYS: the limit, turns that were given back, when was booked last. ARGV: ms between turns, burst, longest wait in ms. Answers the wait in ms and when the turn is; a wait below
 * zero means that nothing was booked.
 */
export const book = script(`
local time = redis.call("TIME")
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local interval, longest = tonumber(ARGV[1]), tonumber(ARGV[3])
if tonumber(redis.call("GET", KEYS[3]) or "0") > now then redis.call("DEL", KEYS[1], KEYS[2], KEYS[3]) end
local free = redis.call("ZRANGEBYSCORE", KEYS[2], now, "+inf", "LIMIT", 0, 1)[1]
if free then
  local wait = tonumber(free) - now
  if wait > longest then return { -1, "" } end
  redis.call("ZREM", KEYS[2], free)
  return { wait, free }
end
local booked = math.max(tonumber(redis.call("GET", KEYS[1]) or "0"), now) + interval
local turn = math.max(now, booked - interval * tonumber(ARGV[2]))
if turn - now > longest then return { -1, "" } end
redis.call("SET", KEYS[1], string.format("%.0f", booked), "PX", booked - now + interval)
redis.call("SET", KEYS[3], string.format("%.0f", now), "PX", booked - now + interval)
return { turn - now, string.format("%.0f", turn) }
`)

/**
 * Gives a turn back: it was the last one booked, or another may have it as long as it has not passed. KEYS as for `book`.
 * ARGV: when the turn is, ms between turns, burst.
 */
export const giveBack = script(`
local interval, burst = tonumber(ARGV[2]), tonumber(ARGV[3])
local last = tonumber(redis.call("GET", KEYS[1]) or "0")
if last == 0 then return end
local time = redis.call("TIME")
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call("ZREMRANGEBYSCORE", KEYS[2], "-inf", "(" .. now)
redis.call("ZADD", KEYS[2], ARGV[1], ARGV[1])
-- Whatever is free at the end of the queue need not be remembered: the queue is shorter.
while last - interval * burst > now and redis.call("ZREM", KEYS[2], string.format("%.0f", last - interval * burst)) == 1 do
  last = last - interval
end
redis.call("SET", KEYS[1], string.format("%.0f", last), "PX", math.max(1, last - now + interval))
redis.call("PEXPIRE", KEYS[2], math.max(1, last - now + interval))
`)

/**
 * Takes a lock or renews it, unless another has it. One that lasts longer than a life was taken before the server's clock was set
 * back, or by nobody of ours. KEYS: the lock. ARGV: token, life in ms. Answers whose it is.
 */
export const hold = script(`
local holder = redis.call("GET", KEYS[1])
local left = redis.call("PTTL", KEYS[1])
if not holder or holder == ARGV[1] or left == -1 or left > tonumber(ARGV[2]) then
  redis.call("SET", KEYS[1], ARGV[1], "PX", ARGV[2])
  return ARGV[1]
end
return holder
`)

/** Leaves a lock, if it is still one's own. KEYS: the lock. ARGV: token. */
export const release = script(`
if redis.call("GET", KEYS[1]) == ARGV[1] then redis.call("DEL", KEYS[1]) end
`)

/** Lays a result down for those who wait and leaves the lock. KEYS: the lock, the result. ARGV: token, result, its life in ms. */
export const land = script(`
redis.call("SET", KEYS[2], ARGV[2], "PX", ARGV[3])
if redis.call("GET", KEYS[1]) == ARGV[1] then redis.call("DEL", KEYS[1]) end
`)

/** The text under a key, and the server's time in ms. KEYS: the text. */
export const look = script(`
local time = redis.call("TIME")
return { redis.call("GET", KEYS[1]), time[1] * 1000 + math.floor(time[2] / 1000) }
`)

/** Puts a text in the place of the one that was seen there, if it still is. KEYS: the text. ARGV: seen (empty: none), new, its life in ms. */
export const exchange = script(`
if (redis.call("GET", KEYS[1]) or "") ~= ARGV[1] then return 0 end
redis.call("SET", KEYS[1], ARGV[2], "PX", ARGV[3])
return 1
`)
