export interface Decoded { readonly text: string; readonly encoding: 'UTF-8' | 'UTF-16' | 'Windows-1252' }

/**
 * A text file as spreadsheets save it: UTF-8, UTF-16 or, from older Windows programs, Windows-1252. A mark at the start says
 * which; without one, what is no UTF-8 is the latter.
 */
export function decode(bytes: Uint8Array): Decoded {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return utf16(bytes, 'utf-16le')
  if (first === 0xfe && second === 0xff) return utf16(bytes, 'utf-16be')
  const silent = withoutMark(bytes)
  if (silent !== null) return utf16(bytes, silent)
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' }
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'Windows-1252' }
  }
}

function utf16(bytes: Uint8Array, as: 'utf-16le' | 'utf-16be'): Decoded {
  return { text: new TextDecoder(as).decode(bytes), encoding: 'UTF-16' }
}

/** UTF-16 without its mark: in Latin script every other byte is zero, and no other encoding has zeros at all. */
function withoutMark(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const looked = bytes.subarray(0, 2000)
  const zeros = [0, 0]
  looked.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  })
  const [even = 0, odd = 0] = zeros
  if (even + odd < looked.length / 4) return null
  return odd > even ? 'utf-16le' : 'utf-16be'
}
