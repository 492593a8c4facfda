// Entry of dist/server.js: `--stdio` for any editor, IPC for the process that forks it.

import { runIpcServer, runStdioServer } from './node';

if (process.argv.includes('--stdio')) runStdioServer();
else runIpcServer();
