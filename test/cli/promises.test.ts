import { expect, it } from 'vitest'
import { run } from '../../src/cli/promises.ts'
import type { Installation } from '../../src/cli/index.ts'
import { world } from '../status/world.ts'

interface Listed { readonly id: string; readonly status?: string | null }

async function listed(open: () => Promise<Installation>, env: Record<string, string>): Promise<{ list: readonly Listed[]; err: string }> {
  let [out, err] = ['', '']
  expect(await run(['examples/winlas', '--json'], { out: (text) => void (out += text), err: (text) => void (err += text), json: true }, { open }, env)).toBe(0)
  return { list: JSON.parse(out) as Listed[], err }
}

const server = { DATABASE_URL: 'postgresql://db.example/lofte' }

it('lists promises without a database, and opens none', async () => {
  const { list } = await listed(() => Promise.reject(new Error('opened')), { LOFTE_DATA_DIR: '/nowhere' })
  expect(list.length).toBeGreaterThan(20)
  expect(list.some((one) => 'status' in one)).toBe(false)
})

it('says how each stands where there is one', async () => {
  const on = await world()
  await on.night()
  const { list, err } = await listed(() => Promise.resolve({ work: () => on.work(), [Symbol.asyncDispose]: () => Promise.resolve() } as unknown as Installation), server)
  expect(err).toBe('')
  expect(list.find(({ id }) => id === 'retention.ends:purposes.portal.keep')?.status).toBe('kept')
  expect(list.filter(({ id }) => id.startsWith('consent.')).map(({ status }) => status)).toContain(null)
})

it('lists them all the same where it does not answer, and says so', async () => {
  const { list, err } = await listed(() => Promise.reject(new Error('connection to alva@besokare.example refused')), server)
  expect(list.some((one) => 'status' in one)).toBe(false)
  expect(err).toMatch(/^note {2}\S+\n {3}The database did not answer/)
  expect(err).not.toContain('alva')
})
