/** What a backend holds at a moment. */
export interface Occupancy {
  sessions: number
  labs: number
  /** Pages that are connected. */
  pages: number
  terminals: number
}

/** What a backend holds and takes, as Prometheus reads it. */
export function formatMetrics({ sessions, labs, pages, terminals }: Occupancy): string {
  const { rss, heapUsed } = process.memoryUsage()
  const { user, system } = process.cpuUsage()
  return [
    gauge('reconcile_sessions', 'Sessions in memory', sessions),
    gauge('reconcile_labs', 'Labs that run', labs),
    gauge('reconcile_pages', 'Pages that are connected', pages),
    gauge('reconcile_terminals', 'Shells that run', terminals),
    gauge('process_resident_memory_bytes', 'Memory of the backend, without its workstations', rss),
    gauge('nodejs_heap_size_used_bytes', 'Memory of objects', heapUsed),
    counter('process_cpu_seconds_total', 'Time of a processor', (user + system) / 1e6),
    gauge('process_start_time_seconds', 'When it began, since 1970', Math.round(Date.now() / 1000 - process.uptime())),
  ].join('')
}

const entry = (type: string) => (name: string, help: string, value: number) =>
  `# HELP ${name} ${help}.\n# TYPE ${name} ${type}\n${name} ${value}\n`
const gauge = entry('gauge')
const counter = entry('counter')
