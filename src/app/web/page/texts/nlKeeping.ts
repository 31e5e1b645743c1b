/** The texts about what keeps Plex up to date, in Dutch. */
import { some } from "../../../../domain/lookup/StoryWords.ts"
import type { keeping as english } from "./enKeeping.ts"

export const keeping: typeof english = {
  "keeping.title": "Plex bijhouden",
  "keeping.sync": "Vanzelf bijhouden",
  "keeping.syncMeans":
    "Elk uur worden nieuwe titels opgezocht, en wordt een titel waarvan Plex de tekst niet laat zien in Plex ververst, hooguit één keer per dag. Een tekst die VPRO later schrijft, verschijnt zonder dat je iets hoeft te doen.",
  "keeping.byVariable": "Ingesteld met PLEX_SYNC.",
  "keeping.passing": (done: number, titles: number) => `Bezig: ${done} van ${some(titles, "titel", "titels")}.`,
  "keeping.passed": (when: string, lookedUp: number, asked: number) =>
    `Laatste keer ${when}: ${lookedUp} opgezocht, ${asked} ververst in Plex.`,
  "keeping.on": "Plex wordt voortaan vanzelf bijgehouden.",
  "keeping.off": "Plex wordt niet meer vanzelf bijgehouden.",
  "keeping.rating": "Het cijfer van VPRO tonen in Plex",
  "keeping.ratingMeans":
    "Het cijfer van VPRO wordt de waardering van de titel in Plex, één titel per seconde, en blijft staan bij verversen. Een waardering die je zelf gaf of vergrendelde, blijft zoals hij is. Zet je dit uit, dan krijgt elke titel de eerdere waardering terug.",
  "keeping.ratingByVariable": "Ingesteld met PLEX_RATING.",
  "keeping.rated": (set: number, shown: number) =>
    `${some(set, "titel kreeg", "titels kregen")} het cijfer van VPRO, ${shown} had het al.`,
  "keeping.ratedBack": (back: number) => `${some(back, "titel heeft", "titels hebben")} de eerdere waardering terug.`,
  "keeping.ratedTheirs": (theirs: number) =>
    `${some(theirs, "waardering van jezelf bleef", "waarderingen van jezelf bleven")} zoals die was.`,
  "keeping.ratingGoesOn": "Nog bezig.",
  "keeping.ratingOn": "Begonnen: de cijfers van VPRO gaan naar Plex.",
  "keeping.ratingOff": "Begonnen: de waarderingen gaan terug naar wat ze waren.",
  "keeping.warm": "Alles opzoeken",
  "keeping.warmMeans":
    "Zoekt elke titel op van de bibliotheken die VPRO gebruiken, zodat verversen in Plex meteen antwoord krijgt. Wat bekend is, wordt overgeslagen, en mensen gaan voor. Met stoppen gaat niets verloren.",
  "keeping.warmGo": "Alles opzoeken",
  "keeping.stopWarm": "Stoppen met opzoeken",
  "keeping.warmProgress": "Hoe ver het opzoeken is",
  "keeping.listing": "Plex noemt zijn titels op.",
  "keeping.warmed": (done: number, titles: number, text: number) =>
    `${done} van ${some(titles, "titel", "titels")} gedaan, ${text} met een tekst.`,
  "keeping.open": (count: number) =>
    `${some(count, "titel bleef", "titels bleven")} open omdat een bron niet antwoordde.`,
  "keeping.left": (time: string) => `Nog ongeveer ${time}.`,
  "keeping.begun": "Begonnen.",
  "keeping.busy": "Dat is al bezig.",
  "keeping.stopped": "Gestopt.",
  "keeping.refresh": "Deze titels verversen in Plex",
  "keeping.stopRefresh": "Stoppen met verversen",
  "keeping.refreshOne": "Verversen in Plex",
  "keeping.refreshProgress": "Hoe ver het verversen is",
  "keeping.refreshing": (titles: number) =>
    `Begonnen met ${some(titles, "titel", "titels")}: één per seconde, waar Plex de tekst niet laat zien.`,
  "keeping.notInPlex": "Plex heeft zo'n titel niet, voor zover er vergeleken is.",
  "keeping.refreshed": (asked: number, titles: number, taken: number) =>
    `Aan Plex is gevraagd ${asked} van ${some(titles, "titel", "titels")} te verversen; ${taken} daarvan laten de tekst nu zien.`,
  "keeping.outcome.shown": "Al te zien",
  "keeping.outcome.locked": "Vergrendeld in Plex",
  "keeping.outcome.nothing": "Hier zonder tekst",
  "keeping.outcome.gone": "Niet meer in Plex",
  "keeping.outcome.rejected": "Plex weigerde",
  "keeping.owner": "Alleen de eigenaar van de Plex-server mag dit.",
  "keeping.signIn": "Inloggen met Plex"
}
