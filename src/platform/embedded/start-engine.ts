import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'
import { log } from '../log.ts'
import { isProblem, problem } from '../../problems/index.ts'
import { engineFiles, type EngineFiles } from './engine-files.ts'
import { engineProblem } from './engine-problem.ts'
import { homeAt, noteHome, type Home } from './home.ts'
import { addressAt, pidFile } from './pid-file.ts'
import { socketFolder } from './socket.ts'

export interface EngineOptions {
  /** The directory of the cluster; made if it is not there. */
  readonly directory: string
  /** false loses the last commits when the machine stops: for tests only. */
  readonly fsync?: boolean
  /** How many connections it takes at once; 100 unless said. */
  readonly connections?: number
}

export interface Engine {
  /** The address of a database of the cluster; without a name, our own (`lofte`). */
  url(database?: string): string
  /** Where the cluster really lies. */
  readonly directory: string
  /** The server's own process. */
  readonly pid: number
  /** Ends the sessions, writes a checkpoint, and waits until the server is gone. */
  stop(): Promise<void>
}

// The shell holds the other end of a pipe of ours. However we end, by kill -9 too, the pipe closes and it stops the server;
// when the server ends by itself, so does the shell. The socket's folder goes with it.
const keeper = `
exec 3<&0
"$0" "$@" </dev/null 3<&- & P=$!
{ cat <&3 >/dev/null; kill -INT $P 2>/dev/null; } & W=$!
trap 'kill -INT $P' TERM INT HUP
S=0
while kill -0 $P 2>/dev/null; do wait $P; S=$?; done
kill $W 2>/dev/null
rm -rf "$LOFTE_SOCKET"
exit $S
`

/** Starts the PostgreSQL that comes with the package on a directory of ours: a socket only, no port, no password. */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const home = homeAt(options.directory)
  try {
    const files = engineFiles(home)
    await ensureCluster(home, files, options)
    noteHome(home)
    refuseOtherVersion(home, files)
    const running = await startPatiently(home, files, options)
    await ensureDatabase(running)
    return running
  } catch (error) {
    throw engineProblem(error, home.path)
  }
}

