/** Every word that the site itself says, in one place, so that it can be said in another language. */
export const strings = {
  contents: 'Contents',
  minutes: (count: number) => `${count} minutes`,
  previous: 'Before this',
  next: 'Next',
} as const
