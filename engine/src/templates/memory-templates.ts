// Templates for looking at memory: lines for the body of a method, to be taken out again.

import { lines } from './batch-lines';
import type { Template } from './template';

const cacheSize: Template = {
  name: 'cron-cache-size',
  scope: 'method',
  title: 'Log the largest fields of the cache',
  detail:
    'How many values of each field the transaction keeps; a field that depends on the context counts its contexts. Private to Odoo: for a look only.',
  needs: ['logger'],
  text: ({ fieldCache }) =>
    lines(
      0,
      `cached = self.env.${fieldCache}`,
      'sizes = {str(field): len(values) for field, values in cached.items()}',
      'largest = sorted(sizes.items(), key=lambda size: -size[1])[:«10»]',
      '_logger.info("«Largest in the cache»: %s", largest)«»',
    ),
};

const traced: Template = {
  name: 'cron-tracemalloc',
  scope: 'method',
  title: 'Log the lines that keep the most memory',
  detail: 'Traces one call, and stops: tracing makes everything about five times slower.',
  needs: [{ module: 'tracemalloc' }, 'logger'],
  text: () =>
    lines(
      0,
      'tracemalloc.start()',
      'try:',
      '    before = tracemalloc.take_snapshot()',
      '    self._«process_batch»()«»',
      '    after = tracemalloc.take_snapshot()',
      '    for line in after.compare_to(before, "lineno")[:«10»]:',
      '        _logger.info("%s", line)',
      'finally:',
      '    tracemalloc.stop()',
    ),
};

const openFiles: Template = {
  name: 'cron-open-files',
  scope: 'method',
  title: 'Log how many files and sockets are open',
  detail: 'A number that grows from run to run is a connection or file that nobody closes. Linux.',
  needs: [{ module: 'os' }, 'logger'],
  text: () => '_logger.info("«Open files»: %s", len(os.listdir("/proc/self/fd")))«»',
};

/** The templates, in the order in which they are offered. */
export const MEMORY_TEMPLATES: readonly Template[] = [cacheSize, traced, openFiles];
