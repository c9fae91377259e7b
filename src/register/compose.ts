import type { Controller, Policy, Purpose } from '../policy/model/index.ts'
import { say } from '../policy/text/index.ts'
import type { Lang } from '../policy/text/index.ts'
import {
  accessLines, assessmentLines, authorityName, automatedLines, controllerLines, dataLines, descriptionLines, jointLines, kindLines, measureLines, peopleLines, rightLines, safeguardLines, sourceLines, systemsOfPurpose,
} from './columns/about.ts'
import { conditionLines, consentLines, groundLines, interestLines, lawLines, specialLines } from './columns/lawful.ts'
import { agreementLines, recipientLines, recipientsOf, transferLines } from './columns/passing-on.ts'
import { retentionLines } from './columns/retention.ts'
import { ruleLine } from './columns/rule.ts'
import { composeForOthers } from './compose-for-others.ts'
import { controllerColumns, processorColumns } from './register.ts'
import type { ColumnName, Entry, Register } from './register.ts'
import { capital, withCondition } from './words.ts'
import type { Writing } from './words.ts'

/** A register for each controller of the policy: what it answers for (Art 30(1)), or what it does for others (Art 30(2)). */
export function composeRegisters(policy: Policy, lang: Lang, as: Register['as']): readonly Register[] {
  const writing: Writing = { policy, lang }
  return [...policy.controllers.values()].map((controller) => ({
    as, lang, name: controller.name, organisation: controller.title, version: policy.version, effective: policy.effective,
    columns: as === 'controller' ? controllerColumns : processorColumns,
    entries: as === 'controller' ? purposesOf(policy, controller).map((purpose) => entryOf(writing, controller, purpose)) : composeForOthers(writing, controller),
  }))
}

function purposesOf(policy: Policy, controller: Controller): readonly Purpose[] {
  return [...policy.purposes.values()].filter((purpose) => purpose.role === 'controller' && purpose.controllers.includes(controller.name))
}

/** What Art 30(1) demands and the policy does not say is told to be missing; the other columns stand empty. */
function entryOf(writing: Writing, controller: Controller, purpose: Purpose): Entry {
  const { policy, lang } = writing
  const demanded = (lines: readonly string[]): readonly string[] => (lines.length === 0 ? [say('register.not-said')[lang]] : lines)
  const recipients = recipientsOf(policy, purpose)
  const rule = ruleLine(purpose.keep)
  const cells: Readonly<Record<(typeof controllerColumns)[number], readonly string[]>> = {
    ref: [purpose.name],
    controller: controllerLines(writing, controller),
    joint: jointLines(writing, controller, purpose),
    representative: controller.representative === null ? [] : [controller.representative],
    officer: controller.officer === null ? [] : [controller.officer],
    authority: authorityName(writing, controller),
    purpose: [withCondition(writing, capital(purpose.label[lang]), purpose.when)],
    description: descriptionLines(writing, purpose),
    kind: kindLines(purpose, writing),
    owner: purpose.owner === null ? [] : [purpose.owner],
    people: demanded(peopleLines(writing, purpose.people)),
    data: demanded(dataLines(writing, purpose.data)),
    special: specialLines(writing, purpose.data),
    condition: conditionLines(writing, purpose),
    ground: demanded(groundLines(writing, purpose)),
    law: lawLines(writing, purpose),
    interest: interestLines(writing, purpose),
    consent: consentLines(writing, purpose),
    source: sourceLines(writing, purpose),
    recipients: recipientLines(writing, recipients),
    agreement: agreementLines(writing, recipients),
    'third-country': transferLines(writing, recipients),
    retention: demanded(retentionLines(writing, purpose.keep)),
    rule: rule === null ? [] : [rule],
    measures: demanded([...safeguardLines(writing, purpose), ...measureLines(writing)]),
    systems: systemsOfPurpose(writing, purpose),
    access: accessLines(writing, purpose),
    automated: automatedLines(writing, purpose),
    dpia: assessmentLines(writing, purpose),
    rights: rightLines(writing, purpose),
    version: [policy.version.slice(0, 12)],
    effective: [policy.effective],
  }
  return { ref: purpose.name, title: capital(purpose.label[lang]), cells: new Map(Object.entries(cells) as [ColumnName, readonly string[]][]) }
}
