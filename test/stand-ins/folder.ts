/** A folder of one's own, gone when the scope closes. */
import { Effect, type Scope } from "effect"
import * as Fs from "node:fs/promises"
import { tmpdir } from "node:os"
import * as Path from "node:path"

export const folder: Effect.Effect<string, never, Scope.Scope> = Effect.acquireRelease(
  Effect.promise(() => Fs.mkdtemp(Path.join(tmpdir(), "vpro-test-"))),
  (path) => Effect.promise(() => Fs.rm(path, { recursive: true, force: true }))
)
