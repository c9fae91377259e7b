import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Pool } from 'pg'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { engineFiles, installed } from '../../src/platform/embedded/engine-files.ts'
import { engineProblem } from '../../src/platform/embedded/engine-problem.ts'
import { runUser } from '../../src/platform/embedded/run-user.ts'
import { attachEngine, openDatabase, startEngine, type Engine } from '../../src/platform/index.ts'
import { anotherUser, asAnotherUser } from '../setup/another-user.ts'
import { durableCluster } from '../setup/database.ts'
import { openFolder } from '../setup/folder.ts'

const folders: string[] = []
const isRoot = process.getuid?.() === 0
const program = join(import.meta.dirname, 'engine-program.ts')
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })))

function folder(): string {
  const made = openFolder('lofte-engine-')
  folders.push(made)
  return made
}

interface Said {
  readonly pid: number
  readonly url: string
  readonly directory: string
  readonly code: string
  readonly lines: readonly string[]
}

async function said(child: ChildProcess): Promise<Said> {
  onTestFinished(() => void child.kill('SIGKILL'))
  for await (const text of child.stdout!.setEncoding('utf8') as AsyncIterable<string>) return JSON.parse(text) as Said
  throw new Error('The program ended without a word.')
}

const elsewhere = (directory: string) => spawn(process.execPath, [program, directory, 'quick'], { stdio: ['ignore', 'pipe', 'inherit'] })
const failure = (directory: string) => startEngine({ directory, fsync: false }).then(stopped, (error: unknown) => error)
const stopped = (engine: Engine) => engine.stop()
const alive = (pid: number) => existsSync(`/proc/${pid}`)
const uidOf = (pid: number) => statSync(`/proc/${pid}`).uid

async function query<T extends object>(url: string, text: string): Promise<T[]> {
  const database = await openDatabase({ url, poolSize: 1 })
  try {
    return (await database.pool.query<T>(text)).rows
  } finally {
    await database.close()
  }
}

test('it starts on an empty folder, never as root, closed to others, and keeps what was written', async () => {
  const directory = join(folder(), 'a', 'postgres')
  const engine = await startEngine({ directory })
  expect(uidOf(engine.pid)).toBe(isRoot ? 65_534 : anotherUser)
  expect(statSync(directory).mode & 0o777).toBe(0o700)
  expect(await query(engine.url(), "select current_setting('fsync') as fsync, current_setting('listen_addresses') as port, current_setting('server_encoding') as enc")).toEqual([{ fsync: 'on', port: '', enc: 'UTF8' }])
  await query(engine.url(), 'create table kept as select 17 as n')
  const socket = new URL(engine.url()).searchParams.get('host')!
  expect(statSync(socket).mode & 0o077).toBe(0)
  await engine.stop()
  expect([alive(engine.pid), existsSync(socket)]).toEqual([false, false])
  const again = await startEngine({ directory })
  expect(await query(again.url(), 'select n from kept')).toEqual([{ n: 17 }])
  await again.stop()
})

test('another user than root starts it too, as itself', async () => {
  const directory = join(folder(), 'postgres')
  chownSync(join(directory, '..'), anotherUser, anotherUser)
  const child = await said(asAnotherUser([program, directory, 'quick']))
  expect(child.code).toBeUndefined()
  expect(uidOf(child.pid)).toBe(anotherUser)
  expect(statSync(directory).uid).toBe(anotherUser)
})

test('what another user made, root opens as that user', async () => {
  const directory = join(folder(), 'postgres')
  chownSync(join(directory, '..'), anotherUser, anotherUser)
  const child = asAnotherUser([program, directory, 'quick'])
  await said(child)
  child.kill('SIGKILL')
  const engine = await startEngine({ directory, fsync: false })
  expect(uidOf(engine.pid)).toBe(anotherUser)
  await engine.stop()
})

test('a second process on the same directory is told that it is in use', async () => {
  const directory = join(folder(), 'postgres')
  const engine = await startEngine({ directory, fsync: false })
  expect((await said(elsewhere(directory))).code).toBe('database.in-use')
  expect(await query(engine.url(), 'select 1 as one')).toEqual([{ one: 1 }])
  await engine.stop()
})

test('another process can take part while it runs; letting go does not stop it', async () => {
  const directory = join(folder(), 'postgres')
  expect(await attachEngine(directory)).toBeNull()
  expect(existsSync(directory)).toBe(false)
  const engine = await startEngine({ directory, fsync: false })
  const guest = await attachEngine(directory)
  expect(guest).toMatchObject({ pid: engine.pid, directory })
  await query(guest!.url(), 'create table kept as select 17 as n')
  await guest!.stop()
  expect(await query(engine.url(), 'select n from kept')).toEqual([{ n: 17 }])
  const file = join(directory, 'data', 'postmaster.pid')
  const left = readFileSync(file)
  await engine.stop()
  // What a crash of the machine leaves behind is no server.
  writeFileSync(file, left)
  expect(await attachEngine(directory)).toBeNull()
})

test('two processes at once on an empty folder: one has it, the other is told, and no half a cluster stays', async () => {
  const directory = join(folder(), 'postgres')
  const both = await Promise.all([said(elsewhere(directory)), said(elsewhere(directory))])
  expect(both.map(({ code }) => code ?? 'up').sort()).toEqual(['database.in-use', 'up'])
  expect(readdirSync(directory).filter((name) => !name.startsWith('engine-'))).toEqual(['data'])
})

