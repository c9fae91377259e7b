import { messages } from './message.ts'

/** How easy the notice is to read, as `lofte notice --stats` tells it. */
export const readability = messages({
  'readability.of': { sv: '{organisation}, {lang}', en: '{organisation}, {lang}', no: '{organisation}, {lang}' },
  'readability.lix': { sv: 'LIX {lix} ({band})', en: 'LIX {lix} ({band})', no: 'LIX {lix} ({band})' },
  'readability.very-easy': { sv: 'mycket lättläst', en: 'very easy', no: 'svært lettlest' },
  'readability.easy': { sv: 'lättläst', en: 'easy', no: 'lettlest' },
  'readability.medium': { sv: 'medelsvår', en: 'medium', no: 'middels' },
  'readability.hard': { sv: 'svår', en: 'hard', no: 'vanskelig' },
  'readability.very-hard': { sv: 'mycket svår', en: 'very hard', no: 'svært vanskelig' },
  'readability.words': { sv: '{words} ord i {sentences} meningar, {average} ord i varje', en: '{words} words in {sentences} sentences, {average} words in each', no: '{words} ord i {sentences} setninger, {average} ord i hver' },
  'readability.long-words': { sv: '{share} av orden har fler än sex bokstäver', en: '{share} of the words have more than six letters', no: '{share} av ordene har mer enn seks bokstaver' },
  'readability.longest': { sv: 'De längsta meningarna', en: 'The longest sentences', no: 'De lengste setningene' },
  'readability.by-section': { sv: 'Avsnitt för avsnitt', en: 'Section by section', no: 'Del for del' },
  'readability.items': { sv: 'Artikel 13 och 14: {said} av {all} punkter sagda', en: 'Articles 13 and 14: {said} of {all} items said', no: 'Artikkel 13 og 14: {said} av {all} punkter sagt' },
  'readability.missing': { sv: 'saknas: {item} ({law})', en: 'missing: {item} ({law})', no: 'mangler: {item} ({law})' },
})
