export type { ApiRequest, ApiResponse } from './apiserver/http.ts'
export type {
  Duplex,
  PortForwardUpgrade,
  ProcessStreams,
  ProcessUpgrade,
  TerminalSize,
  Upgrade,
} from './apiserver/upgrade.ts'
