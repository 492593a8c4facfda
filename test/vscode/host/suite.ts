// All suites that run inside the extension host; the runner loads this file with mocha and reads `measured`.

import './activation';
import './data-files';
import './findings-in-the-editor';
import './quick-fixes';
import './settings-and-commands';
// Last: they change the workspace.
import './cron-tools';
import './templates-and-new-actions';

export { measured } from './measured';
