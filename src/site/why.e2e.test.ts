import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../testing/browser.ts'
import { startTestBackend, type TestBackend } from '../testing/sandbox/backend.ts'
import { openSitePage, type SitePage } from '../testing/site/browser-page.ts'
import { builtSite } from '../testing/site/built-site.ts'

let backend: TestBackend
let browser: Browser
let opened: SitePage
let page: Page
beforeAll(async () => {
  await builtSite()
  backend = await startTestBackend()
  browser = await launchBrowser()
  opened = await openSitePage(browser, new URL('/workloads/deployments/', backend.url).href)
  page = opened.page
  await run('PS1="$ "; clear')
  await opened.terminalShows(/\$ *$/)
})
afterAll(async () => {
  await opened?.[Symbol.asyncDispose]()
  await browser?.close()
  await backend?.[Symbol.asyncDispose]()
})

/** Runs a command as the page's run buttons do. */
const run = (command: string) =>
  page.evaluate((detail) => void document.dispatchEvent(new CustomEvent('reconcile-run', { detail })), {
    terminal: 0,
    step: { command },
  })

interface Shown {
  steps: { text: string; because: number | undefined }[]
  endings: string[]
}

const shown = (): Promise<Shown> =>
  page.evaluate(() => ({
    steps: [...document.querySelectorAll('.why .steps > li')].map((item) => ({
      text: item.querySelector('.sentence')!.textContent,
      because: Number(/step (\d+)/.exec(item.querySelector('.because')!.textContent)?.[1]) || undefined,
    })),
    endings: [...document.querySelectorAll('.why .endings > li')].map(({ textContent }) => textContent),
  }))

/** Whether the steps that the patterns describe are there, each caused by the one before, at first or second hand. */
function isTold({ steps }: Shown, chain: readonly RegExp[]): boolean {
  const leadsTo = (from: number, to: number | undefined): boolean =>
    to !== undefined && (to === from || leadsTo(from, steps[to - 1]?.because))
  const follow = (before: number | undefined, [next, ...rest]: readonly RegExp[]): boolean =>
    next === undefined ||
    steps.some(
      ({ text, because }, index) =>
        next.test(text) && (before === undefined || leadsTo(before, because)) && follow(index + 1, rest),
    )
  return follow(undefined, chain)
}

async function tells(chain: readonly RegExp[], ending: RegExp | undefined): Promise<void> {
  const deadline = Date.now() + 45_000
  for (;;) {
    const story = await shown()
    if (isTold(story, chain) && (!ending || story.endings.some((text) => ending.test(text)))) return
    if (Date.now() > deadline)
      throw new Error(`not told: ${chain.join(', ')}, ${ending}\n${JSON.stringify(story, null, 1)}`)
    await page.waitForTimeout(100)
  }
}

const SPREAD = [/^deployment-controller made ReplicaSet/, /^replicaset-controller made Pod/] as const
const nodeOf = (app: string) => `$(kubectl get pods -l app=${app} -o 'jsonpath={.items[0].spec.nodeName}')`
const ready = (app: string) =>
  `kubectl create deployment ${app} --image=nginx && kubectl rollout status deployment ${app}`

test('it costs nothing before it is opened, and opens by keyboard', async () => {
  const scripts = () =>
    page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .map(({ name }) => name)
        .filter((name) => /open-why/.test(name)),
    )
  expect(await scripts()).toEqual([])
  const button = page.getByRole('button', { name: 'Why?', exact: true }).first()
  await button.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('region', { name: /Which component did what/ }).waitFor()
  expect(await button.getAttribute('aria-expanded')).toBe('true')
  await expect.poll(scripts).toHaveLength(1)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.type('node')
  await page.keyboard.press('Escape')
  expect(await button.evaluate((element) => element === document.activeElement && element.ariaExpanded)).toBe('false')
  await page.keyboard.press('Enter')
})