test('it dies with its parent, kill -9 too; what was acknowledged is there when the next one starts at once', async () => {
  const directory = join(folder(), 'postgres')
  const child = spawn(process.execPath, [program, directory], { stdio: ['ignore', 'pipe', 'inherit'] })
  const first = await said(child)
  await query(first.url, 'create table written (n int primary key)')
  const pool = new Pool({ connectionString: first.url, max: 4 })
  pool.on('error', () => {})
  const acknowledged: number[] = []
  const writing = Promise.all(
    [0, 1, 2, 3].map(async (lane) => {
      for (let n = lane; ; n += 4) {
        await pool.query('insert into written values ($1)', [n])
        acknowledged.push(n)
      }
    }),
  ).catch(() => {})
  await expect.poll(() => acknowledged.length, { timeout: 10_000 }).toBeGreaterThan(200)
  child.kill('SIGKILL')
  const engine = await startEngine({ directory })
  await writing
  await pool.end()
  expect(alive(first.pid)).toBe(false)
  const there = new Set((await query<{ n: number }>(engine.url(), 'select n from written')).map(({ n }) => n))
  expect(acknowledged.filter((n) => !there.has(n))).toEqual([])
  await engine.stop()
})

test('a server killed by -9 leaves its data to the next', async () => {
  const { engine, again } = await durableCluster()
  await query(engine.url(), 'create table kept as select 17 as n')
  process.kill(engine.pid, 'SIGKILL')
  const next = await again()
  expect(await query(next.url(), 'select n from kept')).toEqual([{ n: 17 }])
})

test('a data directory of another version is refused, and left as it is', async () => {
  const directory = join(folder(), 'postgres')
  await stopped(await startEngine({ directory, fsync: false }))
  const version = join(directory, 'data', 'PG_VERSION')
  for (const [other, next] of [['17', 'Back it up'], ['19', 'Start the newer release']] as const) {
    writeFileSync(version, `${other}\n`)
    expect(await failure(directory)).toMatchObject({ code: 'database.other-version', next: expect.stringContaining(next) as string })
  }
  expect(readFileSync(version, 'utf8')).toBe('19\n')
})

test('a folder that cannot be written, or is none, is told of', async () => {
  const closed = folder()
  chownSync(closed, process.getuid!(), process.getgid!())
  chmodSync(closed, 0o555)
  expect((await said(asAnotherUser([program, join(closed, 'postgres')]))).code).toBe('database.unwritable')
  const file = join(folder(), 'file')
  writeFileSync(file, '')
  expect(await failure(join(file, 'postgres'))).toMatchObject({ code: 'database.unwritable' })
})

test('a disk without room is told of, and the next start begins anew', async () => {
  const directory = join(folder(), 'postgres')
  // A limit on the size of files meets PostgreSQL as a full disk does, without a disk to fill.
  const child = spawn('/bin/sh', ['-c', 'ulimit -f 2000; exec "$0" "$@"', process.execPath, program, directory, 'quick'], { stdio: ['ignore', 'pipe', 'inherit'] })
  expect((await said(child)).code).toBe('database.disk-full')
  const engine = await startEngine({ directory, fsync: false })
  expect(await query(engine.url(), 'select 1 as one')).toEqual([{ one: 1 }])
  await engine.stop()
})

test('in a closed home: in its place where the server gets there, else in /var/lib with a note that is followed', async () => {
  const home = folder()
  chmodSync(home, 0o700)
  const directory = join(home, '.lofte', 'postgres')
  const engine = await startEngine({ directory, fsync: false })
  await query(engine.url(), 'create table kept as select 17 as n')
  await engine.stop()
  if (!isRoot) return expect(engine.directory).toBe(directory)
  folders.push(engine.directory)
  expect(engine.directory).toMatch(/^\/var\/lib\/lofte-[0-9a-f]{12}$/)
  // The folder moves, and the data is still found.
  const moved = join(folder(), 'moved')
  cpSync(home, moved, { recursive: true })
  const again = await startEngine({ directory: join(moved, '.lofte', 'postgres'), fsync: false })
  expect(await query(again.url(), 'select n from kept')).toEqual([{ n: 17 }])
  await again.stop()
  // Gone, it is not replaced by an empty one.
  rmSync(engine.directory, { recursive: true })
  expect(await failure(directory)).toMatchObject({ code: 'database.missing' })
})

test('an engine whose links are missing, in a folder nobody else may enter, runs from a copy beside the data', async () => {
  const from = folder()
  const native = join(from, 'native')
  cpSync(installed().native, native, { recursive: true, verbatimSymlinks: true })
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as { target: string }[]
  for (const { target } of links) unlinkSync(join(from, target))
  chmodSync(join(native, 'lib'), 0o555)
  chmodSync(from, 0o700)
  const path = join(folder(), 'postgres')
  mkdirSync(path)
  const user = runUser(join(path, 'not-there'))
  chownSync(path, user.uid, user.gid)
  const files = engineFiles({ path, user }, { native, version: '18.0' })
  if (isRoot) expect(files.postgres).toBe(join(path, 'engine-18.0', 'bin', 'postgres'))
  const run = spawnSync(files.postgres, ['--version'], isRoot ? { uid: user.uid, gid: user.gid } : {})
  expect(run.stdout.toString()).toContain('PostgreSQL')
  chmodSync(join(native, 'lib'), 0o755)
})

test.each([
  ['FATAL:  lock file "postmaster.pid" already exists', 'database.in-use'],
  ['initdb: error: could not write to file: No space left on device', 'database.disk-full'],
  ['initdb: error: could not create directory "x": Permission denied', 'database.unwritable'],
  ['initdb: error: could not look up effective user ID 1234: user does not exist', 'database.unknown-user'],
  ['FATAL:  could not map anonymous shared memory: Cannot allocate memory', 'database.no-memory'],
  ['something new', 'database.engine-failed'],
])('%s means %s', (words, code) => {
  expect(engineProblem(words, '/somewhere')).toMatchObject({ code, on: '/somewhere' })
})
