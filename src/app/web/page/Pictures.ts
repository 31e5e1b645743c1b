/**
 * Where posters on the status page may come from. All else on it is its own; a poster is loaded only within a result, over
 * https, without saying where from, and from the hosts of the sources alone. The content security policy says the same.
 */
export const pictureHosts: ReadonlyArray<string> = ["images.vpro.nl", "images.poms.omroep.nl", "image.tmdb.org"]