/** Made under another name and moved into place: a crash half-way, or two processes at once, leave no half a cluster. */
async function ensureCluster(home: Home, files: EngineFiles, options: EngineOptions): Promise<void> {
  const data = join(home.path, 'data')
  if (existsSync(join(data, 'PG_VERSION'))) return
  const started = performance.now()
  for (const name of readdirSync(home.path)) if (isLeftover(home, name)) rmSync(join(home.path, name), { recursive: true, force: true })
  const draft = join(home.path, `data.${process.pid}-${randomBytes(3).toString('hex')}`)
  const args = ['-D', draft, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale-provider=builtin', '--locale=C.UTF-8', '--no-instructions']
  try {
    await initdb(files.initdb, options.fsync === false ? [...args, '--no-sync'] : args, home)
    renameSync(draft, data)
  } catch (error) {
    if (!existsSync(join(data, 'PG_VERSION'))) throw error
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
  log.debug('database.created', { place: home.path, ms: Math.round(performance.now() - started) })
}

/** A draft that nobody works on any more: its process is gone. */
function isLeftover(home: Home, name: string): boolean {
  const pid = /^data\.(\d+)-/.exec(name)?.[1]
  if (pid === undefined) return false
  const old = Date.now() - (statSync(join(home.path, name), { throwIfNoEntry: false })?.mtimeMs ?? 0) > 60_000
  return old || !existsSync(`/proc/${pid}`)
}

function initdb(program: string, args: readonly string[], home: Home): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const options = { uid: home.user.uid, gid: home.user.gid, cwd: home.path, env: quietEnvironment() }
  execFile(program, args, home.user.other ? options : { cwd: options.cwd, env: options.env }, (error, stdout, stderr) => {
    if (error === null) resolve()
    else reject(engineProblem(`${error.message}\n${stdout}\n${stderr}`, home.path))
  })
  return promise
}

function refuseOtherVersion(home: Home, files: EngineFiles): void {
  const found = readFileSync(join(home.path, 'data', 'PG_VERSION'), 'utf8').trim()
  if (found === files.major) return
  const newer = Number(found) > Number(files.major)
  throw problem('database.other-version', {
    attempted: `The embedded database was made by PostgreSQL ${found}; this release of Löfte has ${files.major}.`,
    on: home.path,
    next: newer
      ? 'Start the newer release of Löfte.'
      : 'Back it up with the release of Löfte that made it and restore here, or serve it with your own PostgreSQL and set DATABASE_URL.',
  })
}

/**
 * A server whose process was just killed is still stopping: that passes, so it is waited for. One that is up and stays up
 * is somebody else's.
 */
async function startPatiently(home: Home, files: EngineFiles, options: EngineOptions): Promise<Engine> {
  const began = performance.now()
  for (;;) {
    try {
      return await start(home, files, options)
    } catch (error) {
      const stopping = pidFile(home.path)?.status === 'stopping'
      if (!isProblem(error, 'database.in-use') || performance.now() - began > (stopping ? 60_000 : 1500)) throw error
      await wait(100)
    }
  }
}

async function start(home: Home, files: EngineFiles, options: EngineOptions): Promise<Engine> {
  const socket = socketFolder(home.user)
  const child = spawn('/bin/sh', ['-c', keeper, files.postgres, ...settings(join(home.path, 'data'), socket, options)], {
    // A process group of its own: Ctrl-C is for us, who stop HTTP and jobs first.
    detached: true,
    cwd: home.path,
    stdio: ['pipe', 'ignore', 'pipe'],
    env: { ...quietEnvironment(), LOFTE_SOCKET: socket },
    ...(home.user.other ? { uid: home.user.uid, gid: home.user.gid } : {}),
  })
  const ended = endOf(child)
  const words = lastWords(child)
  child.stdin?.on('error', () => {})

  const began = performance.now()
  for (let over = false; ; ) {
    const now = pidFile(home.path)
    if (now?.socket === socket && now.status === 'ready') return running(home, child, ended, socket, now.pid)
    if (over) {
      rmSync(socket, { recursive: true, force: true })
      throw engineProblem(words(), home.path)
    }
    // Recovery after a crash may take minutes; as long as the server is at it, so are we.
    if (performance.now() - began > 600_000) {
      child.stdin?.end()
      throw engineProblem(words(), home.path)
    }
    over = await Promise.race([ended.then(() => true), wait(10, false)])
  }
}

function running(home: Home, child: ChildProcess, ended: Promise<unknown>, socket: string, pid: number): Engine {
  // We may end without asking: the closing pipe stops the server.
  child.unref()
  for (const stream of [child.stdin, child.stderr]) (stream as unknown as { unref?: () => void } | null)?.unref?.()
  return {
    pid,
    directory: home.path,
    url: (database = 'lofte') => addressAt(socket, database),
    async stop() {
      child.ref()
      child.stdin?.end()
      const late = Symbol('late')
      const timer = new AbortController()
      const outcome = await Promise.race([ended, wait(30_000, late, { signal: timer.signal }).catch(() => late)])
      timer.abort()
      if (outcome === late) {
        // Without its checkpoint; the log is replayed at the next start and nothing is lost.
        process.kill(pid, 'SIGQUIT')
        await ended
      }
      rmSync(socket, { recursive: true, force: true })
    },
  }
}

function settings(data: string, socket: string, options: EngineOptions): string[] {
  const set: Record<string, string | number> = {
    listen_addresses: '',
    unix_socket_directories: socket,
    unix_socket_permissions: '0700',
    max_connections: options.connections ?? 100,
    shared_buffers: '128MB',
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    wal_compression: 'on',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    // What the server tells about a statement may quote a row: only what ends the server itself is written at all.
    log_min_messages: 'fatal',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    ...(options.fsync === false ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  }
  return ['-D', data, ...Object.entries(set).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}

async function ensureDatabase(engine: Engine): Promise<void> {
  const client = new Client({ connectionString: engine.url('postgres') })
  try {
    await client.connect()
    const { rowCount } = await client.query("select from pg_database where datname = 'lofte'")
    if (rowCount === 0) await client.query('create database lofte')
    await client.end()
  } catch (error) {
    await engine.stop()
    throw error
  }
}

const quietEnvironment = () => ({ PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' })

function endOf(child: ChildProcess): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  child.once('error', reject)
  child.once('exit', () => resolve())
  promise.catch(() => {})
  return promise
}

function lastWords(child: ChildProcess): () => string {
  let words = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-4000)
  })
  return () => words
}
