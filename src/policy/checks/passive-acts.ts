/** Acts that are no clear affirmative act: whoever does them does something else (Art 4(11), recital 32; C-673/17). */
export const passiveActs: ReadonlySet<string> = new Set([
  'use', 'visit', 'browsing', 'scrolling', 'silence', 'inactivity', 'terms', 'notice', 'giving-data', 'registration', 'contact', 'purchase', 'continuing', 'pre-ticked', 'browser-settings',
])

/** Acts by which somebody says yes and does nothing else. What is neither here nor above is a word nobody knows, and shows no choice. */
export const clearActs: ReadonlySet<string> = new Set([
  'choice', 'form', 'signature', 'submit', 'form-submit', 'tick', 'checkbox', 'button', 'switch', 'settings', 'reply', 'letter', 'email', 'phone', 'spoken', 'writing', 'double-opt-in',
])
