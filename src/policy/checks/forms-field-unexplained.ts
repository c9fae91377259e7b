import { words } from './check.ts'
import type { Check } from './check.ts'

/** A form asks only for what its purposes use. */
export const formsFieldUnexplained: Check = {
  id: 'forms.field-unexplained', severity: 'error', law: ['GDPR 5(1)(c)', 'GDPR 25(2)'],
  *find(policy) {
    for (const form of policy.forms.values()) {
      const used = new Set([...form.purposes, ...form.asks].flatMap((name) => policy.purposes.get(name)?.data ?? []))
      for (const data of form.fields.keys()) {
        if (used.has(data)) continue
        yield { at: form.at, message: words(`Formuläret frågar efter ${data}, som inget av dess ändamål använder.`, `The form asks for ${data}, which none of its purposes uses.`, `Skjemaet spør etter ${data}, som ingen av formålene bruker.`), instead: words(`Ta bort ${data} ur fields, eller lägg till det i ett ändamål.`, `Remove ${data} from fields, or add it to a purpose.`, `Fjern ${data} fra fields, eller legg det til i et formål.`) }
      }
    }
  },
}
