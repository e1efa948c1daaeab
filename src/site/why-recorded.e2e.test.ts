import { AxeBuilder } from '@axe-core/playwright'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../testing/browser.ts'
import { openSitePage } from '../testing/site/browser-page.ts'
import { builtSite } from '../testing/site/built-site.ts'
import { startFakeBackend, type FakeBackend } from '../testing/site/fake-backend.ts'

let browser: Browser
let alone: FakeBackend
beforeAll(async () => {
  alone = await startFakeBackend({ dist: await builtSite(), live: false })
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await alone?.[Symbol.asyncDispose]()
})

test('without a backend the home page plays what came of its first command, and draws each cause', async () => {
  await using opened = await openSitePage(browser, alone.url, { reducedMotion: 'reduce' })
  const { page } = opened
  await page.locator('.why .steps > li').nth(4).waitFor()
  const steps = await page.locator('.why .steps .sentence').allTextContents()
  expect(steps[0]).toMatch(/^You, with kubectl create deployment made Deployment web/)
  expect(steps.some((text) => text.startsWith('kube-scheduler chose a node'))).toBe(true)
  const because = await page.locator('.why .because', { hasText: /because of step/ }).count()
  expect(because).toBeGreaterThan(3)
  expect(await page.locator('.why .branches path').count()).toBe(because)
  expect((await new AxeBuilder({ page }).include('.live').analyze()).violations).toEqual([])
  expect(opened.errors).toEqual([])
})

test('a Why block plays what was recorded of its object: which nodes were refused, and what the others scored', async () => {
  await using opened = await openSitePage(browser, `${alone.url}/control-plane/scheduler/`, { reducedMotion: 'reduce' })
  const { page } = opened
  await page.getByRole('button', { name: 'Why pod/big?' }).click()
  const refused = page.locator('[data-about="pod/big"] .endings table')
  await refused.waitFor()
  expect(await refused.textContent()).toContain('Insufficient cpu')
  await page.getByRole('button', { name: 'Why deployment/six?' }).click()
  const scores = page.locator('[data-about="deployment/six"] .steps table').first()
  await scores.waitFor()
  expect(await scores.textContent()).toMatch(/NodeResourcesFit\d/)

  const story = page.locator('[data-about="pod/big"]')
  expect(await story.locator('.steps > li').count()).toBe(2)
  await story.getByRole('button', { name: 'Step back' }).click()
  expect(await story.locator('.steps > li').count()).toBe(1)
  expect(opened.errors).toEqual([])
})
