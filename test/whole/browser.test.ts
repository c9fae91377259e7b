import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { AxeBuilder } from '@axe-core/playwright'
import { chromium as playwright, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromium } from '../setup/chromium.ts'
import { dataDirectory, root, serve, type Server } from './program.ts'

const settings = dataDirectory()
let browser: Browser
let server: Server
let renewal = ''

beforeAll(async () => {
  const [opened, started] = await Promise.all([playwright.launch({ executablePath: chromium(), args: ['--no-sandbox', '--disable-dev-shm-usage'] }), serve([], settings)])
  browser = opened
  server = started
  renewal = await renewalPath()
}, 300_000)
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

/** The link of a reminder that the demonstration wrote to its sink. */
async function renewalPath(): Promise<string> {
  const folder = join(settings['LOFTE_DATA_DIR'] ?? '', 'mail')
  const end = performance.now() + 60_000
  while (performance.now() < end) {
    const mails = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8').replaceAll(/=\r?\n/g, ''))
    const path = mails.map((mail) => /\/renew\/[\w-]+/.exec(mail)?.[0]).find((one) => one !== undefined)
    if (path !== undefined) return path
    await wait(500)
  }
  throw new Error('The demonstration has reminded nobody.')
}

const desktop = { width: 1280, height: 900 }
const phone = { width: 390, height: 844 }

