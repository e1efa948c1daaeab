/** What a step of a pod's life came to: on with the next, or when to look again. */
export type Outcome = 'done' | { retryAtMs: number | undefined }

/** Something else will wake the pod. */
export const WAIT: Outcome = { retryAtMs: undefined }
