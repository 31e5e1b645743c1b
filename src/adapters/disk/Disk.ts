/** The few things that are done to files here, each safe against other processes, links and crashes. */
import { Data, Effect, Option } from "effect"
import { randomUUID } from "node:crypto"
import * as Fs from "node:fs/promises"
import { constants } from "node:fs"
import * as Path from "node:path"

/** A call to the file system failed; `code` is the system's own, such as ENOSPC. */
export class DiskError extends Data.TaggedError("DiskError")<{ readonly code: string; readonly cause: unknown }> {
  override get message() {
    return this.cause instanceof Error ? this.cause.message : `${String(this.cause)} (${this.code})`
  }
}

/**
 * What reading a file came to. `Damaged` is anything but an ordinary, not too large file of valid UTF-8, and may have been one of
 * ours or never was; `Forbidden` may be a good file that another user can read. That it could not be read for another reason, such as too many open files, is a failure.
 */
export type Reading = Data.TaggedEnum<{
  Absent: {}
  Damaged: { readonly why: string; readonly ours: boolean }
  Forbidden: { readonly code: string }
  Text: { readonly text: string; readonly bytes: number }
}>
export const Reading = Data.taggedEnum<Reading>()

/** No file of ours comes near this size; a larger one is not ours, and is not read. */
export const maxFileBytes = 1024 * 1024

const codeOf = (cause: unknown): string =>
  cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : "UNKNOWN"

/** A promise of the file system as an effect. */
export const attempt = <A>(run: () => Promise<A>): Effect.Effect<A, DiskError> =>
  Effect.tryPromise({ try: run, catch: (cause) => new DiskError({ code: codeOf(cause), cause }) })

/** Files come and go under us: what is gone is not a failure. */
export const isAbsent = (error: DiskError): boolean => error.code === "ENOENT" || error.code === "ENOTDIR"

// Opening a pipe would wait for ever.
const readFlags = constants.O_RDONLY | constants.O_NONBLOCK

const openScoped = (path: string, flags: string | number, mode?: number) =>
  Effect.acquireRelease(
    attempt(() => Fs.open(path, flags, mode)),
    (handle) => Effect.ignore(attempt(() => handle.close()))
  )

/** Whether there is a real folder: a link in its place would lead out of the cache. */
export const isRealFolder = (path: string): Effect.Effect<boolean, DiskError> =>
  attempt(() => Fs.lstat(path)).pipe(
    Effect.map((stat) => stat.isDirectory()),
    Effect.catchIf(isAbsent, () => Effect.succeed(false))
  )

/** Whether there is a file, and no link in its place. */
export const isFile = (path: string): Effect.Effect<boolean, DiskError> =>
  attempt(() => Fs.lstat(path)).pipe(
    Effect.map((stat) => stat.isFile()),
    Effect.catchIf(isAbsent, () => Effect.succeed(false))
  )

/** Whether there is a folder, also behind a link: one that a person names may be anywhere. */
export const isFolder = (path: string): Effect.Effect<boolean, DiskError> =>
  attempt(() => Fs.stat(path)).pipe(
    Effect.map((stat) => stat.isDirectory()),
    Effect.catchIf(isAbsent, () => Effect.succeed(false))
  )

/** By which a file is known to be the same as before, without reading it; empty where there is none. */
export const stampOf = (path: string): Effect.Effect<string, DiskError> =>
  attempt(() => Fs.lstat(path, { bigint: true })).pipe(
    Effect.map(({ ino, mtimeNs, size }) => `${ino} ${mtimeNs} ${size}`),
    Effect.catchIf(isAbsent, () => Effect.succeed(""))
  )

/** One promise: as effects, these five calls would cost more than the disk does. */
// @effect-diagnostics-next-line asyncFunction:off -- for that reason
const opened = async (path: string, flags: number, most = maxFileBytes): Promise<Reading> => {
  const handle = await Fs.open(path, flags)
  try {
    const stat = await handle.stat()
    if (!stat.isFile()) return notAFile
    if (stat.size > most) return tooLarge(most)
    // The size is what the system says: a file of /proc may have none, and another may grow.
    const room = Buffer.allocUnsafe((stat.size === 0 ? most : stat.size) + 1)
    let length = 0
    for (let got = 1; got > 0 && length < room.length; length += got)
      got = (await handle.read(room, length, room.length - length, null)).bytesRead
    if (length === room.length) return tooLarge(most)
    return Option.match(decodeUtf8(room.subarray(0, length)), {
      onNone: () => Reading.Damaged({ why: "not UTF-8", ours: true }),
      onSome: (text) => Reading.Text({ text, bytes: length })
    })
  } finally {
    await handle.close()
  }
}

const notAFile = Reading.Damaged({ why: "no ordinary file", ours: false })
const tooLarge = (most: number) => Reading.Damaged({ why: `larger than ${most} bytes`, ours: false })

/** What the system says of folders, links where none may be, sockets and devices. */
const ofNoFile: ReadonlySet<string> = new Set(["EISDIR", "ELOOP", "ENXIO", "ENODEV", "EOPNOTSUPP"])
const forbidden: ReadonlySet<string> = new Set(["EACCES", "EPERM"])

