/** The texts about setting up Plex, in English. */

export const setup = {
  "setup.title": "Set up Plex",
  "setup.intro": "Plex knows a provider by its address. There are two: one for films and one for series.",
  "setup.films": "Films",
  "setup.series": "Series",
  "setup.copy": "Copy",
  "setup.copyFilms": "Copy the address for films",
  "setup.copySeries": "Copy the address for series",
  "setup.copied": "Copied.",
  "setup.copyFailed": "Your browser does not let this page copy. The address is selected: press Ctrl+C, or hold it.",
  "setup.localhost":
    "You opened this page on the computer that runs the service. If Plex runs on another one, or in a container, replace “localhost” or “127.0.0.1” by the name or IP address of this computer.",
  "setup.steps": "In Plex",
  "setup.step1":
    "Open Plex Web, then Settings > Metadata Agents > Add Provider. Paste the address for films and save. Do the same with the address for series.",
  "setup.step2":
    "Choose Add Agent and give it a name. Take VPRO Cinema as the Primary Provider, then add Plex Movie or Plex Series. Add Plex Local Media if you use it.",
  "setup.step3": "Open a library, then Edit > Advanced > Agent, and choose the new agent.",
  "setup.step4": "Choose Refresh Metadata for the library, or for one film to try it out.",
  "setup.check": "Has Plex called?",
  "setup.notYet": "Not yet. It will once you have added the address.",
  "setup.called": (ago: string, question: string) => `Yes, ${ago}: ${question}.`,
  "setup.remembers":
    "If Plex keeps using an old address, restart the Plex server: it remembers what it read the first time.",
  "question.root": "it read what this provider can do",
  "question.match": "it asked for a match",
  "question.metadata": "it asked for the facts of a title",
  "question.images": "it asked for pictures",
  "question.extras": "it asked for extras",
  "question.children": "it asked for seasons or episodes"
}
