import { beforeAll, describe, expect, it } from 'vitest'
import { promisesOf } from '../../src/policy/promises/index.ts'
import type { Database } from '../../src/platform/index.ts'
import { documentOf, listVersions, publishVersion, whatChanged } from '../../src/versions/index.ts'
import type { FrozenPromise, Version } from '../../src/versions/index.ts'
import { routes } from '../../src/web/index.ts'
import type { Site } from '../../src/web/index.ts'
import { work } from '../plans/world.ts'
import { club, edited, policyOf } from '../policy/diff/pair.ts'
import { freshDatabase } from '../setup/database.ts'

const later = edited(['for: 2 years, after: relation-end', 'for: 3 years, after: relation-end'], ['within: 10 working days', 'within: 2 working days'], ['effective: 2027-01-01', 'effective: 2027-06-01'])

let ours: Database
let versions: readonly Version[] = []
beforeAll(async () => {
  ours = await freshDatabase()
  for (const text of [club, later]) {
    const policy = policyOf(text)
    const promises = promisesOf(policy).map(({ id, kind, sentence, terms }): FrozenPromise => ({ id, kind, sentence, terms }))
    await publishVersion(work(ours, policy), { kind: 'job', name: 'publisher' }, { source: text, promises, documents: {}, errors: 0 })
  }
  versions = await listVersions(ours.db)
})

const page = async (accept: string): Promise<string> => {
  const site: Site = {
    policy: policyOf(later), today: () => '2027-07-01' as never, marks: async () => null, versions: async () => versions, versionDocument: (number, lang) => documentOf(ours.db, number, lang),
    notReady: async () => [], metrics: async () => '', fixedClock: null,
  }
  const answer = await routes(site).request('/versions?lang=en', { headers: { accept } })
  expect(answer.status).toBe(200)
  return answer.text()
}

describe('what changed since the version before', () => {
  it('is judged from the terms that were kept with each, as they come back from the database', () => {
    const changes = whatChanged(versions[1]!.promises, versions[0]!.promises)
    expect(changes.map((one) => `${one.change} ${one.id} ${one.why?.en ?? ''}`)).toEqual([
      'weaker retention.ends:purposes.membership.keep kept three years instead of two',
      'stronger request.within:requests.erasure within two working days instead of within ten working days',
    ])
  })

  it('is told by the words alone where no terms were kept', () => {
    const bare = (all: readonly FrozenPromise[]): FrozenPromise[] => all.map(({ id, kind, sentence }) => ({ id, kind, sentence }))
    expect(whatChanged(bare(versions[1]!.promises), versions[0]!.promises).map((one) => `${one.change} ${one.id}`)).toEqual(['reworded retention.ends:purposes.membership.keep', 'reworded request.within:requests.erasure'])
    expect(whatChanged(versions[1]!.promises, versions[1]!.promises)).toEqual([])
  })

  it('stands on the page of versions, with the reason and what it was', async () => {
    const html = await page('text/html')
    expect(html).toContain('<b>Weaker</b>')
    expect(html).toContain('kept three years instead of two.')
    expect(html).toContain('Was: We erase data for membership two years after your relation with us ended.')
  })

  it('is given to programs without the terms', async () => {
    const { versions: listed } = JSON.parse(await page('application/json')) as { versions: { changes: readonly Record<string, unknown>[] | null }[] }
    expect(listed[0]!.changes!.map((one) => one['change'])).toEqual(['weaker', 'stronger'])
    expect(JSON.stringify(listed)).not.toContain('"terms"')
    expect(listed[1]!.changes).toBeNull()
  })
})
