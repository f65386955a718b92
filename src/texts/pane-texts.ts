/** Names of the edges between the panes of the playground, and how wide those are. */

export const paneTexts = {
  edges: { list: 'Width of the task list', problem: 'Width of the task' },
  share: {
    list: (share: number) => `${Math.round(100 * share)}% of the window`,
    problem: (share: number) => `${Math.round(100 * share)}% of what it shares with the program`,
  },
} as const;
