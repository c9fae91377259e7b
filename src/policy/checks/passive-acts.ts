/** Acts that are no clear affirmative act: whoever does them does something else (Art 4(11), recital 32; C-673/17). */
export const passiveActs: ReadonlySet<string> = new Set([
  'use', 'visit', 'browsing', 'scrolling', 'silence', 'inactivity', 'terms', 'notice', 'giving-data', 'registration', 'contact', 'purchase', 'continuing', 'pre-ticked', 'browser-settings',
])
