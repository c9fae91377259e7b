// Started by the tests of the engine: opens the directory given, says where it is in one line of JSON, and stays.
import { isProblem, startEngine } from '../../src/platform/index.ts'

try {
  const engine = await startEngine({ directory: process.argv[2]!, fsync: process.argv[3] !== 'quick' })
  console.log(JSON.stringify({ pid: engine.pid, url: engine.url(), directory: engine.directory }))
  setInterval(() => {}, 1000)
} catch (error) {
  console.log(JSON.stringify(isProblem(error) ? { code: error.code, on: error.on, lines: error.lines } : { code: 'unexpected', message: String(error) }))
}
