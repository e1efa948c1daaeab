/** AWS' waiting times pass at once in tests, so that what is waited for is our own work. */
export const TEST_PACE = 5_000
