import type { ConnectorKind } from './kind.ts'

export const postgres: ConnectorKind = {
  name: 'postgres',
  settings: {
    url: { needed: true, secret: true, about: 'where the database is, for the role that observes', example: '${CRM_URL}' },
    'act-url': { needed: false, secret: true, about: 'the role that may change rows; the observing role when it is left out', example: '${CRM_ACT_URL}' },
    schema: { needed: false, secret: false, about: 'the schema of tables that name none', example: 'crm' },
  },
  can: { observe: true, erase: true, clear: true, restrict: true, verify: true },
}
