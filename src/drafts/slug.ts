const kept: Readonly<Record<string, string>> = { å: 'a', ä: 'a', ö: 'o', ø: 'o', æ: 'ae', ß: 'ss', ł: 'l', đ: 'd', þ: 'th', ð: 'd', '&': ' ' }

/** Words as a name in a policy: `Namn & adress` is `namn-adress`. Never empty, and never only a number. */
export function slug(words: string, other: string): string {
  const plain = words.toLowerCase().replace(/[åäöøæßłđþð&]/g, (sign) => kept[sign] ?? sign).normalize('NFD').replace(/\p{M}/gu, '')
  const name = plain.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 48).replace(/-+$/, '')
  return name === '' ? other : /^\d/.test(name) ? `${other}-${name}` : name
}

/** The name, or with the first free number where others have it already. */
export function free(name: string, taken: { has(name: string): boolean }): string {
  if (!taken.has(name)) return name
  for (let number = 2; ; number++) if (!taken.has(`${name}-${number}`)) return `${name}-${number}`
}
