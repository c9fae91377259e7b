const reference = /\$\{[A-Za-z_][A-Za-z0-9_]*\}/g

/** Why a setting holds a secret that should come from the environment; null when it does not. Never repeats the setting. */
export function secretIn(setting: string): string | null {
  const rest = setting.replaceAll(reference, '')
  if (/\$\{?[A-Za-z_]/.test(rest)) return 'refers to the environment in another way than ${NAME}.'
  if (/^[a-z][a-z0-9+.-]*:\/\/[^/?#\s]*:[^/?#@\s]+@/i.test(rest) || /[?&\s](password|passwd|pwd|token|secret)=[^&\s]/i.test(rest) || /^(password|passwd|pwd)=/i.test(rest)) return 'has a password written out.'
  return null
}

/** A line of a systems file as it may be shown: passwords in addresses and after telling keys are covered. */
export function covered(line: string): string {
  return line
    .replaceAll(/(:\/\/[^/?#\s@:]*:)[^@\s]+(?=@)/g, (whole, before: string) => (/\$\{/.test(whole.slice(before.length)) && !/[^${}A-Za-z0-9_]/.test(whole.slice(before.length)) ? whole : `${before}•••`))
    .replaceAll(/((?:password|passwd|pwd|secret|token|api[-_]?key)["']?\s*[:=]\s*)(?!\$\{)[^\s,&}]+/gi, '$1•••')
}
