import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import { chromium as playwright, type Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Lang } from '../../src/policy/text/index.ts'
import { answerAccess } from '../../src/requests/index.ts'
import { chromium } from '../setup/chromium.ts'
import { outFolder, ragna, staff, unzipped, world, type World } from './world.ts'

let on: World
let browser: Browser

beforeAll(async () => {
  on = await world()
  await on.crm.pool.query(`insert into crm.ticket select i, 1, '${ragna}', 'Ärende nummer ' || i || ' om inloggningen som inte fungerar på måndagar', '2026-01-01'::date + i, null, '2026-01-01'::date + i from generate_series(21, 30) i`)
  await on.look()
  browser = await playwright.launch({ executablePath: chromium(), args: ['--no-sandbox', '--disable-dev-shm-usage'] })
}, 120_000)

afterAll(() => browser.close())

async function pageIn(lang: Lang): Promise<string> {
  await using out = await outFolder()
  const of = await on.open('access', ragna)
  const answer = await answerAccess(on.work(), staff, { id: of.id, reach: on.reach, out: out.path, lang })
  return unzipped(answer.file).get('index.html')!
}

describe('the page of an answer', () => {
  it('says once why a table’s data is there, and then what it is, row by row', async () => {
    const page = await pageIn('sv')
    const tickets = page.slice(page.indexOf('ticket i crm'), page.indexOf('enquiry i crm'))
    // What was written, and the columns that only date it: two reasons, however many rows.
    expect(tickets.match(/Varför vi har den/g)).toHaveLength(2)
    expect(tickets.match(/Ärende nummer/g)).toHaveLength(10)
    expect(tickets).toMatch(/till \d+ [a-zåäö]+ 2028/)
    expect(page).not.toMatch(/ett post|undefined|null|\[object/)
  })

  it('has nothing that axe finds and is nowhere wider than the window, on a desk and in a hand', async () => {
    await using folder = await outFolder()
    const file = join(folder.path, 'index.html')
    for (const [lang, widths] of [['sv', [1280, 390]], ['en', [390]], ['no', [1280]]] as const) {
      writeFileSync(file, await pageIn(lang))
      for (const width of widths) {
        const context = await browser.newContext({ viewport: { width, height: 900 } })
        const page = await context.newPage()
        await page.goto(pathToFileURL(file).href)
        const { violations } = await new AxeBuilder({ page }).analyze()
        expect(violations.map(({ id, nodes }) => [id, nodes.slice(0, 3).map((node) => node.html.slice(0, 160))])).toEqual([])
        expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
        await context.close()
      }
    }
  }, 240_000)
})
