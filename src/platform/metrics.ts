type Labels = Readonly<Record<string, string>>

// Every metric that may exist, with the labels it may have: a label's values are codes and names, never a person's data.
const known = {
  lofte_http_requests_total: { kind: 'counter', help: 'HTTP requests answered', labels: ['route', 'method', 'status'] },
  lofte_http_seconds: { kind: 'histogram', help: 'Time to answer an HTTP request', labels: ['route'] },
  lofte_jobs_total: { kind: 'counter', help: 'Jobs run', labels: ['job', 'outcome'] },
  lofte_job_seconds: { kind: 'histogram', help: 'Time a job took', labels: ['job'] },
  lofte_items_total: { kind: 'counter', help: 'Items of plans carried out', labels: ['system', 'outcome'] },
  lofte_items_waiting: { kind: 'gauge', help: 'Items of plans that wait', labels: ['system'] },
  lofte_observed_locations_total: { kind: 'counter', help: 'Locations seen while observing', labels: ['system'] },
  lofte_observed_age_seconds: { kind: 'gauge', help: 'Age of the last full pass over a system', labels: ['system'] },
  lofte_evidence_unsealed_seconds: { kind: 'gauge', help: 'Age of the oldest entry that is not sealed', labels: [] },
  lofte_promises: { kind: 'gauge', help: 'Promises by status', labels: ['status'] },
  lofte_messages_total: { kind: 'counter', help: 'Messages by outcome', labels: ['outcome'] },
  lofte_requests_open: { kind: 'gauge', help: 'Open requests by right', labels: ['right'] },
  lofte_database_connections: { kind: 'gauge', help: 'Connections of the pool', labels: ['state'] },
} as const satisfies Record<string, { kind: 'counter' | 'gauge' | 'histogram'; help: string; labels: readonly string[] }>

export type MetricName = keyof typeof known
type LabelsOf<N extends MetricName> = { readonly [L in (typeof known)[N]['labels'][number]]: string }
type Named<K extends string> = { [N in MetricName]: (typeof known)[N]['kind'] extends K ? N : never }[MetricName]

const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]
const value = /^[a-zA-Z0-9._:/{}*-]{1,100}$/

interface Buckets {
  readonly counts: number[]
  sum: number
  count: number
}

export interface Metrics {
  count<N extends Named<'counter'>>(name: N, labels: LabelsOf<N>, by?: number): void
  gauge<N extends Named<'gauge'>>(name: N, labels: LabelsOf<N>, value: number): void
  observe<N extends Named<'histogram'>>(name: N, labels: LabelsOf<N>, seconds: number): void
  /** The text exposition format of Prometheus. */
  render(): string
}

export function newMetrics(): Metrics {
  const numbers = new Map<MetricName, Map<string, number>>()
  const histograms = new Map<MetricName, Map<string, Buckets>>()

  return {
    count(name, labels, by = 1) {
      const series = seriesOf(numbers, name)
      const key = keyOf(name, labels)
      series.set(key, (series.get(key) ?? 0) + by)
    },
    gauge(name, labels, amount) {
      seriesOf(numbers, name).set(keyOf(name, labels), amount)
    },
    observe(name, labels, seconds) {
      const series = seriesOf(histograms, name)
      const key = keyOf(name, labels)
      const buckets = series.get(key) ?? { counts: bounds.map(() => 0), sum: 0, count: 0 }
      bounds.forEach((bound, i) => {
        if (seconds <= bound) buckets.counts[i]!++
      })
      buckets.sum += seconds
      buckets.count++
      series.set(key, buckets)
    },
    render() {
      const lines: string[] = []
      for (const name of Object.keys(known) as MetricName[]) {
        const plain = numbers.get(name)
        const spread = histograms.get(name)
        if (plain === undefined && spread === undefined) continue
        lines.push(`# HELP ${name} ${known[name].help}`, `# TYPE ${name} ${known[name].kind}`)
        for (const [key, amount] of plain ?? []) lines.push(`${name}${braced(key)} ${amount}`)
        for (const [key, buckets] of spread ?? []) lines.push(...histogramLines(name, key, buckets))
      }
      return lines.length === 0 ? '' : `${lines.join('\n')}\n`
    },
  }
}

function histogramLines(name: string, key: string, buckets: Buckets): string[] {
  const before = key === '' ? '' : `${key},`
  return [
    ...bounds.map((bound, i) => `${name}_bucket{${before}le="${bound}"} ${buckets.counts[i]}`),
    `${name}_bucket{${before}le="+Inf"} ${buckets.count}`,
    `${name}_sum${braced(key)} ${buckets.sum}`,
    `${name}_count${braced(key)} ${buckets.count}`,
  ]
}

function seriesOf<T>(all: Map<MetricName, Map<string, T>>, name: MetricName): Map<string, T> {
  let series = all.get(name)
  if (series === undefined) all.set(name, (series = new Map()))
  return series
}

function keyOf(name: MetricName, labels: Labels): string {
  return known[name].labels.map((label) => `${label}="${checked(labels[label])}"`).join(',')
}

const checked = (text: string | undefined): string => (text !== undefined && value.test(text) ? text : 'withheld')
const braced = (key: string): string => (key === '' ? '' : `{${key}}`)

/** The process's own metrics; tests make theirs. */
export const metrics: Metrics = newMetrics()
