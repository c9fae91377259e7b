import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { composeNotice } from '../../../src/notice/index.ts'
import { loadPolicy, policySchema, systemsSchema } from '../../../src/policy/language/index.ts'
import { promisesOf } from '../../../src/policy/promises/index.ts'
import { languages } from '../../../src/policy/text/index.ts'

const folder = join(import.meta.dirname, '..', '..', '..', 'examples')
const read = (name: string, file: string): string => readFileSync(join(folder, name, file), 'utf8')

/** What their notices have to say that the five had no occasion for. */
const said: Readonly<Record<string, readonly (readonly ['sv' | 'en' | 'no', string])[]>> = {
  skolkontoret: [
    ['sv', 'Det vi själva skriver eller bestämmer'], ['sv', 'Din vårdnadshavares samtycke, som kan tas tillbaka när som helst (om du är under 15 år)'], ['sv', 'Skollagen (2010:800) 10 kap. 32 §'],
    ['sv', 'Det mesta måste vi enligt lag spara en tid: allt utom det som hör till bilder på skolans webbplats.'], ['en', 'The population register, which anybody can read'],
    ['en', 'At any time you can say no to what we do as a task in the public interest.'], ['en', 'The law gives reason for absence, need of support, school health record, the counsellor’s notes and dietary needs special protection'],
  ],
  webbutiken: [['sv', 'Säger du nej till sparade varukorgar slutar vi alltid.'], ['no', 'Forbrukerkjøpsloven (LOV-2002-06-21-34) § 27'], ['sv', 'norska Datatilsynet']],
  kliniken: [['sv', 'En uppgift av allmänt intresse eller myndighetsutövning: Patientdatalagen (2008:355) 7 kap. 4 §'], ['sv', 'Säger du nej till kvalitetsregister slutar vi alltid.']],
}

/** Organisations unlike the five: a municipality's school office, a webshop, a clinic. Written from the reference alone. */
const others = ['skolkontoret', 'webbutiken', 'kliniken']

for (const name of others) {
  const { policy, findings } = loadPolicy({ policy: { file: 'policy.yaml', text: read(name, 'policy.yaml') }, systems: { file: 'systems.yaml', text: read(name, 'systems.yaml') } })
  if (policy === null) throw new Error(JSON.stringify(findings))

  describe(`the ${name}`, () => {
    it('can be published: neither error nor warning', () => {
      expect(findings.filter((finding) => finding.severity !== 'note').map((finding) => `${finding.rule} ${finding.path}`)).toEqual([])
    })

    it('promises what is to be read as it stands', async () => {
      const promises = promisesOf(policy)
      expect(new Set(promises.map((promise) => promise.id)).size).toBe(promises.length)
      for (const promise of promises) for (const lang of languages) expect(promise.sentence[lang], promise.id).toMatch(/^\p{Lu}.*[.!]$/u)
      await expect(promises.map((promise) => `${promise.id}\n  ${promise.sentence.sv}\n  ${promise.sentence.en}\n`).join('\n')).toMatchFileSnapshot(`${name}.golden.txt`)
    })

    it('has a notice in every language', () => {
      for (const lang of languages) expect(composeNotice(policy, lang).sections.length).toBeGreaterThan(8)
    })

    it('says in its notice what such an organisation has to', () => {
      const words = Object.fromEntries(languages.map((lang) => [lang, JSON.stringify(composeNotice(policy, lang))]))
      for (const [lang, text] of said[name] ?? []) expect(words[lang]).toContain(text)
    })

    it('is what the schemas of editors accept', () => {
      for (const [schema, file] of [[policySchema, 'policy.yaml'], [systemsSchema, 'systems.yaml']] as const) expect(z.fromJSONSchema(schema() as Parameters<typeof z.fromJSONSchema>[0]).safeParse(parse(read(name, file))).error).toBeUndefined()
    })
  })
}
