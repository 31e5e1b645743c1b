/**
 * What becomes of a title that Plex is to refresh.
 * - `asked`: Plex was asked, and does it by and by
 * - `shown`: Plex shows this text already
 * - `locked`: somebody has locked the text in Plex, so that a refresh would change nothing
 * - `lately`: Plex was asked not long ago
 * - `gone`: Plex does not have the title any more
 * - `rejected`: Plex said no
 */
export type RefreshOutcome = (typeof refreshOutcomes)[number]
export const refreshOutcomes = ["asked", "shown", "locked", "lately", "gone", "rejected"] as const
