/** Where a command reads and writes. Results go to `out`, everything else to `err`. */
export interface Io {
  out(text: string): void
  err(text: string): void
  readonly json: boolean
}
