import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { loadPolicy } from '../../src/policy/language/index.ts'
import type { Policy } from '../../src/policy/model/index.ts'
import { articleFifteen } from '../../src/requests/index.ts'

const calls = `
calls:
  connector: task
  instructions: Delete the recordings that the customer names.
  country: SE
  role: processor
  for: customer
  owner: support-lead
  tables:
    call:
      key: file
      relation: customer-employee
      role: processor
      data: { recording: recording }
      person: { customer-number: caller }
`

function winlas(more: string): Policy {
  const read = (name: string): string => readFileSync(`examples/winlas/${name}`, 'utf8')
  const { policy, findings } = loadPolicy({
    policy: { file: 'policy.yaml', text: read('policy.yaml').replace('  message: {}\n', '  message: {}\n  recording: {}\n') }, systems: { file: 'systems.yaml', text: read('systems.yaml') + more },
  })
  if (policy === null) throw new Error(findings.map((finding) => `${finding.rule} ${finding.message.en}`).join('; '))
  return policy
}

const about = { lang: 'sv', on: '2026-11-22', rows: 0, systems: 1, tables: [], data: new Set<string>() } as const

it('names what is held for others, which is theirs to answer for, also where nothing of ours is held', () => {
  const said = articleFifteen({ ...about, policy: winlas(calls) }).find((item) => item.name === 'for-others')
  expect(said).toMatchObject({ law: 'GDPR 28(3)(e)', heading: 'Det vi sköter åt andra' })
  expect(said!.says).toHaveLength(1)
  expect(said!.says[0]).toMatch(/^calls\.call sköter vi för .*där har vi inte sökt/)
})

it('says nothing of it where nothing is', () => {
  expect(articleFifteen({ ...about, policy: winlas('') }).map((item) => item.name)).toEqual(['controller', 'confirmation', 'rights', 'complaint'])
})

it('counts records in good Swedish and Norwegian', () => {
  const policy = winlas('')
  const one = (lang: 'sv' | 'no'): string => articleFifteen({ ...about, lang, policy, rows: 1, tables: ['crm enquiry'], data: new Set(['name']) }).find((item) => item.name === 'confirmation')!.says[0]!
  expect(one('sv')).toContain('en post')
  expect(one('no')).toContain('én oppføring')
})
