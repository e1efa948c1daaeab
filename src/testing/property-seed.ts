import { configureGlobal } from 'fast-check'

/** Properties are tried with the same values each time, so that a green build stays green; `SEED=2 npm test -- unit` tries others. */
configureGlobal({ seed: Number(process.env.SEED ?? 1) })