test.for<[string, string, readonly RegExp[], RegExp | undefined]>([
  [
    'a rollout',
    `${ready('roll')} && kubectl set image deployment roll nginx=nginx:1.29 && kubectl rollout status deployment roll`,
    [
      /^You, with kubectl set image changed the pod template of Deployment roll/,
      ...SPREAD,
      /^kube-scheduler chose a node/,
      /^kubelet reported Pod roll-\S+ Ready/,
      /^deployment-controller scaled ReplicaSet roll-\S+ from 1 to 0/,
      /^replicaset-controller marked for deletion Pod/,
    ],
    undefined,
  ],
  [
    'a deleted owner',
    'kubectl delete deployment roll',
    [
      /^You, with kubectl delete deleted Deployment/,
      /^garbage-collector-controller deleted 2 ReplicaSets/,
      /^garbage-collector-controller marked for deletion Pod/,
      /^kubelet deleted Pod/,
    ],
    undefined,
  ],
  [
    'a bad image',
    'kubectl create deployment bad --image=nginx:nope',
    [
      /^You, with kubectl create deployment made/,
      ...SPREAD,
      /^kube-scheduler chose/,
      /^kubelet could not start Pod bad-\S+ container nginx: Err/,
    ],
    /^Waiting kubelet waits: container nginx: .*not found/,
  ],
  [
    'no room',
    'kubectl create deployment big --image=nginx && kubectl set resources deployment big --requests=cpu=100',
    [/^You, with kubectl set resources/, ...SPREAD, /^kube-scheduler warned \(FailedScheduling\)/],
    /^Waiting kube-scheduler waits: 0\/\d+ nodes are available/,
  ],
  [
    'a quota',
    'kubectl create namespace small; kubectl create quota few --hard=pods=0 -n small; sleep 1; kubectl create deployment web --image=nginx -n small',
    [/^You, with kubectl create deployment/, SPREAD[0], /^replicaset-controller could not make all pods/],
    /^Waiting replicaset-controller waits: .*exceeded quota: few/,
  ],
  [
    'a budget against a drain',
    `${ready('kept')}; kubectl create pdb kept --selector=app=kept --min-available=1; sleep 1; kubectl drain ${nodeOf('kept')} --ignore-daemonsets --delete-emptydir-data --timeout=3s`,
    [/^You, with kubectl drain cordoned Node/, /^node-lifecycle-controller tainted Node .*unschedulable/],
    /^Waiting kube-apiserver refuses to evict: PodDisruptionBudget kept needs 1 healthy pods and has 1/,
  ],
  [
    'a failing Job',
    `clear; kubectl uncordon ${nodeOf('kept')}; kubectl create job sum --image=busybox --dry-run=client -o yaml -- false | sed 's/^spec:/spec:\\n  backoffLimit: 0/' | kubectl apply -f -`,
    [
      /^You, with kubectl apply made Job sum/,
      /^job-controller made Pod sum/,
      /^kubelet saw the failure of Pod sum\S* container sum, exit status 1/,
      /^job-controller gave up Job sum/,
    ],
    /^Over job-controller has given up: BackoffLimitExceeded/,
  ],
  [
    'an autoscaler',
    `${ready('auto')}; kubectl autoscale deployment auto --min=3 --max=5`,
    [
      /^You, with kubectl autoscale made HorizontalPodAutoscaler/,
      /^horizontal-pod-autoscaler-controller scaled Deployment auto from 1 to 3/,
      /^deployment-controller scaled ReplicaSet/,
      /^replicaset-controller made 2 Pods/,
    ],
    undefined,
  ],
  [
    'an eviction',
    `${ready('moved')}; kubectl taint node ${nodeOf('moved')} gone=yes:NoExecute`,
    [
      /^You, with kubectl taint tainted Node .*gone:NoExecute/,
      /^taint-eviction-controller marked for deletion/,
      /^replicaset-controller made/,
    ],
    undefined,
  ],
])('the story of %s', async ([, command, chain, ending]) => {
  await run(command)
  await tells(chain, ending)
})

test('the story of a stopped scheduler, which is stopped and started here', async () => {
  await run('clear; kubectl taint nodes --all gone-')
  await page.locator('#workbench').getByText('Stop and start components').click()
  await page.getByRole('button', { name: 'Stop kube-scheduler' }).click()
  await page.getByRole('button', { name: 'Start kube-scheduler' }).waitFor()
  await run('kubectl create deployment idle --image=nginx')
  await tells(
    [/^You, with kubectl create deployment made/, ...SPREAD],
    /^Waiting kube-scheduler is stopped; nobody chooses a node/,
  )
  await page.getByRole('button', { name: 'Start kube-scheduler' }).click()
  await tells([/^replicaset-controller made Pod idle/, /^kube-scheduler chose a node/], undefined)
})

test('the controllers are held up, and do one thing at a time', async () => {
  await page.getByRole('button', { name: 'Pause the controllers' }).click()
  await page.getByText(/^Controllers and scheduler are held up/).waitFor()
  await run('kubectl create deployment slow --image=nginx')
  await tells([/^You, with kubectl create deployment made Deployment slow/], undefined)
  expect((await shown()).steps).toHaveLength(1)
  await expect
    .poll(
      async () => {
        await page.getByRole('button', { name: 'One reconcile' }).click()
        return isTold(await shown(), SPREAD)
      },
      { timeout: 20_000, interval: 300 },
    )
    .toBe(true)
  await page.getByRole('button', { name: 'Pause the controllers' }).click()
  await tells([/^kubelet reported Pod slow-\S+ Ready/], undefined)
})

test('an object is asked about, and the cluster is seen as it was before each step', async () => {
  await page.locator('#workbench').getByLabel('Any object').fill('deploy/idle')
  await page.getByRole('button', { name: 'Ask' }).click()
  await tells(
    [/^You, with kubectl create deployment made Deployment idle/, /^kubelet reported Pod idle-\S+ Ready/],
    undefined,
  )
  const before = await page.locator('.why .steps > li').count()
  const output = page.locator('#workbench .why output')
  for (let left = before; left >= 1; left--) {
    const time = await output.textContent()
    await page.getByRole('button', { name: 'Step back' }).click()
    await expect.poll(() => output.textContent()).not.toBe(time)
    expect(await page.locator('.why .steps > li').count()).toBe(left)
  }
  await page.getByText(/You and your terminals see the cluster as it was at revision/).waitFor()
  await run('clear; kubectl get pods -l app=idle; kubectl delete deployment idle')
  await opened.terminalShows(/No resources found[^]*past cannot be changed/)
  await page.getByRole('button', { name: 'Now' }).click()
  await expect.poll(() => page.locator('.why .steps > li').count()).toBe(before)
})

test('it has no fault that axe can see, wide and narrow, on paper and on ink', async () => {
  for (const colorScheme of ['light', 'dark'] as const)
    for (const width of [1440, 390]) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.setViewportSize({ width, height: 900 })
      const axe = new AxeBuilder({ page }).include('.why').setLegacyMode(true)
      expect((await axe.analyze()).violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
    }
  expect(opened.errors).toEqual([])
})
