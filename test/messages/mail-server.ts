import { spawn, spawnSync } from 'node:child_process'
import { chownSync, chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SMTPServer } from 'smtp-server'

export interface MailServer {
  readonly kind: 'OpenSMTPD' | 'smtp-server'
  readonly url: string
  /** What has arrived, as it was delivered. */
  received(): Promise<readonly string[]>
  stop(): Promise<void>
}

/** A refusal as a server words it: thrown from a hook, the text is answered as it stands. */
export interface Answers {
  rcpt?: (address: string) => { code: number; text: string } | null
  mail?: () => { code: number; text: string } | null
  data?: (text: string) => { code: number; text: string } | null
}

/** In this process, with answers that a test chooses. */
export async function smtpServer(answers: Answers = {}, port?: number): Promise<MailServer & { port: number; arrived: { to: string; text: string }[] }> {
  const arrived: { to: string; text: string }[] = []
  const no = (answer: { code: number; text: string }) => Object.assign(new Error(answer.text), { responseCode: answer.code })
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onMailFrom: (_address, _session, done) => {
      const answer = answers.mail?.() ?? null
      done(answer === null ? null : no(answer))
    },
    onRcptTo: (address, _session, done) => {
      const answer = answers.rcpt?.(address.address) ?? null
      done(answer === null ? null : no(answer))
    },
    onData: (stream, session, done) => {
      let text = ''
      stream.setEncoding('utf8')
      stream.on('data', (part: string) => (text += part))
      stream.on('end', () => {
        const answer = answers.data?.(text) ?? null
        if (answer !== null) return done(no(answer))
        arrived.push({ to: session.envelope.rcptTo.map((to) => to.address).join(' '), text })
        done(null)
      })
    },
  })
  // A client that hangs up in the middle is no error of the test's.
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(port ?? 0, '127.0.0.1', resolve))
  const address = server.server.address()
  const at = typeof address === 'object' && address !== null ? address.port : 0
  return {
    kind: 'smtp-server', port: at, arrived, url: `smtp://127.0.0.1:${at}`,
    received: async () => arrived.map(({ text }) => text),
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

/**
 * The most real server that the machine has: OpenSMTPD where it is installed and we are root (`apt-get install opensmtpd`), else
 * the npm package. `known` are the addresses that it takes mail for; every other is refused.
 */
export async function realServer(known: readonly string[]): Promise<MailServer> {
  const program = ['/usr/sbin/smtpd', '/usr/local/sbin/smtpd'].find((file) => existsSync(file))
  if (process.getuid?.() !== 0 || program === undefined || !/OpenSMTPD/i.test(versionOf(program))) {
    process.stderr.write('mail tests run against npm smtp-server: OpenSMTPD is not installed, or we are not root\n')
    return smtpServer({ rcpt: (address) => (known.includes(address) ? null : { code: 550, text: '5.1.1 no such user' }) })
  }
  const root = mkdtempSync(join(tmpdir(), 'lofte-mail-'))
  chmodSync(root, 0o755)
  const nobody = 65_534
  mkdirSync(join(root, 'mail'))
  chownSync(join(root, 'mail'), nobody, nobody)
  const port = await freePort()
  const domains = [...new Set(known.map((address) => address.slice(address.indexOf('@') + 1)))]
  const conf = join(root, 'smtpd.conf')
  writeFileSync(conf, [
    `table addresses { ${known.map((address) => `"${address}"`).join(', ')} }`,
    `table users { ${known.map((address) => `"${address}" = nobody`).join(', ')} }`,
    `listen on 127.0.0.1 port ${port}`,
    `action "in" maildir "${root}/mail/box" virtual <users>`,
    ...domains.map((domain) => `match from any for domain "${domain}" rcpt-to <addresses> action "in"`),
    '',
  ].join('\n'))
  const daemon = spawn(program, ['-d', '-f', conf], { stdio: 'ignore' })
  await answering(port)
  process.stderr.write('mail tests run against OpenSMTPD\n')
  const box = join(root, 'mail', 'box', 'new')
  return {
    kind: 'OpenSMTPD', url: `smtp://127.0.0.1:${port}`,
    received: async () => {
      for (let tries = 0; tries < 50 && !existsSync(box); tries++) await new Promise((resolve) => setTimeout(resolve, 100))
      await new Promise((resolve) => setTimeout(resolve, 300))
      return existsSync(box) ? readdirSync(box).map((name) => readFileSync(join(box, name), 'utf8')) : []
    },
    stop: async () => {
      const ended = new Promise((resolve) => daemon.once('exit', resolve))
      daemon.kill('SIGTERM')
      await ended
      rmSync(root, { recursive: true, force: true })
    },
  }
}

function versionOf(program: string): string {
  const { stdout, stderr } = spawnSync(program, ['-h'], { encoding: 'utf8' })
  return `${stdout}${stderr}`
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}

export { freePort }

async function answering(port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const up = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => { socket.destroy(); resolve(true) })
      socket.on('error', () => resolve(false))
    })
    if (up) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('OpenSMTPD does not answer')
}
