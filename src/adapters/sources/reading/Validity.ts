/** Whether a text tells of a film, or is something else that stood in its place. */

/**
 * Whether `text`, cleaned, can be shown as a description: at least 50 characters and 10 words. A text that came off a
 * page must also not be the page speaking of itself: navigation, a footer, a login, an error, a bot challenge. POMS
 * holds what editors wrote, so there a "toegang geweigerd" is always part of the story.
 */
export const isValidDescription = (text: string, origin: "poms" | "page"): boolean => {
  const line = text.slice(0, longestRead).replace(/\s+/g, " ").trim()
  return isLongEnough(line) && (origin === "poms" || !isPageSpeech(line))
}

const isLongEnough = (line: string): boolean =>
  line.length >= 50 && line.split(" ").filter((word) => /[\p{L}\p{N}]/u.test(word)).length >= 10

/**
 * A page speaks of itself when its first sentence does, or most of its text. What stories say too must not be judged
 * by one sentence: an address ("you have been blocked") is excused by a text that goes on about a film, and a bare
 * heading ("Access denied.") needs the company of a second sentence that can only be a page's.
 */
const isPageSpeech = (line: string): boolean => {
  const sentences = line.split(/(?<=[.!?…]) | [|•·] /)
  const marks = sentences.map((sentence) => markOf(sentence.slice(0, longestSentence)))
  const [first, ...rest] = marks
  if (first === "page" || (first === "address" && !rest.includes("film"))) return true
  if (first === "heading" && rest.slice(0, 2).some((mark) => mark === "page" || mark === "address")) return true
  let headings = 0
  let own = 0
  let all = 0
  sentences.forEach((sentence, index) => {
    all += sentence.length
    if (marks[index] === "heading") headings += sentence.length
    if (marks[index] === "page" || marks[index] === "address") own += sentence.length
  })
  return own > 0 && (own + headings) * 2 >= all
}

/** No description is longer; what a page says of itself it says at once. */
const longestRead = 20_000
/** What a longer sentence is shows in its beginning. */
const longestSentence = 1_000

/**
 * What one sentence is. Film prose is excused where pages and films say the same things, but not for site matter, which
 * praises films itself.
 */
const markOf = (sentence: string): "page" | "address" | "heading" | "film" | "prose" => {
  if (siteMatter.some((rule) => rule.test(sentence)) || isMenu(sentence)) return "page"
  if (openings.some((rule) => rule.test(sentence))) return "page"
  if (aboutFilm.test(sentence)) return "film"
  if (addresses.some((rule) => rule.test(sentence))) return "address"
  return heading.test(sentence) ? "heading" : "prose"
}

const aboutFilm =
  /documentaire|drama|komedie|thriller|horror|western|regisse|(speel|kort|animatie)film|filmmak|verfilm|hoofdrol|hoofdp|debuut|scenario|acteur|actrice|portret|parabel|satire|roadmovie|sciencefiction|\bsf\b|\bfilm (volgt|toont|vertelt|speelt|begint|won|gaat over)\b|comedy|documentary|\bdirect(or|ed)\b|starring/i

/** Words of which menus and footers are made. */
const menuWords = new Set(
  (
    "home menu zoeken zoek search login inloggen registreren account nieuws news films film series serie tv agenda " +
    "artikelen recensies interviews podcast podcasts nieuwsbrief newsletter contact colofon over about privacy " +
    "privacybeleid cookies cookiebeleid disclaimer voorwaarden sitemap help faq vacatures pers adverteren facebook " +
    "instagram twitter youtube tiktok letterboxd mastodon bluesky linkedin whatsapp rss x npo vpro cinema delen share " +
    "publiekscontact toegankelijkheid database bioscoop streaming gids thema archief"
  ).split(" ")
)

/** Half of it or more, and at least five, are words of a menu. */
const isMenu = (sentence: string): boolean => {
  const words = sentence.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  const own = words.filter((word) => menuWords.has(word)).length
  return own >= 5 && own * 2 >= words.length
}

