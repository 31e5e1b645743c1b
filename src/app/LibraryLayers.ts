/** What is done with the libraries of the connected Plex server: seen, warmed, refreshed, kept up to date. */
import { Layer } from "effect"
import type { RefreshPace } from "../domain/library/Refreshing.ts"
import type { RatedPort } from "../ports/RatedPort.ts"
import type { RefreshedPort } from "../ports/RefreshedPort.ts"
import * as HistoryFile from "./HistoryFile.ts"
import * as HistoryStore from "./library/HistoryStore.ts"
import * as LibraryView from "./library/LibraryView.ts"
import type { Ratings } from "./library/Ratings.ts"
import * as RefreshRun from "./library/RefreshRun.ts"
import type { Syncing } from "./library/Syncing.ts"
import * as WarmRun from "./library/WarmRun.ts"
import * as RatingsLayers from "./RatingsLayers.ts"
import type { SettingsShape } from "./Settings.ts"
import * as Sync from "./Sync.ts"

export type Provided =
  | LibraryView.LibraryView
  | RatedPort
  | Ratings
  | RefreshedPort
  | RefreshPace
  | RefreshRun.RefreshRun
  | Syncing
  | WarmRun.WarmRun

/** Where the figures of the libraries are kept day by day, unless nothing is to be on disk. */
const figures = ({ cache, cacheDirectory }: SettingsShape) =>
  cache.kind === "memory" ? HistoryStore.inMemory : HistoryFile.layer(cacheDirectory)

/** All of it, over the ports and the connected server. */
export const layer = (settings: SettingsShape) =>
  Layer.mergeAll(RefreshRun.layer, WarmRun.layer, Sync.layer, RatingsLayers.layer(settings)).pipe(
    Layer.provideMerge(RatingsLayers.noted(settings)),
    Layer.provideMerge(Layer.provide(LibraryView.layer, figures(settings))),
    Layer.provideMerge(Sync.refreshing(settings))
  )
