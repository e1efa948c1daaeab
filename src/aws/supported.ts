import { SERVICES } from './services.ts'

/** What one service can do here. */
export interface SupportedService {
  /** Name of the aws CLI's command: `eks`. */
  service: string
  /** Operations, sorted, each with the members of its input that are refused. */
  operations: { name: string; refuses: readonly string[] }[]
}

/** Everything that the account answers, for the page that lists what is simulated. */
export const supportedServices = (): SupportedService[] =>
  SERVICES.map((service) => ({
    service: service.name,
    operations: [...service.actions.values()]
      .map((action) => ({ name: action.name, refuses: action.unsupported }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  }))
