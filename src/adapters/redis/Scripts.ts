/**
 * What must happen at once on the server, in its own language. Each names all its keys by a prefix that it is given, for a
 * server that is no cluster.
 */

/** When an entry was used, told apart within a millisecond. */
const moment = `
local function moment(now, turns)
  return now + redis.call("INCR", turns) % 1000 / 1000
end
`

/**
 * Reads an entry and marks it as used. KEYS: entry, order of use, turns. ARGV: rating key, now in ms.
 */
export const get = `${moment}
local text = redis.call("GET", KEYS[1])
if text then redis.call("ZADD", KEYS[2], "XX", moment(ARGV[2], KEYS[3]), ARGV[1]) end
return text
`

/** Shared by the scripts below: takes one rating key off the books; its entry too, when that is still there. */
const forget = `
local function forget(key)
  local bytes = redis.call("HGET", KEYS[3], key)
  if bytes then
    redis.call("HDEL", KEYS[3], key)
    redis.call("DECRBY", KEYS[4], bytes)
  end
  redis.call("ZREM", KEYS[2], key)
  redis.call("ZREM", KEYS[5], key)
  return redis.call("DEL", KEYS[1] .. key)
end
local function serverTime()
  local time = redis.call("TIME")
  return time[1] * 1000 + math.floor(time[2] / 1000)
end
local function sweep()
  for _, key in ipairs(redis.call("ZRANGEBYSCORE", KEYS[5], "-inf", serverTime(), "LIMIT", 0, 1000)) do forget(key) end
end
`

/**
 * Keeps an entry for a time, then drops the least recently used tenth while there is too much. Answers how many went.
 * KEYS: prefix of entries, order of use, sizes, sum of sizes, order of expiry, turns.
 * ARGV: rating key, text, its size in bytes, life in ms, now in ms, most entries, most bytes.
 */
export const set = `${moment}${forget}
local key = ARGV[1]
sweep()
forget(key)
redis.call("SET", KEYS[1] .. key, ARGV[2], "PX", ARGV[4])
redis.call("ZADD", KEYS[2], moment(ARGV[5], KEYS[6]), key)
redis.call("HSET", KEYS[3], key, ARGV[3])
redis.call("INCRBY", KEYS[4], ARGV[3])
redis.call("ZADD", KEYS[5], serverTime() + ARGV[4], key)
local gone = 0
while true do
  local entries = redis.call("ZCARD", KEYS[2])
  local bytes = tonumber(redis.call("GET", KEYS[4]) or "0")
  if entries <= 1 or (entries <= tonumber(ARGV[6]) and bytes <= tonumber(ARGV[7])) then break end
  local tenth = math.max(1, math.floor(entries / 10))
  for _, old in ipairs(redis.call("ZRANGE", KEYS[2], 0, tenth - 1)) do
    forget(old)
    gone = gone + 1
  end
end
return gone
`

/** Removes entries. KEYS as for `set`; ARGV: rating keys. Answers how many there were. */
export const remove = `${forget}
sweep()
local gone = 0
for _, key in ipairs(ARGV) do gone = gone + forget(key) end
return gone
`

/** Entries and bytes that are kept now. KEYS as for `set`. */
export const stats = `${forget}
sweep()
return { redis.call("ZCARD", KEYS[2]), tonumber(redis.call("GET", KEYS[4]) or "0") }
`

/**
 * Books the next turn under a rate limit (the generic cell rate algorithm: a token bucket that remembers one time). The time is
 * the server's, so that the clocks of the replicas do not matter. KEYS: the limit. ARGV: ms between turns, burst, longest wait
 * in ms. Answers the wait in ms and what was booked; a wait below zero means that nothing was booked.
 */
export const book = `
local time = redis.call("TIME")
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local interval = tonumber(ARGV[1])
local full = now + interval * tonumber(ARGV[2])
local booked = math.max(tonumber(redis.call("GET", KEYS[1]) or "0"), now) + interval
local wait = math.max(0, booked - full)
if wait > tonumber(ARGV[3]) then return { -1, "" } end
redis.call("SET", KEYS[1], string.format("%.0f", booked), "PX", booked - now + interval)
return { wait, string.format("%.0f", booked) }
`

/** Gives a turn back that nobody has booked behind. KEYS: the limit. ARGV: what was booked, ms between turns. */
export const giveBack = `
if redis.call("GET", KEYS[1]) == ARGV[1] then
  redis.call("SET", KEYS[1], string.format("%.0f", ARGV[1] - ARGV[2]), "KEEPTTL")
end
`

/** Renews or removes a lock, if it is still one's own. KEYS: the lock. ARGV: token, new life in ms (0 removes). */
export const hold = `
if redis.call("GET", KEYS[1]) ~= ARGV[1] then return 0 end
if ARGV[2] == "0" then return redis.call("DEL", KEYS[1]) end
return redis.call("PEXPIRE", KEYS[1], ARGV[2])
`