/** A page of its own; what the browser complains of (a blocked style, a missing file) is collected. */
async function open(path: string, options: BrowserContextOptions = {}): Promise<{ page: Page; complaints: string[]; close: () => Promise<void> }> {
  const context = await browser.newContext({ viewport: desktop, locale: 'en-GB', ...options })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    // A page that is not there says so with its status: that is what was asked for.
    if (message.type() === 'error' && !/status of 40[34]/.test(message.text())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('requestfailed', (request) => complaints.push(request.url()))
  await page.goto(`${server.url}${path}`)
  return { page, complaints, close: () => context.close() }
}

const pages = (): readonly (readonly [name: string, path: string])[] => [
  ['notice', '/'], ['notice in Swedish', '/?lang=sv'], ['what applies to a participant', '/?lang=no&as=participant'], ['cookies', '/cookies?lang=no'], ['short', '/short?lang=sv&purpose=events&purpose=news'], ['promises', '/promises'], ['versions', '/versions'], ['version', '/versions/1'], ['renewal', renewal], ['not found', '/nothing-here'],
]

describe('in a browser', () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const viewport of [desktop, phone]) {
      it(`${colorScheme}, ${viewport.width} wide: nothing that axe finds, nothing blocked, nothing wider than the window`, async () => {
        for (const [name, path] of pages()) {
          const { page, complaints, close } = await open(path, { colorScheme, viewport })
          // What is folded away counts too.
          await page.locator('details').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')))
          const { violations } = await new AxeBuilder({ page }).analyze()
          expect(violations.map(({ id, nodes }) => [name, id, nodes.slice(0, 3).map((node) => node.html.slice(0, 160))])).toEqual([])
          expect([name, complaints]).toEqual([name, []])
          expect([name, await overflow(page)]).toEqual([name, 0])
          await close()
        }
      })
    }
  }

  it('320 px wide, as on a screen enlarged four times, there is no scrolling sideways', async () => {
    for (const [name, path] of pages()) {
      const { page, close } = await open(path, { viewport: { width: 320, height: 700 } })
      await page.locator('details').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')))
      expect([name, await overflow(page)]).toEqual([name, 0])
      await close()
    }
  })

  it('without JavaScript: marks open by click and by key, languages are links, the renewal is a button', async () => {
    const { page, complaints, close } = await open('/', { javaScriptEnabled: false })
    const details = page.locator('main details')
    expect(await details.count()).toBeGreaterThan(10)
    const first = details.first()
    const before = await first.getAttribute('open')
    await first.locator('summary').first().click()
    expect(await first.getAttribute('open')).not.toBe(before)
    await first.locator('summary').first().press('Enter')
    expect(await first.getAttribute('open')).toBe(before)
    await page.keyboard.press('Tab')
    const focused = page.locator(':focus')
    expect(await focused.count()).toBe(1)
    await page.getByRole('link', { name: 'Svenska' }).click()
    await page.waitForURL(/lang=sv/)
    expect(await page.locator('html').getAttribute('lang')).toBe('sv')
    expect(complaints).toEqual([])
    await close()
    const other = await open(`${renewal}?lang=en`, { javaScriptEnabled: false })
    const [answer] = await Promise.all([other.page.waitForResponse((response) => response.request().method() === 'POST'), other.page.getByRole('button').click()])
    expect(answer.status()).toBe(200)
    expect(await other.page.locator('h1').textContent()).toContain('Thank you')
    expect(other.complaints).toEqual([])
    await other.close()
  })

  it('what applies to me is chosen in a form that needs no JavaScript; the rest is hidden on the screen and is there on paper', async () => {
    const { page, complaints, close } = await open('/?lang=en', { javaScriptEnabled: false })
    const others = page.locator('ul.promises > li', { hasText: 'enquiries and quotations' })
    const own = page.locator('ul.promises > li', { hasText: 'courses and customer days' })
    const everybodys = page.locator('ul.promises > li', { hasText: 'copy of your data' })
    expect([await others.first().isVisible(), await own.first().isVisible(), await everybodys.first().isVisible()]).toEqual([true, true, true])
    await page.locator('.filter summary').click()
    await page.getByLabel('participant', { exact: true }).check()
    await page.getByRole('button', { name: 'Show' }).click()
    await page.waitForURL(/as=participant/)
    expect([await others.first().isVisible(), await own.first().isVisible(), await everybodys.first().isVisible()]).toEqual([false, true, true])
    expect(await page.getByRole('status').textContent()).toContain('applies to you as participant')
    expect(await page.getByRole('link', { name: 'Svenska' }).getAttribute('href')).toContain('as=participant')
    await page.emulateMedia({ media: 'print' })
    expect(await others.first().isVisible()).toBe(true)
    // What has a page of its own on the screen is on paper too.
    expect(await page.getByRole('cell', { name: 'Counts visits' }).isVisible()).toBe(true)
    await page.emulateMedia({ media: 'screen' })
    await page.getByRole('link', { name: 'Show everything' }).click()
    await page.waitForURL((url) => !url.searchParams.has('as'))
    expect(await others.first().isVisible()).toBe(true)
    expect(complaints).toEqual([])
    await close()
  })

  it('with the reader’s letters twice as large nothing is wider than the window', async () => {
    const large = await playwright.launch({ executablePath: chromium(), args: ['--no-sandbox', '--disable-dev-shm-usage', '--blink-settings=defaultFontSize=32'] })
    try {
      for (const viewport of [desktop, phone]) {
        const page = await large.newPage({ viewport })
        for (const path of ['/?lang=no', '/cookies?lang=no']) {
          await page.goto(`${server.url}${path}`)
          expect(Number.parseFloat(await page.evaluate<string>('getComputedStyle(document.documentElement).fontSize'))).toBeGreaterThan(30)
          expect([path, viewport.width, await overflow(page)]).toEqual([path, viewport.width, 0])
        }
        await page.close()
      }
    } finally {
      await large.close()
    }
  })

  it('the first key leads past the navigation', async () => {
    const { page, close } = await open('/')
    await page.keyboard.press('Tab')
    expect(await page.locator(':focus').getAttribute('href')).toBe('#main')
    await close()
  })

  it('prints: on paper everything is there, in dark on white', async () => {
    const { page, close } = await open('/', { colorScheme: 'dark' })
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
    const colours = await page.evaluate<string[]>('[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]')
    expect(lightness(colours[1] ?? '')).toBeGreaterThan(0.9)
    expect(lightness(colours[0] ?? '')).toBeLessThan(0.4)
    const paper = await page.pdf({ format: 'A4' })
    expect(paper.subarray(0, 5).toString()).toBe('%PDF-')
    expect(paper.length).toBeGreaterThan(20_000)
    await close()
  })

  it('pictures for the documentation, where they are asked for', async () => {
    const folder = join(process.env['LOFTE_SCREENSHOTS'] === '1' ? join(root, 'docs') : (settings['LOFTE_DATA_DIR'] ?? ''), 'screenshots')
    mkdirSync(folder, { recursive: true })
    for (const [name, path, options] of [['notice-desktop', '/', { viewport: desktop }], ['notice-phone', '/', { viewport: phone, deviceScaleFactor: 2 }], ['notice-dark', '/', { viewport: desktop, colorScheme: 'dark' }], ['notice-mine', '/?lang=sv&as=participant', { viewport: desktop }]] as const) {
      const { page, close } = await open(path, options)
      const picture = await page.screenshot({ path: join(folder, `${name}.png`) })
      expect(picture.length, name).toBeLessThan(300_000)
      await close()
    }
  })
})

function overflow(page: Page): Promise<number> {
  return page.locator('html').evaluate((html) => Math.max(0, html.scrollWidth - html.clientWidth))
}

/** Of `rgb(…)`; what is clear shows the paper. */
function lightness(colour: string): number {
  const [red = 255, green = 255, blue = 255, alpha = 1] = (colour.match(/[\d.]+/g) ?? []).map(Number)
  return alpha === 0 ? 1 : (red + green + blue) / 765
}
