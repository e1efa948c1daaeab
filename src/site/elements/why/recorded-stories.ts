import { thisPage } from '../../session/this-page.ts'
import type { StoryFrame } from './story-frame.ts'

/** What Why? told when the page was recorded. */
export interface RecordedStories {
  /** By the command that began it. */
  commands: Readonly<Record<string, StoryFrame>>
  /** By the object that a block of the page asks about, as in `deployment/web`. */
  objects: Readonly<Record<string, StoryFrame>>
}

let loaded: Promise<RecordedStories | undefined> | undefined

/** This page's stories; undefined when none were recorded. */
export function loadStories(): Promise<RecordedStories | undefined> {
  return (loaded ??= load())
}

async function load(): Promise<RecordedStories | undefined> {
  const base = import.meta.env.BASE_URL.replace(/\/?$/, '/')
  const answer = await fetch(`${base}${thisPage.page && `${thisPage.page}/`}stories.json`)
  return answer.ok ? ((await answer.json()) as RecordedStories) : undefined
}
