import { isEea } from '../law/index.ts'
import type { Policy, RulePath } from '../model/index.ts'

export interface Abroad { readonly at: RulePath; readonly name: string; readonly country: string; readonly safeguard: string | null; readonly assessed: boolean }

/** Recipients and systems outside the EEA. A system takes its safeguard from the recipient that runs it. */
export function* abroad(policy: Policy): Iterable<Abroad> {
  for (const recipient of policy.recipients.values()) {
    if (recipient.country !== null && !isEea(recipient.country)) yield { at: recipient.at, name: recipient.name, country: recipient.country, safeguard: recipient.safeguard, assessed: recipient.assessment !== null }
  }
  for (const system of policy.systems.values()) {
    if (system.country === null || isEea(system.country)) continue
    const runs = system.recipient === null ? undefined : policy.recipients.get(system.recipient)
    yield { at: system.at, name: system.name, country: system.country, safeguard: runs?.safeguard ?? null, assessed: runs?.assessment !== null && runs?.assessment !== undefined }
  }
}
