/**
 * Rows of (position, id, bytes) out of PostgreSQL's binary COPY format, as offsets into the piece that arrived: nothing
 * is copied and nothing is turned into text. The cursor is one object, moved on from row to row.
 */
export interface RowCursor {
  buffer: Buffer
  position: number
  idAt: number
  start: number
  end: number
}

const SIGNATURE = 11 // 'PGCOPY\n\377\r\n\0', then flags and the length of an extension

export async function* copyRows(pieces: AsyncIterable<Buffer>): AsyncGenerator<Iterable<RowCursor>> {
  let rest: Buffer | null = null
  let begun = false
  const row: RowCursor = { buffer: Buffer.alloc(0), position: 0, idAt: 0, start: 0, end: 0 }
  for await (const piece of pieces) {
    const buffer: Buffer = rest === null ? piece : Buffer.concat([rest, piece])
    let at = 0
    if (!begun) {
      if (buffer.length < SIGNATURE + 8) {
        rest = buffer
        continue
      }
      at = SIGNATURE + 8 + buffer.readUInt32BE(SIGNATURE + 4)
      begun = true
    }
    const rows = new PieceRows(buffer, at, row)
    yield rows
    rest = rows.at < buffer.length ? buffer.subarray(rows.at) : null
  }
}

class PieceRows {
  at: number
  readonly #buffer: Buffer
  readonly #row: RowCursor

  constructor(buffer: Buffer, at: number, row: RowCursor) {
    this.#buffer = buffer
    this.at = at
    this.#row = row
  }

  *[Symbol.iterator](): Generator<RowCursor> {
    const buffer = this.#buffer
    const row = this.#row
    row.buffer = buffer
    // fields (2), length 8 (4), position (8), length 16 (4), id (16), length of the bytes (4)
    while (this.at + 38 <= buffer.length) {
      const idAt = this.at + 18
      const start = this.at + 38
      const end = start + buffer.readUInt32BE(this.at + 34)
      if (end > buffer.length) return
      row.position = buffer.readUInt32BE(this.at + 6) * 0x1_0000_0000 + buffer.readUInt32BE(this.at + 10)
      row.idAt = idAt
      row.start = start
      row.end = end
      this.at = end
      yield row
    }
    // The trailer is two bytes of ones; it stays as a rest that nobody asks for.
  }
}

/** Do the 16 bytes of an id and its text of 36 characters, both in the buffer, say the same? Without making a string of either. */
export function sameId(buffer: Buffer, binaryAt: number, textAt: number): boolean {
  if (textAt < 0) return false
  let at = textAt
  for (let i = 0; i < 16; i++) {
    if (i === 4 || i === 6 || i === 8 || i === 10) at++
    const byte = buffer[binaryAt + i]!
    if (HEX[byte >> 4] !== buffer[at] || HEX[byte & 15] !== buffer[at + 1]) return false
    at += 2
  }
  return true
}

const HEX = Buffer.from('0123456789abcdef')

export function idText(buffer: Buffer, at: number): string {
  const hex = buffer.toString('hex', at, at + 16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