/** Navigation, notices, cookie bars and footers. */
const siteMatter: ReadonlyArray<RegExp> = [
  /\b(ga|spring) (direct |meteen )?naar (de )?(hoofd)?(inhoud|content|navigatie|menu)\b/i,
  /\bskip to (the )?(main )?(content|navigation)\b/i,
  /zoeken op trefwoord|menu ?zoeken|cookies ?privacy|privacy ?cookies|publicspaces|publiekscontact/i,
  // Words of a menu that lost the markup between them.
  /(?:Menu|Home|Zoeken?|Inloggen|Nieuws|Films|Series|Agenda|Cookies|Privacy|Contact|Facebook|Instagram|YouTube|Twitter)(?:Menu|Home|Zoek|Inloggen|Nieuws|Films|Series|Agenda|Cookies|Privacy|Contact|Publieks|Facebook|Instagram|YouTube|Twitter|Over )/,
  /vpro cinema extra toont|meest complete nederlandstalige|\b(onze|de nieuwe) (database|website) (en|van|met|staat)\b/i,
  /\b(de|onze|deze)( \S+){0,2} website( van( \S+){1,3}?)? (is|werd|wordt) (geheel |helemaal |volledig )?(vernieuwd|verhuisd)|\bduik (snel )?in (onze|de) /i,
  /\b(volg|follow) (ons|us|vpro cinema) (ook )?(via|op|on)\b/i,
  /\b(schrijf je|schrijf u|meld je|meld u|abonneer je) (nu |gratis )?(in|aan|op) (voor|op) (de|onze) \S*nieuwsbrief/i,
  /\b(subscribe to|sign up for) our (\w+ )?newsletter/i,
  /alle rechten voorbehouden|all rights reserved|algemene voorwaarden|terms (of (use|service)|and conditions)/i,
  /\bcookie-?\s?(beleid|verklaring|instellingen|voorkeuren|policy|settings|preferences|statement|notice)\b/i,
  /\b(privacy-?\s?(beleid|verklaring|statement|policy)|privacyverklaring)\b/i,
  /^(met )?cookies (op|maken|helpen|zorgen)\b.{0,40}\b(site|website|\w+\.nl)\b|\bop akkoord te klikken|\bga (je|u) (ermee )?akkoord met (ons|het|de|dat)\b/i,
  /\b(accepteer|accept|weiger|reject|sta) (alle |all |onze |our )?cookies\b|\bcookies (accepteren|toestaan|weigeren)/i,
  /\b(wij|we|site|website|vpro|npo|uses?|gebruik(t|en)?|plaats(t|en)?)\b[^.]{0,60}\b(functionele |analytische |tracking ?)?cookies\b[^.]{0,80}\b(site|website|ervaring|experience|verbeter|improve|toestemming|consent|werk|akkoord)/i
]

