/**
 * The fonts that every reader of PDF has write the signs of Windows-1252: all that Swedish, Norwegian and English need, and
 * the rest of Western Europe. What lies outside is written with the nearest sign; what has none is a question mark.
 */
export function writable(words: string): { readonly words: string; readonly whole: boolean } {
  let whole = true
  const signs = Array.from(words.normalize('NFC').replace(/[\u2000-\u200a\u202f\u205f]/g, '\u00a0').replace(/[\u200b-\u200d\u2060\ufeff\u00ad]/g, ''), (sign) => {
    if (has(sign)) return sign
    const near = nearest[sign] ?? bare(sign)
    if (near !== null) return near
    whole = false
    return '?'
  })
  return { words: signs.join(''), whole }
}

const beyondLatin1 = new Set('€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ')

function has(sign: string): boolean {
  const code = sign.codePointAt(0) ?? 0
  return sign === '\n' || (code >= 0x20 && code <= 0x7e) || (code >= 0xa0 && code <= 0xff) || beyondLatin1.has(sign)
}

const nearest: Readonly<Record<string, string>> = { '\t': ' ', '−': '-', '‐': '-', '‑': '-', '‒': '–', '―': '—', '→': '->', '←': '<-', '≥': '>=', '≤': '<=', '′': "'", '″': '"', '⁄': '/', ł: 'l', Ł: 'L', đ: 'd', Đ: 'D', ı: 'i', ħ: 'h', Ħ: 'H', ŋ: 'n', Ŋ: 'N', ŧ: 't', Ŧ: 'T' }

/** The letter without its mark, where there is one: `ů` is `u`. */
function bare(sign: string): string | null {
  const [letter = ''] = Array.from(sign.normalize('NFD'))
  return letter !== sign && has(letter) ? letter : null
}
