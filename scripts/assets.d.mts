import type { Plugin } from "vitest/config"
import type { Plugin as EsbuildPlugin } from "esbuild"

export declare const assets: EsbuildPlugin
export declare const viteAssets: () => Plugin
