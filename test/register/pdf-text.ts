import { inflateSync } from 'node:zlib'

/** The words that a PDF shows, page by page, read back from its drawing instructions; `read` is what is tagged as text. */
export function pdfText(bytes: Uint8Array): { readonly shown: string; readonly read: string } {
  const file = Buffer.from(bytes).toString('latin1')
  let shown = ''
  let read = ''
  for (const found of file.matchAll(/(\/Filter \/FlateDecode\s*)?>>\s*stream\r?\n/g)) {
    const from = found.index + found[0].length
    const to = file.indexOf('endstream', from)
    const raw = Buffer.from(file.slice(from, to), 'latin1')
    const content = (found[1] !== undefined ? inflated(raw) : raw).toString('latin1')
    let within = ''
    for (const [, tag, words] of content.matchAll(/\/(\w+)\s+<<[^<>]*>>\s+BDC|\[([^\]]*)\]\s*TJ|EMC/g)) {
      if (words === undefined) within = tag ?? ''
      else {
        const line = [...words.matchAll(/<([0-9a-f]*)>/gi)].map((hex) => new TextDecoder('windows-1252').decode(Buffer.from(hex[1] ?? '', 'hex'))).join('')
        shown += `${line}\n`
        if (within !== 'Artifact' && within !== '') read += `${line}\n`
      }
    }
  }
  return { shown, read }
}

function inflated(raw: Buffer): Buffer {
  try {
    return inflateSync(raw)
  } catch {
    return Buffer.alloc(0)
  }
}