/** How logins, errors and challenges begin. */
const openings: ReadonlyArray<RegExp> = [
  /^(please |gelieve )?(log|sign) ?(je |u |jezelf )?in\b(?=$| ?[.!:|]| (met|om|op|bij|voor|to|with|or|of|first|eerst)\b)/i,
  /^(inloggen|aanmelden|login|sign in|log in) ?([.!:|–-]|(met|bij|op|om|of|is|with|to|or|required|nodig|vereist) )/i,
  /^meld (je|u) (eerst )?aan (met|om|bij)\b/i,
  /^(je|jij|u|you) (moet|dient|must|need to|have to) (eerst |first )?(zijn |te zijn |be )?(ingelogd|inloggen|aangemeld|in te loggen|logged in|log in|sign in|signed in)\b( zijn)?(?=$| ?[.!:]| (om|to|voor|voordat|before|for) [^.:,]{0,20}(deze|dit|de|je|uw|verder|door|toegang|verder|access|continue|proceed|this|the|view|see|watch|reageren|kijken|bekijken|lezen)\b)/i,
  /^(nog )?geen account\?|^heb je (al|nog geen) (een )?account|^(don[’']t|do not) have an account|^already (a member|have an account)/i,
  /^(wachtwoord|password) vergeten|^forgot (your )?password|^(vul|voer) .{0,40}(wachtwoord|gebruikersnaam|e-?mailadres)/i,
  /^(enter|type) your (e-?mail|user ?name|password)/i,
  /^((http|server|error|fout|melding|status|code)([ :#-]|http|server|error|fout|melding|status|code)*)?[45]\d\d\b ?[-–—:|.]? ?(error|fout|not found|forbidden|unauthori[sz]ed|bad |gateway|gone|internal|service|server|too many|request|client|access|toegang|geen toegang|pagina|page|niet |verboden|oeps|oops|sorry|helaas|$)/i,
  /^(error|fout|foutcode|foutmelding|http|http status|status code) ?[:#]? ?[45]\d\d\b(?!,)/i,
  /^(oeps|oops|whoops|helaas|sorry)[,!.…]* .{0,40}\b(iets mis|went wrong|(web)?pagina|page|niet gevonden|not found|geblokkeerd|blocked)\b/i,
  /^(een moment geduld|one moment please|pardon our interruption)( ?[.…!?|]|$)/i,
  /^(please wait|even geduld|een ogenblik).{0,40}(browser|verif|controle|check|geladen|loading|pagina|page)/i,
  /^(verifying|checking|controleren|validating) (of |if |that |whether )?(your|you|je|jouw|uw|u|the site)\b/i,
  /^(loading|laden|bezig met laden|even geduld) ?(…|\.\.\.|$)/i
]

/** What only a page says to its visitor. */
const addresses: ReadonlyArray<RegExp> = [
  /\b(deze|de opgevraagde|de gevraagde|gevraagde) (web)?(pagina|inhoud|content|site|url)\b.{0,60}\b(niet|bestaat|bekijken|beschikbaar|gevonden|verwijderd|verplaatst|toegang|rechten|geblokkeerd|verlopen)\b/i,
  /\b(toegang tot|rechten (om|voor)|om) (deze|de) (web)?(pagina|inhoud|site|website|video)\b/i,
  /\bde (web)?pagina (kan|kon|kunnen|is|bestaat|werd) (we |wij )?(niet|helaas|verwijderd|verplaatst)\b/i,
  /\b(moet|dien|kun|kunt) (je|u|jij) (eerst )?(inloggen|ingelogd zijn|in te loggen|registreren)\b|\bingelogde gebruikers\b/i,
  /\bbrowser (will|zal|wordt) .{0,20}(redirect|doorgestuurd|doorverwezen)|\bthis process is automatic\b/i,
  /\bde (web)?pagina (die|waar) (je|u|jij) (zoekt|zocht|probeert|wilt|wil|naar|opvraagt|bezoekt)/i,
  /\b(this|the|that|requested) (web ?)?(page|site|url|resource|content|website) (you|is|was|has|cannot|could not|can[’']?t|couldn[’']?t|requires?|isn[’']?t|doesn[’']?t|does not|no longer|may)\b/i,
  /\b(view|access|see|visit|watch|reach) (this|the) (web ?)?(page|site|content|resource|website|video)\b/i,
  /\b(vernieuw|ververs|herlaad) (de|deze) pagina|\b(refresh|reload) (the|this|your) (page|browser)/i,
  /\b(ga )?terug naar (de )?(home|start|hoofd)pagina\b|\b(go|back|return) to (the )?home ?page\b/i,
  /\bprobeer (het|dit|de pagina)?\b.{0,30}\b(later|opnieuw|nogmaals|nog eens)\b.{0,20}\b(weer|nog eens|opnieuw|nogmaals|of neem|[.!]|$)/i,
  /\b(please )?try (again|your request)( later| in a few)?\b|\b(an|unexpected|internal) (server )?error (has )?occurred/i,
  /\ber (is|heeft zich) (een|iets) (onbekende |onverwachte |technische |interne )?(server)?(fout|storing) (opgetreden|voorgedaan)/i,
  /\b(site|website|pagina|dienst|server) is (tijdelijk|momenteel|op dit moment|helaas) (niet|onbereikbaar|in onderhoud|offline)\b/i,
  /\bsomething went wrong\b|\binternal server error|\bbad gateway|\bgateway time-?out|\bservice (is )?(temporarily )?unavailable(?!,)|\btoo many requests|\brate limit exceeded/i,
  /\b(niet beschikbaar|not available|unavailable) (in|voor|for) (jouw|uw|je|your) (regio|land|region|country|location)/i,
  /\b(you|u|je|jij) (don[’']?t|do not|hebt? geen|heeft geen) (have )?(permission|access|authori[sz]ation|toestemming|rechten|bevoegdheid)\b/i,
  /\bth(is|e) server (could|is|can|was)\b|\bon this server\b|\b(incident|ray|request|event|support) ?-?id\b ?[:#]|\bincident id\b|\breference (#|number|id)/i,
  /\b(enable|turn on|activate|allow) (javascript|js|cookies)|\bjavascript (is|and cookies|must|needs|moet|staat|uit|disabled|required|ingeschakeld|inschakelen|aan)/i,
  /\b(schakel|zet) (java ?script|cookies)|\b(java ?script|cookies) (in te schakelen|aan te zetten|inschakelen|in je browser|in uw browser|in your browser)/i,
  /\b(verify|confirm|prove|check|ensure|make sure|making sure|bevestig|controleren|controleer|bewijs|verifi(ë|e)ren)\b.{0,12}\b(you|you[’']re|je|jij|u) .{0,15}\b(human|(ro)?bot|mens)\b/i,
  /\byou (are|aren[’']t|are not|were|might be|may be) (a |an |not a |really a )*(human|(ro)?bot|automated)/i,
  /\b(made|done|sent) by a human\b|\bbots (use|gebruiken)\b|\bbots utilisent|\b(ik ben|i[’']?m|i am) (geen|not a) robot\b/i,
  /\b(checking|check|controleren|controleert) (your|je|uw|jouw) (browser|connection|verbinding)|\bsite connection is secure/i,
  /\b(unusual|suspicious|automated|ongebruikelijk|ongewoon|verdacht|geautomatiseerd)e? (traffic|verkeer|requests|activity|activiteit|queries) (from|vanaf|van|vanuit|uit|on|op|detected|gedetecteerd)/i,
  /\b(ddos protection|security (check|service|verification)|beveiligingscontrole|cloudflare|incapsula|imperva|datadome|akamai|captcha-?code)\b/i,
  /\b(complete|solve|vul|los|voltooi|beantwoord)\b.{0,40}\b(captcha|challenge|puzzel|puzzle|security check|beveiligingsvraag|uitdaging)\b.{0,60}\b(om|to|in|op|onder|hieronder|below|confirm|continue|verder|[.!])/i,
  /\b(you|you[’']ve|u|je|jij|your (ip|request|access)|uw (ip|verzoek)|je ip)\b.{0,30}\b(been |bent |is |has been |are |tijdelijk )+(blocked|geblokkeerd|denied|suspended|opgeschort|geweigerd)\b/i,
  /\baccess (has been )?temporarily (suspended|blocked)|\b(je|uw|jouw|your|onze|this) (web)?browser\b.{0,40}\b(verouderd|ondersteun|support|outdated|javascript|bot|cookies|bij|update)/i,
  /\b(ad ?blocker|advertentieblokkeerder)\b.{0,40}\b(uit|disable|turn off|detected|gedetecteerd)/i,
  /\b(je|jouw|uw|your|deze|the) (sessie|session|login|inlogsessie) (is|has|was|heeft|werd|verliep) (verlopen|expired|timed out|be[eë]indigd|ended)/i,
  /\b(log|sign) (opnieuw |weer |eerst |back |dan )*in (om verder|om door|om deze|to continue|to view|to access|to see|to proceed|om toegang|again)\b/i,
  /\b(npo|gratis|nieuw|free|new)[- ](account|id) (aan|maken|account)|\b(maak|create) (hier |er |nu |dan |snel |een |gratis |an |a |your )+(account|profiel)\b/i,
  /\bneem (dan |gerust )?contact op met (onze|de) (klantenservice|redactie|helpdesk|beheerder|webmaster)|\bcontact (the )?(site owner|webmaster|administrator|support)\b/i
]

/** Short headings of error pages; stories begin with them now and then. */
const heading =
  /^(access (to this page )?((is|has been) )?(denied|forbidden)|toegang (is )?(geweigerd|verboden)|geen toegang|verboden( toegang)?|forbidden|unauthori[sz]ed|niet gevonden|not found|(de |the |web)?(pagina|page) (is )?(niet|not|kan niet worden) (gevonden|found|beschikbaar|worden gevonden)|(je |uw |jouw |your )?(sessie|session) (is |has )?(verlopen|expired|timed out)|(inloggen|login|sign in|log in|authenticatie|authentication) (vereist|nodig|required)|request unsuccessful|request (blocked|rejected|denied)|verzoek (geweigerd|mislukt)|er (is|ging) iets (mis|fout)( gegaan|gegaan)?|something went wrong|just a moment|attention required|captcha|client challenge|are you (a )?(human|robot)|ben je een (mens|robot)|error|fout(melding)?|oeps|oops|sorry|helaas)(?=$| ?[.!?:…|]| [-–—] | (you|your|u|uw|je|jij|jouw|deze|this|the|please|reference|sorry|error|we|wij|gelieve|log|sign|if|als)\b)/i
