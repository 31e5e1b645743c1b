/** The texts about setting up Plex, in Dutch. */
import type { setup as english } from "./enSetup.ts"

export const setup: typeof english = {
  "setup.title": "Plex instellen",
  "setup.intro": "Plex kent een provider aan zijn adres. Er zijn er twee: één voor films en één voor series.",
  "setup.films": "Films",
  "setup.series": "Series",
  "setup.copy": "Kopieer",
  "setup.copyFilms": "Kopieer het adres voor films",
  "setup.copySeries": "Kopieer het adres voor series",
  "setup.copied": "Gekopieerd.",
  "setup.copyFailed":
    "Je browser laat deze pagina niet kopiëren. Het adres is geselecteerd: druk op Ctrl+C, of houd het ingedrukt.",
  "setup.localhost":
    "Je hebt deze pagina geopend op de computer waarop de dienst draait. Draait Plex op een andere computer of in een container, vervang ‘localhost’ of ‘127.0.0.1’ dan door de naam of het IP-adres van deze computer.",
  "setup.steps": "In Plex",
  "setup.step1":
    "Open Plex Web en ga naar Settings > Metadata Agents > Add Provider. Plak het adres voor films en sla het op. Doe hetzelfde met het adres voor series.",
  "setup.step2":
    "Kies Add Agent en geef de agent een naam. Neem VPRO Cinema als Primary Provider en voeg daarna Plex Movie of Plex Series toe. Voeg ook Plex Local Media toe als je dat gebruikt.",
  "setup.step3": "Open een bibliotheek, ga naar Edit > Advanced > Agent en kies de nieuwe agent.",
  "setup.step4": "Kies Refresh Metadata voor de bibliotheek, of voor één film om het te proberen.",
  "setup.check": "Heeft Plex contact gemaakt?",
  "setup.notYet": "Nog niet. Dat gebeurt zodra je het adres hebt toegevoegd.",
  "setup.called": (ago: string, question: string) => `Ja, ${ago}: ${question}.`,
  "setup.remembers":
    "Blijft Plex een oud adres gebruiken, start de Plex-server dan opnieuw: die onthoudt wat de eerste keer is opgehaald.",
  "question.root": "Plex haalde de eigenschappen op",
  "question.match": "Plex vroeg om een match",
  "question.metadata": "Plex vroeg om gegevens van een titel",
  "question.images": "Plex vroeg om afbeeldingen",
  "question.extras": "Plex vroeg om extra’s",
  "question.children": "Plex vroeg om seizoenen of afleveringen"
}