const judged = (reading: () => Promise<Reading>): Effect.Effect<Reading, DiskError> =>
  Effect.catchAll(attempt(reading), (error): Effect.Effect<Reading, DiskError> => {
    if (isAbsent(error)) return Effect.succeed(Reading.Absent())
    if (ofNoFile.has(error.code)) return Effect.succeed(notAFile)
    return forbidden.has(error.code) ? Effect.succeed(Reading.Forbidden({ code: error.code })) : error
  })

/** Reads a file within `root`, and never through a link, which could lead anywhere. */
export const read = (root: string, path: string): Effect.Effect<Reading, DiskError> =>
  judged(() => {
    const folder = Path.dirname(path)
    const open = () => opened(path, readFlags | constants.O_NOFOLLOW)
    if (folder === root) return open()
    return Fs.lstat(folder).then((stat) => (stat.isDirectory() ? open() : Reading.Absent()))
  })

/** Reads a file that a person names: it may be a link, as secrets are that an orchestrator hands out. */
export const readNamed = (path: string, most = maxFileBytes): Effect.Effect<Reading, DiskError> =>
  judged(() => opened(path, readFlags, most))

const decodeUtf8 = Option.liftThrowable((content: Uint8Array) =>
  new TextDecoder("utf-8", { fatal: true }).decode(content)
)

/**
 * Makes a folder and those it is in; whether it was not there yet. Node's own `recursive` goes round for ever where the system
 * refuses with ENOENT, as it does below /proc.
 */
const makeFolder = (path: string): Effect.Effect<boolean, DiskError> => {
  const make = attempt(() => Fs.mkdir(path)).pipe(
    Effect.as(true),
    Effect.catchIf(
      ({ code }) => code === "EEXIST",
      () => Effect.succeed(false)
    )
  )
  const parent = Path.dirname(path)
  return parent === path
    ? make
    : Effect.catchIf(
        make,
        ({ code }) => code === "ENOENT",
        () => Effect.zipRight(makeFolder(parent), make)
      )
}

/** Puts a file within `root` there as a whole or not at all; when this has succeeded it survives a crash. */
export const write = (root: string, path: string, text: string, mode = 0o666): Effect.Effect<void, DiskError> => {
  const folder = Path.dirname(path)
  const temporary = `${path}.${randomUUID()}.tmp`
  return Effect.gen(function* () {
    const made = yield* makeFolder(folder)
    if (folder !== root && !(yield* isRealFolder(folder)))
      return yield* new DiskError({ code: "ENOTDIR", cause: `${folder} is not a folder` })
    yield* fill(temporary, text, mode)
    yield* attempt(() => Fs.rename(temporary, path))
    yield* syncFolder(folder)
    if (made) yield* syncFolder(root)
  }).pipe(
    Effect.onError(() => unlink(temporary).pipe(Effect.ignore)),
    // Another process may remove the folder between making and filling it.
    Effect.retry({ times: 1, while: isAbsent }),
    Effect.uninterruptible
  )
}

/** Proves that a file can be written in the folder. Each proof has a file of its own: there may be several at once. */
export const probe = (root: string): Effect.Effect<void, DiskError> =>
  Effect.suspend(() => {
    const file = Path.join(root, `.probe-${randomUUID()}.tmp`)
    return makeFolder(root).pipe(
      Effect.zipRight(fill(file, "probe")),
      Effect.ensuring(Effect.ignore(unlink(file))),
      Effect.uninterruptible
    )
  })

const fill = (path: string, text: string, mode?: number) =>
  Effect.scoped(
    Effect.gen(function* () {
      const handle = yield* openScoped(path, "wx", mode)
      yield* attempt(() => handle.writeFile(text))
      yield* attempt(() => handle.sync())
    })
  )

// Not every file system lets a folder be flushed.
const syncFolder = (path: string) =>
  Effect.ignore(Effect.scoped(Effect.flatMap(openScoped(path, "r"), (handle) => attempt(() => handle.sync()))))

/** Removes a file or link; whether there was one. What is no file is left alone. */
export const unlink = (path: string): Effect.Effect<boolean, DiskError> =>
  attempt(() => Fs.unlink(path)).pipe(
    Effect.as(true),
    Effect.catchIf(
      (error) => isAbsent(error) || error.code === "EISDIR",
      () => Effect.succeed(false)
    )
  )

/** Takes a damaged file out of the way, keeping it for whoever wants to look. When that cannot be, it stays: whether it went. */
export const moveAside = (path: string): Effect.Effect<boolean> =>
  attempt(() => Fs.rename(path, `${path}.bad`)).pipe(
    Effect.as(true),
    Effect.catchIf(isAbsent, () => Effect.succeed(true)),
    // Something lies where it should go.
    Effect.catchIf(
      ({ code }) => code === "EISDIR",
      () => unlink(path)
    ),
    Effect.orElseSucceed(() => false)
  )

/** Marks a file as used, so that other processes and the next start know. */
export const touch = (path: string, now: number): Effect.Effect<void> =>
  Effect.ignore(attempt(() => Fs.lutimes(path, now / 1000, now / 1000)))
