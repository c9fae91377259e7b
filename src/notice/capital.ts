/** Labels are written to stand inside a sentence; at the start of one, or of a cell, they take a capital. */
export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
