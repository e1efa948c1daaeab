/** One value of a metric. */
export interface Sample {
  labels?: Readonly<Record<string, string>>
  value: number
  /** When it was measured, where that is said. */
  timeMs?: number
}

export interface Metric {
  name: string
  type: 'counter' | 'gauge'
  help: string
  samples: readonly Sample[]
}

/** Metrics in Prometheus' text format; those without a sample are left out, as Prometheus' client does. */
export function exposition(metrics: readonly Metric[]): string {
  return metrics
    .filter(({ samples }) => samples.length > 0)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(
      ({ name, type, help, samples }) =>
        `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${samples.map((sample) => line(name, sample)).join('')}`,
    )
    .join('')
}

function line(name: string, { labels = {}, value, timeMs }: Sample): string {
  const pairs = Object.entries(labels)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, text]) => `${key}="${text.replaceAll(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`)
  const braced = pairs.length > 0 ? `{${pairs.join(',')}}` : ''
  return `${name}${braced} ${formatNumber(value)}${timeMs === undefined ? '' : ` ${timeMs}`}\n`
}

/** As Go's `%g` writes the shortest text of a number: with an exponent from a million on, and below a ten-thousandth. */
function formatNumber(value: number): string {
  if (value === 0) return '0'
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e')
  const power = Number(exponent)
  if (power >= -4 && power < 6) return String(value)
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`
}
