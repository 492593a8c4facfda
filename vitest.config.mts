// Three projects: `fast` on every save; `editors` wants Neovim and Emacs; `vscode` wants a whole VS Code and is run
// one file at a time, after the others, with patience.

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'fast',
          include: ['test/**/*.test.ts'],
          exclude: ['test/editors/**', 'test/vscode/**'],
          // They run in seconds; a machine that is busy with other things fails none of them.
          testTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'editors',
          include: ['test/editors/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'vscode',
          include: ['test/vscode/**/*.test.ts'],
          testTimeout: 180_000,
          // The first run on a machine installs the editor.
          hookTimeout: 600_000,
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
