const words: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'A tab cannot indent YAML. Use spaces.',
  BAD_INDENT: 'The indentation does not fit the lines above it.',
  DUPLICATE_KEY: 'The key is written twice.',
  MULTIPLE_DOCS: 'The file holds more than one document (`---`). Keep one.',
  BAD_ALIAS: 'The alias refers to an anchor that is not there.',
  NON_STRING_KEY: 'A key is to be a word.',
  MISSING_CHAR: 'Something is missing here: a closing quote or bracket, a comma, or the space after a colon.',
  UNEXPECTED_TOKEN: 'This was not expected here.',
  BAD_DQ_ESCAPE: 'The backslash in the quoted text means nothing here. Write it twice.',
  BLOCK_AS_IMPLICIT_KEY: 'A nested value cannot stand on the same line as its key.',
  MULTILINE_IMPLICIT_KEY: 'A key is to stand on one line, followed by a colon.',
  BLOCK_IN_FLOW: 'Inside { } and [ ] everything is written with commas.',
  BAD_SCALAR_START: 'A value cannot begin with this character. Put it in quotes.',
  TAG_RESOLVE_FAILED: 'Tags (!name) are not used in a policy.',
}

/** What the parser found, said without its jargon. The parser's own words follow where ours say less. */
export function plainWords(code: string, original: string): string {
  return words[code] ?? `The file cannot be read as YAML here: ${original.split('\n', 1)[0]?.slice(0, 160) ?? ''}`
}
