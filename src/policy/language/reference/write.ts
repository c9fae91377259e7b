import type { JsonSchema } from '../form/index.ts'
import { acts } from '../../law/index.ts'
import { knownData, knownPeople } from '../vocabulary.ts'
import { basePolicy, baseSystems } from './base.ts'
import { policySections, systemsSections } from './sections.ts'
import type { ReferenceSection } from './sections.ts'

/** `docs/language.md`: every key of policy.yaml, from the definition itself. */
export function policyReference(): string {
  return page([
    '# The policy language',
    '',
    'Everything that `policy.yaml` can say, with what it means and an example of each. This page is made from the definition of the language; the examples are compiled by a test. The other file, `systems.yaml`, is in [systems-language.md](systems-language.md).',
    '',
    '## How it reads',
    '',
    'A policy is a text file of keys and values (YAML). What stands under a key is indented by two spaces, or written on one line in braces. This is a whole one:',
    '',
    '```yaml', basePolicy.trimEnd(), '```',
    '',
    '- **Names** such as `orders` and `carrier` are yours; you refer to them by the same word elsewhere. A name that is referred to and not declared is found.',
    '- **Texts** are read by the public, so they are written in each language: `{ sv: fraktbolaget, en: the carrier }`. One text alone serves all. Norwegian is `no`, which YAML wants in quotes: `"no"`; `nb` is the same. Within braces a text with a comma or a colon stands in quotes: `{ en: "names, numbers and dates" }`.',
    '- **Times** are written as you say them: `2 years`, `18 months`, `4 weeks`, `24 hours`, `två år`, or ISO 8601: `P2Y`. **Days** are written 2027-01-01.',
    '- **Laws** are written act and place: `GDPR 6(1)(f)`, `BFL 7:2`, `DL 6:4`; a whole chapter as `DL 6 kap.`; any other Swedish act by its number: `SFS 2008:567 6:4`, a Norwegian one as `LOV 2002-06-21-34 27`, one of the EU as `EU 2022/2065 26(3)`. [The acts with short names](#acts) are listed at the end.',
    '- **A list** may be written in brackets, and one thing alone needs none: `people: customer`.',
    '',
    '`lofte check .` says with line and column what is wrong, what is missing and what the law says. A vague or unlawful promise can be written; it is read, and becomes a finding.',
  ], policySections, commonWords())
}

/** `docs/systems-language.md`: every key of systems.yaml. */
export function systemsReference(): string {
  return page([
    '# The systems file',
    '',
    'Everything that `systems.yaml` can say: where the data that the policy speaks of lies. Engineers own it; it is never published. `lofte init URL` drafts one from a database. This page is made from the definition; the examples are compiled by a test.',
    '',
    '```yaml', baseSystems.trimEnd(), '```',
    '',
    'A column may also be a value in a JSON document (`profile->diet`), or a column of a row that this one belongs to (`event.ends_on`). What has a dot in its own name stands in quotes: `"Full.Name"`.',
  ], systemsSections, [])
}

/** What nobody has to declare. */
function commonWords(): readonly string[] {
  return [
    '## Common words', '', 'These need no declaration; they have a label in each language and, for data, a class.', '',
    '| data | in the notice | class |', '| --- | --- | --- |', ...[...knownData].map(([name, { label, class: sort }]) => `| \`${name}\` | ${label.en} | ${sort} |`), '',
    '| people | in the notice |', '| --- | --- |', ...[...knownPeople].map(([name, label]) => `| \`${name}\` | ${label.en} |`), '', ...knownActs(),
  ]
}

/** The acts that a policy may cite by a short name. */
function knownActs(): readonly string[] {
  const named = Object.entries(acts).filter(([name, { number }]) => number !== null || name === 'GDPR')
  const example = { articles: '5(1)(e)', chapters: '7:2', sections: '10', number: '1/23' } as const
  return [
    '## Acts', '', 'These have a short name; the whole name will do too. A repealed one is known as that, and found.', '',
    '| short name | act | written |', '| --- | --- | --- |',
    ...named.map(([name, act]) => `| \`${name}\` | ${act.name.sv}, ${act.name.en}${act.number === null ? '' : ` (${act.number})`}${act.repealed === null ? '' : `, repealed ${act.repealed}`} | \`${name} ${example[act.numbering]}\` |`),
  ]
}

function page(head: readonly string[], sections: readonly ReferenceSection[], after: readonly string[]): string {
  const lines = [...head, '', '## Contents', '', ...sections.map(({ title }) => `- [${title}](#${anchor(title)})`), ...(after.length === 0 ? [] : ['- [Common words](#common-words)', '- [Acts](#acts)'])]
  for (const section of sections) lines.push('', `## ${section.title}`, '', ...partOf(section, sections))
  if (after.length > 0) lines.push('', ...after)
  return `${lines.join('\n')}\n`
}

function partOf(section: ReferenceSection, all: readonly ReferenceSection[]): readonly string[] {
  const { form, place, intro } = section
  const lines: string[] = []
  if (place !== '') lines.push(`Written at \`${place.replaceAll('NAME', `‹name›`).replaceAll('[]', ' (list)')}\`.${intro === undefined ? '' : ` ${intro}`}`, '')
  else if (intro !== undefined) lines.push(intro, '')
  for (const key of Object.keys(form.known)) {
    const [what, example] = form.about?.[key] ?? ['', '']
    const inner = all.find((one) => one.place.replace(/\[\]$/, '') === `${place === '' ? '' : `${place}.`}${key}` || one.place.replace(/\.(NAME|\w+)$/, '') === `${place === '' ? '' : `${place}.`}${key}`)
    const needed = form.needs.includes(key) ? ' **Has to be said.**' : ''
    const link = inner === undefined ? '' : ` See [${inner.title}](#${anchor(inner.title)}).`
    lines.push(`**\`${key}\`** · ${valuesOf(form.known[key]?.schema ?? {}, form.known[key]?.wants ?? '')}  `, `${what}${needed}${link}`, '', '```yaml', example, '```', '')
  }
  return lines.slice(0, -1)
}

function anchor(title: string): string {
  return title.toLowerCase().replaceAll(/[^\p{L}\p{N} -]/gu, '').replaceAll(' ', '-')
}

/** What may stand there: the words themselves where there are few, else what it is. */
function valuesOf(schema: JsonSchema, wants: string): string {
  if (Array.isArray(schema['enum'])) return (schema['enum'] as readonly string[]).map((word) => `\`${word}\``).join(', ')
  return wants === '' ? 'a value' : wants.replaceAll('|', '\\|')
}
