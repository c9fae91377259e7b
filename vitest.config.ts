import { defineConfig } from 'vitest/config'

// Two workers: the cluster of the tests wants a core too. `isolate` stays on, since a module may hold state (the log's sink).
const shared = {
  pool: 'forks' as const,
  testTimeout: 30_000,
  hookTimeout: 60_000,
  env: { TZ: 'Pacific/Kiritimati', NODE_ENV: 'test' },
}

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    maxWorkers: 2,
    // CI counts what ran from the report: nothing may be skipped silently.
    reporters: process.env['LOFTE_TEST_REPORT'] === undefined ? ['default'] : ['default', ['json', { outputFile: process.env['LOFTE_TEST_REPORT'] }]],
    projects: [
      // Pure: no database is started for these.
      { extends: true, test: { ...shared, name: 'unit', include: ['test/policy/**/*.test.{ts,tsx}', 'test/notice/**/*.test.ts', 'test/*.test.ts'] } },
      // Against PostgreSQL: one cluster per run, a database per file from a migrated template.
      {
        extends: true,
        test: {
          ...shared,
          name: 'database',
          include: ['test/*/**/*.test.{ts,tsx}'],
          exclude: ['test/policy/**', 'test/notice/**', 'test/whole/**'],
          globalSetup: ['test/setup/global.ts'],
        },
      },
      // The program from outside: processes, browsers, kill -9.
      {
        extends: true,
        test: {
          ...shared,
          name: 'whole',
          include: ['test/whole/**/*.test.{ts,tsx}'],
          globalSetup: ['test/setup/global.ts'],
          testTimeout: 180_000,
        },
      },
    ],
  },
})
