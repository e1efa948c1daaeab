import { findPrograms, NoWorkstations } from '#start'
import { prepareBrowser } from './browser.ts'
import { TEST_PACE } from './pace.ts'

/** Installs and unpacks what tests need of the machine; what cannot be had is named, and its tests say that they are skipped or why they fail. */
export async function prepareMachine(say: (line: string) => void): Promise<void> {
  try {
    await findPrograms({ cache: '.reconcile/tools', pace: TEST_PACE, say })
  } catch (error) {
    if (!(error instanceof NoWorkstations)) throw error
    say(error.message)
  }
  try {
    await prepareBrowser(say)
  } catch (error) {
    say((error as Error).message)
  }
}
