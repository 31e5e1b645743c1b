/** The sentences that are said of checks, in English, by their names; others translate them. No more than that: the page has them too. */
/** What goes into a sentence, by name. */
export type Told = Readonly<Record<string, string>>

type Sentence = (told: Told) => string

/** "6 seconds", "3 minutes": as exact as it matters. */
const apart = (seconds: string | undefined) => {
  const count = Number(seconds)
  return count < 120 ? `${count} seconds` : `${Math.round(count / 60)} minutes`
}

const spelled = {
  // Whom it is about.
  "check.subject.settings": () => "Settings",
  "check.subject.cache": () => "Cache",
  "check.subject.redis": () => "Redis",
  "check.subject.log": () => "Log",
  "check.subject.clock": () => "Clock",
  "check.subject.poms": () => "POMS",
  "check.subject.cinema": () => "cinema.nl",
  "check.subject.vprogids": () => "vprogids.nl",
  "check.subject.tmdb": () => "TMDB",
  "check.subject.wikidata": () => "Wikidata",
  "check.subject.tvmaze": () => "TVmaze",
  "check.subject.duckduckgo": () => "DuckDuckGo",
  "check.subject.startpage": () => "Startpage",
  "check.subject.github": () => "Version",
  "check.subject.plex": () => "Plex",

  // What was asked.
  "check.asked.settings": () => "the variables of the environment",
  "check.asked.setting": ({ name }) => `the variable ${name}`,
  "check.asked.write": ({ place }) => `whether ${place} can be written`,
  "check.asked.space": ({ place }) => `how much room ${place} has, and whose it is`,
  "check.asked.redis": () => "whether Redis answers, where replicas share their answers",
  "check.asked.log": () => "whether its lines can be written",
  "check.asked.clock": () => "the time, by the Date of the answers of the sources",
  "check.asked.pair": ({ source }) => `whether the key and secret are taken (${source})`,
  "check.asked.page": ({ id, title }) => `page ${id}, “${title}”`,
  "check.asked.search": ({ title }) => `a search for “${title}”`,
  "check.asked.id": ({ imdb, title }) => `the film with IMDb id ${imdb}, “${title}”`,
  "check.asked.show": ({ title }) => `the seasons of “${title}”`,
  "check.asked.key": () => "whether there is a key, and whether it is taken",
  "check.asked.lately": () => "how the last requests went",
  "check.asked.plex": ({ address }) => `the server at ${address}`,
  "check.asked.provider": ({ title }) => `whether it knows the provider “${title}”`,
  "check.asked.libraries": () => "which libraries use our providers",
  "check.asked.everCalled": () => "whether it has called the service",
  "check.asked.newer": ({ version }) => `whether there is a newer version than ${version}`,
  "check.asked.known": () => "a question whose answer is known",
  "check.asked.calls": () => "whether it has called since the start",

  // What came.
  "check.came.settings": () => "nothing is wrong with them",
  "check.came.given": ({ given }) => `nothing is wrong with them; set: ${given}`,
  "check.came.fault": ({ fault }) => `${fault}`,
  "check.came.written": () => "it can",
  "check.came.notWritten": ({ why }) => `it cannot: ${why}`,
  "check.came.space": ({ free, owner, user }) => `${free} free; owned by user ${owner}, this is user ${user}`,
  "check.came.spaceUnknown": ({ why }) => `the system does not say: ${why}`,
  "check.came.redis": () => "it does",
  "check.came.redisGone": ({ why }) => `it does not: ${why}`,
  "check.came.clock": ({ seconds }) => (Number(seconds) < 2 ? "the same" : `${apart(seconds)} apart`),
  "check.came.noDate": () => "no source answered with the time",
  "check.came.taken": () => "taken",
  "check.came.page": ({ title, year }) => `“${title}” (${year}), with its text`,
  "check.came.listed": ({ title }) => `a list with “${title}”`,
  "check.came.work": ({ title, year }) => `“${title}”${year === "" ? "" : ` (${year})`}`,
  "check.came.show": ({ episodes, seasons }) => `${seasons} seasons, ${episodes} episodes`,
  "check.came.noKey": () => "there is no key",
  "check.came.off": () => "it is switched off",
  "check.came.absent": () => "an answer: there is no such thing",
  "check.came.notListed": ({ count }) => `a list of ${count} without it`,
  "check.came.without": ({ parts }) => `an answer that can be read, but without: ${parts}`,
  "check.came.unreachable": ({ detail }) => `nothing: ${detail}`,
  "check.came.busy": ({ detail }) => `that it is busy: ${detail}`,
  "check.came.late": () => "nothing in time",
  "check.came.refused": ({ detail }) => `a refusal: ${detail}`,
  "check.came.blocked": ({ detail }) => `a block page: ${detail}`,
  "check.came.malformed": ({ detail }) => `an answer that cannot be read: ${detail}`,
  "check.came.overloaded": () => "not asked: too much else is waiting for it",
  "check.came.suspended": () => "not asked: it failed too often, and is left alone for a while",
  "check.came.skipped": () => "not asked, since it did not answer the question before",
  "check.came.timeUp": () => "not asked: the time was up",
  "check.came.spent": ({ count }) => `not asked: the ${count} requests that a check may make were used up`,
  "check.came.newest": () => "no, this is the newest",
  "check.came.newer": ({ newest }) => `yes, ${newest}`,
  "check.came.untold": ({ detail }) => `nobody could tell: ${detail}`,
  "check.came.onAndOn": () => "nothing: it leads from one address to the next, without end",
  "check.came.notSaid": () => "not asked: run connect once, or give --plex-url, and its token in PLEX_TOKEN",
  "check.came.plex": ({ version }) => `Plex Media Server ${version}`,
  "check.came.provider": ({ address }) => `yes, at ${address}`,
  "check.came.noProvider": () => "no",
  "check.came.libraries": ({ ours }) => `${ours}`,
  "check.came.someLibraries": ({ others, ours }) => `${ours}; with another agent: ${others}`,
  "check.came.noLibraries": ({ others }) => `none; with another agent: ${others}`,
  "check.came.noLibrary": () => "there is no library of films or series",
  "check.came.neverCalled": () => "not yet",
  "check.came.called": ({ film, series }) =>
    `it has, the last time for films ${film || "never"}, for series ${series || "never"}`,
  "check.came.callsNotKept": () =>
    "not known here: with CACHE_URL=memory: or STORIES=off it is not kept; the status page tells",

  // What that means.
  "check.means.settingUnused": () => "It has no effect.",
  "check.means.noStart": () => "The service does not start.",
  "check.means.notKept": () => "Answers are not kept: every title is looked up again each time.",
  "check.means.little": () => "There is little room left.",
  "check.means.redisGone": () => "This replica keeps its answers to itself until Redis is back.",
  "check.means.logLost": () => "Lines of the log are lost.",
  "check.means.clock": () => "The clock of this machine is wrong. POMS refuses requests of another time.",
  "check.means.unreachable": () => "It cannot be reached from here. What is already known is still served.",
  "check.means.refused": () => "It refuses our key, or our way of asking.",
  "check.means.pairRefused": () => "POMS refuses the key. Texts may be missing.",
  "check.means.keyRefused": () => "TMDB refuses the key, which counts as no key. Some films may not be found.",
  "check.means.blocked": () => "It takes this service for a robot, and shows it nothing.",
  "check.means.newForm": () => "It answers, but in a new form that this version cannot read.",
  "check.means.noText": () => "There is no text where there was one: the page has a new form.",
  "check.means.gone": () => "It answers, but not with what it has had for twenty years: something changed there.",
  "check.means.leftAlone": () =>
    "It failed too often, and is left alone for a while. What is already known is still served.",
  "check.means.noKey": () => "Without a key TMDB is not asked, only Wikidata, which knows fewer films.",
  "check.means.nobody": () => "Without a key TMDB is not asked, and Wikidata is off: many films are not found.",
  "check.means.neverCalled": () => "Plex has not asked this service anything since it started.",
  "check.means.plexBusy": () =>
    "Plex is there, and cannot answer now: it starts, repairs its database, or has too much to do.",
  "check.means.newer": ({ newest, version }) => `Version ${newest} is there; this is ${version}.`,
  "check.means.neverAsked": () => "Plex has never asked this service anything.",
  "check.means.plexGone": () => "Plex cannot be reached there.",
  "check.means.plexRefused": () => "Plex refuses the token.",
  "check.means.notPlex": () => "What answers there is no Plex Media Server that knows metadata providers.",
  "check.means.noProvider": () => "Plex does not know this provider, and never asks it.",
  "check.means.noLibraries": () => "No library asks our providers: nothing gets a Dutch text.",
  "check.means.someLibraries": () => "Those libraries get no Dutch texts.",

  // What to do.
  "check.do.setting": () => "Mend its name or its value, or leave it out, and restart the service.",
  "check.do.writable": ({ user }) => `Let user ${user} write there, or set CACHE_DIR to another folder.`,
  "check.do.storage": () => "See whether there is room, and whether what stores the answers runs.",
  "check.do.room": () => "Make room, or lower CACHE_MAX_SIZE_MB.",
  "check.do.redis": () => "See whether Redis runs, and whether CACHE_URL leads to it.",
  "check.do.log": () => "See whether there is room for the log, and whether something reads it.",
  "check.do.clock": () => "Let this machine set its clock by itself (NTP).",
  "check.do.connection": () =>
    "Check the connection of this machine, its DNS and its firewall. Is it well, then wait: the fault is over there.",
  "check.do.wait": () => "Wait: it is tried again by itself, within six minutes.",
  "check.do.again": () => "Ask again in a minute.",
  "check.do.blocked": () => "Wait a day, and lower its RATE_LIMIT variable.",
  "check.do.version": () => "See whether there is a newer version; if there is none, please report this.",
  "check.do.pair": () =>
    "See whether there is a newer version, or set POMS_API_KEY and POMS_API_SECRET to a pair that works, or to nothing.",
  "check.do.key": () =>
    "Check the key at themoviedb.org: it stands under Settings on the page or in TMDB_API_KEY. Going without works too.",
  "check.do.getKey": () =>
    "A key is free: get one at themoviedb.org, and fill it in under Settings on the page or in TMDB_API_KEY.",
  "check.do.plexBusy": () => "Wait a few minutes, and check again.",
  "check.do.plexAddress": () =>
    "See whether Plex runs. Has it another address now, then run connect again, or check --plex-url.",
  "check.do.plexToken": () => "Run connect again, or check PLEX_TOKEN.",
  "check.do.plexVersion": () => "Check the address of Plex; Plex Media Server 1.43 or later is needed.",
  "check.do.register": () => "Add the address of this service in Plex, or run: vpro-cinema-plex register",
  "check.do.update": () => "Read what is new in it, and update when it suits you.",
  "check.do.call": () =>
    "Choose Refresh Metadata for a library with our agent. Does nothing come, then Plex does not reach the address of this service: run register with one that it reaches.",
  "check.do.agent": () => "In Plex: library > Edit > Advanced > Agent, choose VPRO Cinema, then Refresh Metadata."
} satisfies Readonly<Record<string, Sentence>>

/** All sentences, in English. */
export const english: Readonly<Record<keyof typeof spelled, Sentence>> = spelled

export type WordsId = keyof typeof spelled
