export type { ApiRequest, ApiResponse, Upgrade, UpgradedStream } from './apiserver/http.ts'
