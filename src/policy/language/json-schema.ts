import type { JsonSchema } from './form/index.ts'
import { keep, perName, rules, then } from './definition/keep.ts'
import { policy } from './definition/policy.ts'
import { systemForms } from './compile/system.ts'

const draft = 'https://json-schema.org/draft/2020-12/schema'

/** What editors complete and check by: made from the very forms that the compiler reads with. */
export function policySchema(): JsonSchema {
  return plain({ $schema: draft, title: 'Löfte policy', ...policy.schema, $defs: { rules: rules.schema, then: then.schema, keep: keep.schema, keepByName: perName.schema } })
}

export function systemsSchema(): JsonSchema {
  const forms = [...systemForms()]
  return plain({ $schema: draft, title: 'Löfte systems', type: 'object', additionalProperties: { anyOf: forms.map(([name, form]) => connectorSchema(name, form.schema)) } })
}

function connectorSchema(name: string, schema: JsonSchema): JsonSchema {
  const { properties, ...rest } = schema
  return { ...rest, properties: { ...(properties as object), connector: { const: name } } }
}

/** Schemas are written with getters so that forms may refer to later ones: a copy without them. */
function plain(value: unknown): JsonSchema {
  return JSON.parse(JSON.stringify(value)) as JsonSchema
}
