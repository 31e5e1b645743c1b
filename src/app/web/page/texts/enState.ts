/** The texts about how the service is, what is wrong, and settings that do nothing, in English. */

export const state = {
  "state.loading": "Asking the service how it is…",
  "state.ok": "All is well.",
  "state.unchecked": "Not checked yet.",
  "state.degraded": (why: string) =>
    `Redis is out of reach (${why}). Everything works, but this replica keeps its answers to itself until then.`,
  "state.cache": "Answers are not kept: the cache cannot be written. Is there room, and may the service write there?",
  "state.trouble": (names: string) => `${names} cannot be reached. What is already known is still served.`,
  "state.credentials": "POMS refuses the key that is in use. Texts may be missing.",
  "state.tmdbKey": "TMDB refuses the key. Some films may not be found.",
  "state.log": "The log cannot be written: lines are lost. Is there room, and does something read it?",
  "state.plex": (ago: string) => `Plex last called ${ago}.`,
  "state.noPlex": "Plex has not called yet.",
  "state.gone": "The service does not answer.",
  "state.goneNext": (time: string) => `Trying again ${time}.`,
  "state.strange": (name: string) => `The service does not know the name ${name}, so it tells nothing here.`,
  "state.strangeWhy": "Set HOSTS to this name, or open the page at the address of the machine itself.",
  "state.goneWhy": "It may be restarting. What you see below is from before.",
  "checks.now": "Check now",
  "checks.busy": "Asking every source a question. This takes a few seconds.",
  "checks.done": "Checked.",
  "checks.failed": "That could not be checked: the service does not answer.",
  "checks.examined": (ago: string) => `Everything was checked ${ago}.`,
  "checks.problems": "What is to be done",
  "checks.since": (ago: string) => `First seen ${ago}.`,
  "checks.more": "Read more",
  "unusable.intro": "These settings have a value that cannot be used, and count as not set:",
  "unusable.PORT": "a port from 0 to 65535 is expected; 5100 is used.",
  "unusable.LOG_LEVEL": "DEBUG, INFO, WARNING or ERROR is expected; INFO is used.",
  "unusable.STRUCTURED_LOGGING": "true or false is expected; false is used.",
  "unusable.TMDB_API_KEY":
    "a key of 32 hexadecimal digits, or a token that begins with eyJ, is expected. Unless there is one under Settings, TMDB is not asked. A key is free; without one, leave the setting empty.",
  "unusable.VPRO_RETURN_SUMMARY": "true or false is expected; true is used.",
  "unusable.VPRO_RETURN_CONTENT_RATING": "true or false is expected; true is used.",
  "unusable.VPRO_RETURN_IMAGES": "true or false is expected; false is used, unless you chose otherwise under Settings.",
  "unusable.VPRO_RETURN_RATING": "true or false is expected; false is used, unless you chose otherwise under Settings.",
  "unknown.intro": "These settings do nothing: there are none of that name.",
  "unknown.meant": "did you mean",
  "refused.tmdb":
    "TMDB refuses your key, and is therefore not asked. Get a new key at themoviedb.org and fill it in under Settings. If TMDB_API_KEY is set, change it there and restart the service. You can go on without a key too.",
  "refused.wikidata": "Meanwhile Wikidata does the work; it knows fewer films.",
  "refused.nobody":
    "Meanwhile no reference of works is asked. Wikidata can do the work, without a key: set WIKIDATA=on."
}
