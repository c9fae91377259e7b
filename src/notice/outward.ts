import type { Lang } from '../policy/text/index.ts'
import { say, verbatim } from '../policy/text/index.ts'
import type { OutwardLink, Piece } from './document.ts'

/**
 * Where each maker of a browser explains how cookies are taken away. Addresses without a language: the sites answer in the
 * reader's own. Looked up in November 2026.
 */
const browsers: readonly { readonly name: (lang: Lang) => string; readonly href: string }[] = [
  { name: () => 'Chrome', href: 'https://support.google.com/chrome/answer/95647' },
  { name: () => 'Edge', href: 'https://support.microsoft.com/microsoft-edge/delete-cookies-in-microsoft-edge-63947406-40ac-c3b8-57b9-2a946a29ae09' },
  { name: () => 'Firefox', href: 'https://support.mozilla.org/kb/clear-cookies-and-site-data-firefox' },
  { name: () => 'Opera', href: 'https://help.opera.com/latest/web-preferences/#cookies' },
  { name: (lang) => say('cookies.on-phone', { browser: verbatim('Safari') })[lang], href: 'https://support.apple.com/105082' },
  { name: (lang) => say('cookies.on-mac', { browser: verbatim('Safari') })[lang], href: 'https://support.apple.com/guide/safari/manage-cookies-sfri11471/mac' },
]

export function browserHelp(lang: Lang): OutwardLink[] {
  return browsers.map(({ name, href }) => ({ text: name(lang), href }))
}

/** The European Data Protection Board keeps the list of the authorities (Art 68, 77). */
export function authoritiesList(lang: Lang): OutwardLink {
  return { text: say('notice.authorities')[lang], href: 'https://www.edpb.europa.eu/about-edpb/about-edpb/members_en' }
}

/** Only what a browser may follow safely is made a link; anything else that a policy wrote stays words. */
export function linked(text: string, href: string | null): Piece {
  if (href === null || !URL.canParse(href)) return text
  return /^https?:$/.test(new URL(href).protocol) ? { text, href } : text
}

export function isLink(piece: Piece): piece is OutwardLink {
  return typeof piece !== 'string'
}

/** A cell or a description as its pieces. */
export function pieces(cell: Piece | readonly Piece[]): readonly Piece[] {
  return Array.isArray(cell) ? (cell as readonly Piece[]) : [cell as Piece]
}

/** The words of it, for what has no links. */
export function wordsOf(piece: Piece): string {
  return isLink(piece) ? piece.text : piece
}

/** `imy.se`: what the reader is told of where a link goes. */
export function hostOf(link: OutwardLink): string {
  return new URL(link.href).host.replace(/^www\./, '')
}
